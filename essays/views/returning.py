"""Returning: what it would show to whom, doing it, and taking it back."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from classrooms.views.requests import way_back
from essays import access, returning
from essays.queries_marking import to_return


@require_http_methods(["GET", "POST"])
def return_page(request, pk):
    """Ask, then return: all that is marked, or the essays named (`essay`, as often as needed)."""
    assignment = access.assignment_to_return(request.user, pk)
    sent = request.POST if request.method == "POST" else request.GET
    named = [int(value) for value in sent.getlist("essay") if value.isdecimal() and len(value) < 16]
    essays = named if "essay" in sent else "all"
    if request.method == "POST":
        returns = returning.return_marks(assignment=assignment, essays=essays, by=request.user)
        _say(request, len(returns))
        return way_back(request, "essays:queue", pk, field="back")
    return render(
        request,
        "essays/return.html",
        {"assignment": assignment, **to_return(assignment, essays), "seconds": settings.RETURN_UNDO_SECONDS},
    )


@require_POST
def return_undo(request, pk):
    assignment = access.assignment_to_return(request.user, pk)
    count = returning.undo(assignment=assignment, by=request.user)
    if count:
        said = ngettext("%(count)s return undone. Nobody saw it.", "%(count)s returns undone. Nobody saw them.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, _("Too late to undo: the students can see it now. Correct the mark instead."))
    return way_back(request, "essays:queue", pk, field="back")


def _say(request, count):
    if not count:
        messages.warning(request, _("Nothing was returned: what is marked is returned already."))
