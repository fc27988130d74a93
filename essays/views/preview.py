"""Feedback before its return, as its writer will see it."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from essays import access
from essays.queries_preview import preview


@require_GET
def preview_page(request, pk):
    """As it looks first; with `mark` in the address as it looks once the mark shows."""
    submission = access.submission_to_mark(request.user, pk)
    waits = submission.assignment.mark_waits and "mark" not in request.GET
    found = preview(submission, by=request.user, waits=waits)
    context = {"essay": submission.essay, "feedback": found, "preview": submission}
    return render(request, "essays/feedback.html", context)
