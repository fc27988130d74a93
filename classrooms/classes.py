"""Making classes, and who is what in them. A membership ends; it is never deleted."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms import audit
from classrooms.errors import Conflict
from classrooms.models import ClassCode, Classroom, Department, Membership, School, User

Role = Membership.Role


def make(*, school: School, by: User, name: str, department: Department | None = None) -> Classroom:
    """Make a class. Conflict if a current class has that name."""
    with _one_of_a_name(name):
        classroom = Classroom.objects.create(school=school, name=name, department=department)
        audit.record(verb="made a class", by=by, school=school, thing=classroom)
    return classroom


def change(*, classroom: Classroom, by: User, name: str, department: Department | None) -> None:
    """Rename a class or move it to another department. Conflict if a current class has that name."""
    with _one_of_a_name(name):
        Classroom.objects.filter(pk=classroom.pk).update(name=name, department=department)
        audit.record(verb="changed a class", by=by, school=classroom.school, thing=classroom)


@transaction.atomic
def archive(*, classroom: Classroom, by: User) -> None:
    """Put a class away with all its work: nobody is in it any more, nothing is deleted."""
    if Classroom.objects.filter(pk=classroom.pk, archived_at=None).update(archived_at=timezone.now()):
        audit.record(verb="archived a class", by=by, school=classroom.school, thing=classroom)


def restore(*, classroom: Classroom, by: User) -> None:
    """Take an archived class out again. Conflict if a current class has its name."""
    with _one_of_a_name(classroom.name):
        if Classroom.objects.filter(pk=classroom.pk).exclude(archived_at=None).update(archived_at=None):
            audit.record(verb="restored a class", by=by, school=classroom.school, thing=classroom)


def put(
    *,
    classroom: Classroom,
    person: User,
    by: User,
    role: str = Role.STUDENT,
    lead: bool = False,
    code: ClassCode | None = None,
) -> Membership:
    """Bring someone of the school into a class, or give them another role there: the earlier membership ends.

    `code` is the class code they came by, if it was one.
    Conflict for someone of another school, and for whoever has that role already.
    """
    if person.school_id != classroom.school_id:
        raise Conflict(_("Only people of the school come into its classes."), code="other-school")
    try:
        with transaction.atomic():
            now = timezone.now()
            current = Membership.objects.filter(user=person, classroom=classroom, ended_at=None)
            current.exclude(role=role, lead=lead).update(ended_at=now)
            membership = Membership.objects.create(
                school=classroom.school, user=person, classroom=classroom, role=role, lead=lead, joined_at=now
            )
            audit.record(
                verb="put in a class",
                by=by,
                school=classroom.school,
                thing=classroom,
                about=person,
                role=role,
                lead=lead,
                class_code=code.pk if code else None,
            )
    except IntegrityError:
        message = _("%(person)s is in %(classroom)s already.") % {"person": person, "classroom": classroom}
        raise Conflict(message, code="already-in") from None
    return membership


@transaction.atomic
def remove(*, membership: Membership, by: User) -> None:
    """End someone's place in a class from now on. Conflict if it has ended."""
    if not Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=timezone.now()):
        raise Conflict(_("%(person)s has left the class already.") % {"person": membership.user}, code="left")
    audit.record(
        verb="took out of a class",
        by=by,
        school=membership.school,
        thing=membership.classroom,
        about=membership.user,
        role=membership.role,
    )


@contextmanager
def _one_of_a_name(name: str):
    """A transaction in which a name that is taken becomes a Conflict."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Conflict(_("There is a class called %(name)s already.") % {"name": name}, code="taken") from None
