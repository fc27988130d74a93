"""The one thing that a student can do next about a piece of work."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.models import Assignment
from essays.states import Standing

STATES = {
    "not-started": gettext_lazy("Not started"),
    "writing": gettext_lazy("Writing"),
    "handed-in": gettext_lazy("Handed in"),
    "late": gettext_lazy("Handed in late"),
    "marked": gettext_lazy("Marked, not returned"),
    "returned": gettext_lazy("Returned"),
    "redrafting": gettext_lazy("Redrafting"),
    "redrafted": gettext_lazy("Redrafted"),
}


class Step(NamedTuple):
    """An action in words and the address that it leads to."""

    label: str
    url: str


def state_word(standing: Standing) -> str:
    """Say in words where work stands."""
    if standing.excused and standing.submission is None:
        return _("Excused")
    if standing.sent_back:
        return _("Sent back")
    if standing.taken_back:
        return _("Taken back")
    return str(STATES[standing.state])


def next_step(work: Assignment, standing: Standing) -> Step | None:
    """Say what a student, by their own standing, does next: start, continue, redraft, read; None when they wait."""
    if standing.can_write:
        if standing.state == "redrafting":
            return Step(_("Redraft"), reverse("essays:desk", args=[standing.essay]))
        if standing.essay:
            return Step(_("Continue"), reverse("essays:desk", args=[standing.essay]))
        return Step(_("Start"), reverse("essays:assignment", args=[work.pk]))
    if standing.returned:
        return Step(_("Read your feedback"), reverse("essays:feedback", args=[standing.essay]))
    return None
