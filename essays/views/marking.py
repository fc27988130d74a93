"""The queue, the marking desk, and the marker's acts on one submission."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from essays import access, bank, blinding, marking
from essays.models import Comment
from essays.queries_marking import address, desk, marked_row, queue
from essays.queries_returning import pending_returns
from essays.queries_rubrics import marked_otherwise
from essays.queries_second import second_reading
from essays.returning import returnable
from essays.views.answers import is_script, refusing, sent, whole


@require_GET
def queue_page(request, pk):
    assignment = access.assignment_to_mark(request.user, pk)
    return render(request, "essays/queue.html", _queue_context(request, assignment))


def _queue_again(request, pk):
    assignment = access.assignment_to_mark(request.user, pk)
    return render(request, "essays/queue.html", _queue_context(request, assignment))


def _queue_context(request, assignment):
    found = queue(assignment)
    waiting = found.waiting
    return {
        "assignment": assignment,
        "queue": found,
        "pending": pending_returns(assignment),
        "mark_next": address(waiting[0]) if waiting else "",
        "leads": access.leads(request.user, assignment.classroom),
        "exports": access.can_export(request.user, assignment.classroom),
        "marked_otherwise": marked_otherwise(assignment),
    }


@require_GET
def marking_desk(request, pk):
    """The whole page; with `?part=desk` only what changes from essay to essay, with `?part=queue` only the queue."""
    return desk_again(request, pk, part=request.GET.get("part", ""))


def desk_again(request, pk, *, part: str = ""):
    """Draw the marking desk, whatever was asked."""
    submission = access.submission_to_mark(request.user, pk)
    around = {"current": submission.essay_id, "assignment": submission.assignment}
    if part != "desk":
        around["queue"] = queue(submission.assignment)
    if part == "queue":
        return render(request, "essays/_queue_pane.html", around)
    found = desk(submission, user=request.user)
    context = {
        "desk": found,
        **around,
        "submission": submission,
        "second": second_reading(found),
    }
    if part == "desk":
        return render(request, "essays/_marking_panes.html", context)
    context["kinds"] = Comment.Kind.choices
    context["bank"] = bank.entries(found.assignment, by=request.user)
    return render(request, "essays/marking_desk.html", context)


@require_POST
@refusing(desk_again)
def working(request, pk):
    submission = access.submission_to_mark(request.user, pk)
    said = sent(request)
    kept = _record(request, submission, said)
    if is_script(request):
        return JsonResponse({"version": kept.version, "saved_at": clock(kept.saved_at)})
    if said.get("then") == "mark":
        return _mark(request, submission, kept.version)
    messages.success(request, _("Saved, private to you."))
    return redirect(submission)


@require_POST
@refusing(desk_again)
def mark(request, pk):
    submission = access.submission_to_mark(request.user, pk)
    return _mark(request, submission, whole(sent(request).get("version")))


def _mark(request, submission, version: int):
    given = marking.mark(submission=submission, version=version, by=request.user)
    assignment = submission.assignment
    if is_script(request):
        row = render_to_string("essays/_queue_row.html", {"row": marked_row(submission, given)}, request)
        count = returnable(assignment).count()
        return JsonResponse({"row": row, "returnable": count, "advice": _advice(given)})
    waiting = address(queue(assignment).after(submission.essay_id))
    if advice := _advice(given):
        messages.warning(request, advice)
    return redirect(waiting or reverse("essays:queue", args=[assignment.pk]))


def _advice(given):
    return "" if given.next_step else _("Marked without a next step. Reopen it to add one.")


@require_POST
def reopen(request, pk):
    submission = access.submission_to_mark(request.user, pk)
    marking.reopen(submission=submission, by=request.user)
    return redirect(submission)


@require_POST
@refusing(desk_again)
def send_back(request, pk):
    submission = access.submission_to_lead(request.user, pk)
    marking.send_back(submission=submission, because=request.POST.get("because", ""), by=request.user)
    messages.success(request, _("Sent back to %(name)s, with your reason.") % {"name": submission.essay.called})
    return redirect("essays:queue", submission.essay.assignment_id)


@require_POST
@refusing(desk_again)
def correct(request, pk):
    submission = access.submission_to_lead(request.user, pk)
    said = request.POST
    marking.correct(
        submission=submission,
        by=request.user,
        levels=_levels(said),
        notes=_notes(said),
        summary=said.get("summary", ""),
        next_step=said.get("next_step", ""),
        reason=said.get("reason", ""),
    )
    messages.success(request, _("Corrected. The student sees it in a minute; until then you can undo it."))
    return redirect(submission)


@require_POST
def show_names(request, pk):
    assignment = access.assignment_to_return(request.user, pk)
    blinding.show_names(assignment=assignment, by=request.user)
    messages.success(request, _("Names show now, to everyone who marks this work."))
    return redirect("essays:queue", pk)


@require_POST
@refusing(_queue_again)
def excuse(request, pk):
    """Excuse a student, or take it back with `lift`."""
    assignment = access.assignment_to_return(request.user, pk)
    student = access.student_of(assignment, whole(request.POST.get("student")))
    if "lift" in request.POST:
        marking.lift(assignment=assignment, student=student, by=request.user)
    else:
        because = request.POST.get("because", "")
        marking.excuse(assignment=assignment, student=student, because=because, by=request.user)
    return redirect("essays:queue", pk)


def clock(at):
    """The time of an act, in the school's zone."""
    return f"{timezone.localtime(at):%H:%M:%S}"


def _record(request, submission, said):
    return marking.record(
        submission=submission,
        version=whole(said.get("version")),
        by=request.user,
        levels=said.get("levels", {}) if is_script(request) else _levels(said),
        notes=said.get("notes") if is_script(request) else _notes(said),
        summary=said.get("summary", ""),
        next_step=said.get("next_step", ""),
    )


def _levels(said):
    """The levels of a plain form, whose fields are named `level_CODE`, and `half_CODE` for half a level more."""
    chosen = {name.removeprefix("level_"): value for name, value in said.items() if name.startswith("level_") and value}
    return {code: whole(value) + (0.5 if said.get(f"half_{code}") else 0) for code, value in chosen.items()}


def _notes(said):
    """The words of a plain form about single criteria, in fields named `note_CODE`."""
    return {name.removeprefix("note_"): value for name, value in said.items() if name.startswith("note_")}
