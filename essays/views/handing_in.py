"""The way in to a piece of work, and the way out: handing in, the receipt, the redraft."""

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essays import access, document, handing_in, writing
from essays.models import Assignment, Submission
from essays.queries import standing_of, standings
from essays.queries_exemplars import exemplars
from essays.queries_handing_in import clock_of, findings
from essays.queries_writing import Desk, criteria_of, days_until
from lessons.access import question_to_answer

CLOCKS = {str(minutes): minutes for minutes in (30, 45, 60)}  # what practice under a clock offers


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
        "time_left": days_until(standing.due),
        "clock": None if standing.essay else clock_of(work, request.user),
        "criteria": criteria_of(work, work.question),
        "exemplars": exemplars(work.question, reader=request.user),
    }
    return render(request, "essays/assignment.html", page)


@require_POST
def start(request, pk):
    work = access.assignment_to_start(request.user, pk)
    return redirect(writing.start(assignment=work, by=request.user))


@require_POST
def practise(request, pk):
    """Begin practice; `minutes` puts it under a clock."""
    asked = question_to_answer(request.user, pk)
    minutes = request.POST.get("minutes", "")
    if minutes not in ("", *CLOCKS):
        return HttpResponseBadRequest("minutes")
    return redirect(writing.practise(question=asked, by=request.user, minutes=CLOCKS.get(minutes)))


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
    context = {"desk": page, "essay": essay, "citations": citations, "findings": findings(page)}
    return render(request, "essays/hand_in.html", context)


@require_safe
def receipt(request, pk):
    """The proof that the newest submission is in, and while it may be taken back the way to do so."""
    essay = access.essay_to_write(request.user, pk)
    submission = Submission.objects.standing().filter(essay=essay).order_by("-round").first()
    if submission is None:
        return redirect(essay)
    until = handing_in.take_back_until(essay, submission)
    page = {"essay": essay, "submission": submission, "take_back_until": until, "standing": standing_of(essay)}
    return render(request, "essays/receipt.html", page)


@require_POST
def take_back(request, pk):
    essay = access.essay_to_write(request.user, pk)
    handing_in.take_back(essay=essay, by=request.user)
    messages.success(request, _("Taken back. Go on writing, and hand it in again."))
    return redirect(essay)


@require_POST
def time_up(request, pk):
    """What the desk sends when its time has run out: the worker does the same without it."""
    essay = access.essay_to_write(request.user, pk)
    submission = handing_in.time_up(essay=essay)
    return redirect("essays:receipt", pk) if submission else redirect(essay)


@require_POST
def go_on(request, pk):
    """Go on with timed practice without its clock."""
    essay = access.essay_to_write(request.user, pk)
    handing_in.go_on_untimed(essay=essay, by=request.user)
    return redirect(essay)


@require_POST
def redraft(request, pk):
    essay = access.essay_to_write(request.user, pk)
    writing.begin_redraft(essay=essay, by=request.user)
    return redirect(essay)
