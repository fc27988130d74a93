"""Blind marking: a code stands for each writer's name until all that is handed in has been returned.

Names come back all at once and for good. A redraft that is handed in after that is marked under its writer's name.
"""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.audit import record
from classrooms.background import later
from classrooms.errors import Conflict
from classrooms.models import User
from essays.models import Assignment, Comment, Essay, Extension, Mark, Return, Submission, WorkingMark

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is taken for another
LENGTH = 4


def new_code(assignment: Assignment) -> str:
    """Return a code, drawn by chance, that no essay on this work has."""
    taken = set(Essay.objects.filter(assignment=assignment).values_list("code", flat=True))
    while (code := "".join(secrets.choice(LETTERS) for _each in range(LENGTH))) in taken:
        pass
    return code


def give_codes(assignment: Assignment) -> None:
    """Give a code to each essay on this work that has none yet."""
    for essay in Essay.objects.select_for_update().filter(assignment=assignment, code=""):
        essay.code = new_code(assignment)
        essay.save(update_fields=["code"])


def is_marking_begun(assignment: Assignment) -> bool:
    """Tell whether anybody has commented on an essay of this work or set a level, also if it was taken back."""
    mine = {"submission__essay__assignment": assignment}
    return any(kind.objects.filter(**mine).exists() for kind in (Comment, WorkingMark, Mark))


def require_can_change(assignment: Assignment) -> None:
    """Raise Conflict once marking has begun: whoever has marked knows, or must not learn, whose essay it was."""
    if is_marking_begun(assignment):
        raise Conflict(_("Marking has begun, so names stay hidden or shown as they are."), code="marking")


@transaction.atomic
def show_names(*, assignment: Assignment, by: User | None) -> None:
    """End blind marking of this work; by nobody: because all is returned. It cannot be taken back. Twice is once."""
    hidden = Assignment.objects.filter(pk=assignment.pk, blind=True, names_shown_at=None)
    if hidden.update(names_shown_at=timezone.now()):
        record(verb="showed names", by=by, school=assignment.school, thing=assignment)


def show_names_if_over(*, assignment: Assignment) -> None:
    """End blind marking once the work is due for everyone and all that was handed in for it is returned and to be seen.

    Before it is due, by an extension too, somebody may still hand in, so it is asked again then.
    """
    if not assignment.hides_names:
        return
    returned = Return.objects.visible().values("submission")
    handed_in = Submission.objects.standing().filter(essay__assignment=assignment)
    if not handed_in.exists() or handed_in.exclude(pk__in=returned).exists():
        return
    longer = Extension.objects.filter(assignment=assignment, lifted_at=None).values_list("due", flat=True)
    if timezone.now() < (due := max([assignment.due, *longer])):
        later("essays.tasks.show_names", assignment.pk, at=due)
    else:
        show_names(assignment=assignment, by=None)
