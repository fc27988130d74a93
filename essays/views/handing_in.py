"""The way in to a piece of work, and the way out: handing in, the receipt, the redraft."""

from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essays import access, document, writing
from essays.models import Assignment, Submission
from essays.queries import standings
from essays.queries_writing import Desk, criteria_of, days_until
from lessons.access import question_to_answer


@require_safe
def assignment(request, pk):
    """A student's way in to work that is set; those who mark it are shown the queue."""
    work = access.assignment_to_see(request.user, pk)
    if Assignment.objects.marked_by(request.user).filter(pk=pk).exists():
        return redirect("essays:queue", pk)
    standing = standings([work], [request.user], for_staff=False)[work.pk, request.user.pk]
    page = {
        "assignment": work,
        "standing": standing,
        "time_left": days_until(work.due),
        "criteria": criteria_of(work, work.question),
    }
    return render(request, "essays/assignment.html", page)


@require_POST
def start(request, pk):
    work = access.assignment_to_start(request.user, pk)
    return redirect(writing.start(assignment=work, by=request.user))


@require_POST
def practise(request, pk):
    asked = question_to_answer(request.user, pk)
    return redirect(writing.practise(question=asked, by=request.user))


@require_http_methods(["GET", "POST"])
def hand_in(request, pk):
    """The check before handing in: length, citations, lateness in plain words; then the receipt."""
    essay = access.essay_to_write(request.user, pk)
    page = Desk(essay)
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        if not revision.isdecimal():
            return HttpResponseBadRequest("revision")
        writing.hand_in(essay=essay, revision=int(revision), by=request.user)
        return redirect("essays:receipt", pk)
    if essay.assignment is None or not page.standing.can_write:
        return redirect(essay)
    citations = len(set(document.citations(page.tree)))
    return render(request, "essays/hand_in.html", {"desk": page, "essay": essay, "citations": citations})


@require_safe
def receipt(request, pk):
    """The proof that the newest submission is in."""
    essay = access.essay_to_write(request.user, pk)
    submission = Submission.objects.standing().filter(essay=essay).order_by("-round").first()
    if submission is None:
        return redirect(essay)
    return render(request, "essays/receipt.html", {"essay": essay, "submission": submission})


@require_POST
def redraft(request, pk):
    essay = access.essay_to_write(request.user, pk)
    writing.begin_redraft(essay=essay, by=request.user)
    return redirect(essay)
