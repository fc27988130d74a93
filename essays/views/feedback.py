"""What was returned, for its writer; answers to comments; before and after."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from classrooms.views.requests import next_page, number
from essays import access, answering, opening
from essays.errors import Unfit
from essays.models import Comment
from essays.queries import standing_of
from essays.queries_aims import aims
from essays.queries_compare import comparison
from essays.queries_exemplars import asked_of
from essays.queries_feedback import feedback
from essays.queries_marking import answered
from essays.queries_sheet import shared_sheet


@require_GET
def feedback_page(request, pk):
    essay = access.essay_to_write(request.user, pk)
    return _feedback(request, essay)


def feedback_again(request, essay, *, refused: Unfit, typed: str = ""):
    """Show the page as it is, with why something was refused and the words that were typed for a new aim."""
    messages.error(request, str(refused))
    return _feedback(request, access.essay_to_write(request.user, essay.pk), typed=typed, status=422)


def _feedback(request, essay, *, typed: str = "", status: int = 200):
    found = feedback(essay)
    context = {"essay": essay, "feedback": found, "standing": standing_of(essay), "typed": typed}
    context["aims"] = aims(found.submission, student=request.user, advice=found.advice)
    context["sheet"] = shared_sheet(essay)
    context["asks"] = asked_of(essay)
    return render(request, "essays/feedback.html", context, status=status)


@require_POST
def open_comments(request, pk):
    """The comments have been read: htmx gets the mark, or what it still waits for."""
    opening.open_comments(submission=access.submission_to_learn_from(request.user, pk))
    if request.htmx:
        essay = access.essay_to_write(request.user, pk)
        return render(request, "essays/_reached.html", {"essay": essay, "feedback": feedback(essay)})
    return redirect(f"{reverse('essays:feedback', args=[pk])}#reached")


@require_GET
def compare(request, pk):
    """Two drafts by their rounds (`from`, `to`), else the newest two."""
    essay = access.essay_to_read(request.user, pk)
    mine = essay.writer_id == request.user.pk
    earlier, later = (number(request.GET.get(name)) for name in ("from", "to"))
    found = comparison(essay, by=request.user, earlier=earlier, later=later)
    return render(request, "essays/compare.html", {"essay": essay, "compare": found, "mine": mine})


@require_POST
def respond(request, pk):
    """Answer a comment: htmx gets what now stands under it, a plain form goes back to where it was."""
    comment = access.comment_to_answer(request.user, pk)
    answer, note = request.POST.get("answer", ""), request.POST.get("note", "")
    try:
        answering.respond(comment=comment, by=request.user, answer=answer, note=note)
    except Unfit as refusal:
        if request.htmx:
            return render(request, "essays/_refused.html", {"message": refusal}, status=422)
        return feedback_again(request, comment.submission.essay, refused=refusal)
    if request.htmx:
        fresh = answered(Comment.objects.filter(pk=pk)).get()
        return render(request, "essays/_response.html", {"comment": fresh, "answer": "yes"})
    back = next_page(request, "essays:feedback", comment.submission.essay_id, field="back")
    return redirect(f"{back}#comment-{pk}")


@require_POST
def reply(request, pk):
    response = access.response_to_reply_to(request.user, pk)
    back = next_page(request, "essays:marking-desk", response.comment.submission_id, field="back")
    try:
        answering.reply(response=response, by=request.user, body=request.POST.get("body", ""))
    except Unfit as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, _("Replied. %(name)s can read it now.") % {"name": response.student})
    return redirect(back)
