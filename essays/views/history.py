"""An essay's history, for its writer: look at a saved state, compare it, bring it back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from classrooms.views.requests import number
from essays import access, document, queries_history, writing
from essays.queries import standing_of


@require_GET
def history(request, pk):
    """Every saved state. With `compare`, a state, each line leads to the comparison with that one."""
    essay = access.essay_to_write(request.user, pk)
    compare = number(request.GET.get("compare"))
    picked = access.state_to_see(request.user, pk, compare) if compare is not None else None
    shown = queries_history.history(essay, page=request.GET.get("page", "1"), at=number(request.GET.get("at")))
    return render(request, "essays/history.html", {"essay": essay, "history": shown, "picked": picked})


@require_GET
def state(request, pk, state):
    """One state, or what changed between it and another (`with`: now, or the other state)."""
    found = access.state_to_see(request.user, pk, state)
    if "with" not in request.GET:
        return _look(request, found)
    with_ = number(request.GET["with"])
    other = access.state_to_see(request.user, pk, with_) if with_ is not None else None
    page = {"essay": found.essay, "state": found, "changes": queries_history.changes(found, other)}
    return render(request, "essays/state_changes.html", page)


@require_POST
def bring_back(request, pk, state):
    """Make this state the essay again; refused with 409 when the head is not the one that was seen."""
    found = access.state_to_see(request.user, pk, state)
    revision = number(request.POST.get("revision"))
    if revision is None:
        return _look(request, found, status=422)
    writing.bring_back(state=found, revision=revision, by=request.user)
    at = date_format(timezone.localtime(found.saved_at), "l j F, H:i:s")
    messages.success(
        request, _("Your essay is again as it was on %(at)s. The text before stays in the history.") % {"at": at}
    )
    return redirect(found.essay)


def _look(request, found, *, status: int = 200):
    look = queries_history.look(found)
    page = {"essay": found.essay, "look": look, "state": found, "html": document.render(look.tree)}
    return render(request, "essays/state.html", {**page, "standing": standing_of(found.essay)}, status=status)
