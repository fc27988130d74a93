"""Whole-class feedback: keep what the teacher made of it, show it to the class, take that back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.audit import record as audit
from classrooms.errors import Conflict
from classrooms.models import User
from essays.models import Assignment, ClassSheet


@transaction.atomic
def keep(*, assignment: Assignment, version: int, by: User, data: dict) -> ClassSheet:
    """Keep the sheet as edited from `version` (0 when there is none yet); the same data again changes nothing.

    Raises Conflict ("clash") when somebody else saved meanwhile: theirs stands.
    """
    sheet, _made = ClassSheet.objects.get_or_create(
        assignment=assignment, defaults={"school": assignment.school, "changed_by": by}
    )
    if sheet.version and sheet.data == data:
        return sheet
    now = {"data": data, "version": version + 1, "changed_by": by, "changed_at": timezone.now()}
    if not ClassSheet.objects.filter(pk=assignment.pk, version=version).update(**now):
        message = _("%(name)s saved this sheet meanwhile. Yours stands here, not saved; save again to replace theirs.")
        raise Conflict(message % {"name": sheet.changed_by.name}, code="clash")
    sheet.refresh_from_db()
    return sheet


@transaction.atomic
def share(*, assignment: Assignment, by: User) -> None:
    """Show the sheet to each student whose essay is returned, from now on. Raises Conflict when none is kept."""
    kept = ClassSheet.objects.filter(assignment=assignment)
    if kept.filter(shared_at=None).update(shared_at=timezone.now()):
        audit(verb="class sheet shared", by=by, school=assignment.school, thing=assignment)
    elif not kept.exists():
        raise Conflict(_("There is no sheet to share yet. Save it first."), code="no-sheet")


@transaction.atomic
def hide(*, assignment: Assignment, by: User) -> None:
    """No student sees the sheet any more."""
    if ClassSheet.objects.filter(assignment=assignment).exclude(shared_at=None).update(shared_at=None):
        audit(verb="class sheet hidden", by=by, school=assignment.school, thing=assignment)
