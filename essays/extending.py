"""Longer for some students: an extension moves what is due for them, and the closing with it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.audit import record
from classrooms.errors import Conflict
from classrooms.models import Membership, User
from classrooms.queries import BY_NAME
from essays.errors import Unfit
from essays.models import Assignment, Extension
from essays.states import Dates, own_dates


def dates_of(assignment: Assignment, student: int) -> Dates:
    """Return when work is due for a student (a user's pk) and when it closes for them."""
    given = Extension.objects.filter(assignment=assignment, student=student, lifted_at=None).first()
    return own_dates(assignment.due, assignment.closes, given.due if given else None)


def extensions_of(assignment: Assignment) -> list[Extension]:
    """Return the extensions that count, in the order of the register."""
    given = Extension.objects.filter(assignment=assignment, lifted_at=None).select_related("student", "made_by")
    return sorted(given, key=lambda each: each.student.sort_key)


def students_of(assignment: Assignment) -> QuerySet[User]:
    """The students of the class that work is set to, in the order of the register."""
    current = Membership.objects.current().students().filter(classroom=assignment.classroom_id)
    return User.objects.filter(pk__in=current.values("user")).order_by(*BY_NAME)


@transaction.atomic
def extend(
    *, assignment: Assignment, students: Iterable[User], due: datetime, because: str, by: User
) -> list[Extension]:
    """Give students of the class until `due`; who has an extension gets this one in its place.

    Raises Unfit when somebody is not in the class, Conflict when the time is not later than it is due for all.
    """
    work = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if due <= work.due:
        raise Conflict(_("It is due then for everyone, or later. Choose a later time."), code="due")
    wanted = {student.pk: student for student in students}
    if students_of(work).filter(pk__in=wanted).count() != len(wanted):
        raise Unfit(_("They are not in this class."), code="student")
    now = timezone.now()
    Extension.objects.filter(assignment=work, student__in=wanted, lifted_at=None).update(lifted_at=now)
    same = {"school_id": work.school_id, "assignment": work, "due": due, "because": because, "made_by": by}
    given = [Extension.objects.create(student=student, made_at=now, **same) for student in wanted.values()]
    for each in given:
        record(verb="extended", by=by, school=by.school, thing=work, about=each.student, due=due.isoformat())
    return given


@transaction.atomic
def lift(*, assignment: Assignment, student: User, by: User) -> None:
    """Take an extension back: what is due for everyone is due for this student again."""
    given = Extension.objects.filter(assignment=assignment, student=student, lifted_at=None)
    if given.update(lifted_at=timezone.now()):
        record(verb="extension lifted", by=by, school=by.school, thing=assignment, about=student)
