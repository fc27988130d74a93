"""Returning: what it would show to whom, doing it now or later, and taking it back."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from classrooms.views.requests import posted, way_back
from essays import access, returning
from essays.forms_returning import ReturnForm
from essays.queries_returning import to_return


@require_http_methods(["GET", "POST"])
def return_page(request, pk):
    """Ask, then return: all that is marked, or the essays named (`essay`, as often as needed)."""
    assignment = access.assignment_to_return(request.user, pk)
    essays = _named(request.POST if request.method == "POST" else request.GET)
    form = ReturnForm(posted(request))
    if form.is_valid():
        returns = returning.return_marks(assignment=assignment, essays=essays, by=request.user, **form.cleaned_data)
        _say(request, len(returns))
        return way_back(request, "essays:queue", pk, field="back")
    context = {"assignment": assignment, "form": form, "seconds": settings.RETURN_UNDO_SECONDS}
    context["found"] = to_return(assignment, essays)
    return render(request, "essays/return.html", context, status=422 if form.is_bound else 200)


@require_POST
def return_undo(request, pk):
    assignment = access.assignment_to_return(request.user, pk)
    count = returning.undo(assignment=assignment, essays=_named(request.POST), by=request.user)
    if count:
        said = ngettext("%(count)s return undone. Nobody saw it.", "%(count)s returns undone. Nobody saw them.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, _("Too late to undo: the students can see it now. Correct the mark instead."))
    return way_back(request, "essays:queue", pk, field="back")


def _named(sent):
    """The ids of the essays that were named, or "all"; with `chosen` none named means none."""
    if "essay" not in sent and "chosen" not in sent:
        return "all"
    return [int(value) for value in sent.getlist("essay") if value.isdecimal() and len(value) < 16]


def _say(request, count):
    if not count:
        messages.warning(request, _("Nothing was returned: what is marked is returned already."))
