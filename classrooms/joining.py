"""Class codes: how students come into a class by themselves."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms import audit, classes, codes, people
from classrooms.errors import Conflict
from classrooms.models import AuditEntry, ClassCode, Classroom, Membership, User

LASTS = timedelta(days=14)


@transaction.atomic
def make_code(*, classroom: Classroom, by: User) -> ClassCode:
    """Make a new code for a class; the earlier one stops working."""
    now = timezone.now()
    _working().filter(classroom=classroom).update(revoked_at=now)
    made = ClassCode.objects.create(
        school=classroom.school,
        classroom=classroom,
        code=codes.new(codes.LETTERS),
        made_by=by,
        made_at=now,
        expires_at=now + LASTS,
    )
    audit.record(verb="made a class code", by=by, school=classroom.school, thing=classroom, class_code=made.pk)
    return made


@transaction.atomic
def revoke(*, classroom: Classroom, by: User) -> None:
    """Stop a class's code: nobody comes in by it any more, who came stays."""
    if _working().filter(classroom=classroom).update(revoked_at=timezone.now()):
        audit.record(verb="revoked a class code", by=by, school=classroom.school, thing=classroom)


def code_of(classroom: Classroom) -> ClassCode | None:
    """Return the code with which one joins this class today."""
    return _working().filter(classroom=classroom).first()


def find(code: str) -> ClassCode | None:
    """Return the working code that someone typed; None for a wrong, old or revoked one, or one of an archived class."""
    return _working().select_related("classroom__school").filter(code=codes.tidy(code)).first()


def join(*, code: ClassCode, student: User) -> Membership:
    """Bring a student of the class's school into it.

    Conflict for someone of another school, for staff, and for whoever is in the class already.
    """
    if student.school_id != code.school_id or student.is_school_admin or student.teaches:
        raise Conflict(_("Class codes are for students of the school."), code="not-a-student")
    return classes.put(classroom=code.classroom, person=student, by=student, code=code)


@transaction.atomic
def join_as_new(*, code: ClassCode, username: str, password: str, first_name: str, last_name: str) -> User:
    """Make an account in the class's school and bring it into the class. Conflict if the user name is taken."""
    student = people.add(
        school=code.school,
        by=None,
        username=username,
        first_name=first_name,
        last_name=last_name,
        password=password,
    )
    join(code=code, student=student)
    return student


def came_by(code: ClassCode) -> set[int]:
    """Return the ids of those who came in by this code."""
    put = AuditEntry.objects.filter(school=code.school_id, verb="put in a class", details__class_code=code.pk)
    return set(put.values_list("about", flat=True))


def _working():
    return ClassCode.objects.filter(revoked_at=None, expires_at__gt=timezone.now(), classroom__archived_at=None)
