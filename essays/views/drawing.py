"""The essay drawn anew, for the desk's script after an act on it."""

from django.template.loader import render_to_string
from django.utils import timezone

from essays.queries_marking import marked_text
from essays.views.marking import clock


def drawn(request, submission) -> dict:
    """What every act on the text answers: the time, and the essay with its comments and stars."""
    context = {"text": marked_text(submission), "submission": submission, "edit": True}
    return {
        "saved_at": clock(timezone.now()),
        "essay": render_to_string("essays/_leaves.html", context, request),
    }
