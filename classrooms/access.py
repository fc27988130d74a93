"""One class or person for one purpose, or a refusal: 404 if you may not know it, 403 if you may not do this."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from classrooms.models import Classroom, Membership, User


def classroom_to_see(user: User, pk: int) -> Classroom:
    """A class that this person teaches in, heads or administers; 404 otherwise, also for its students."""
    classroom = get_object_or_404(Classroom.objects.visible_to(user).select_related("school"), pk=pk)
    if user.is_school_admin or _roles(user, classroom) - {Membership.Role.STUDENT}:
        return classroom
    raise Http404


def classroom_to_lead(user: User, pk: int) -> Classroom:
    """A current class that this person leads (sets work in, returns); 403 for its other staff."""
    classroom = classroom_to_see(user, pk)
    if classroom.archived_at is None and leads(user, classroom):
        return classroom
    raise PermissionDenied


def classroom_to_keep(user: User, pk: int) -> Classroom:
    """A current class whose students one keeps: its lead teachers and the school's admin; 403 for its other staff."""
    classroom = classroom_to_see(user, pk)
    if keeps(user, classroom):
        return classroom
    raise PermissionDenied


def classroom_to_administer(user: User, pk: int) -> Classroom:
    """Any class of the school, archived or not, for its admins; 403 for the class's staff."""
    classroom = classroom_to_see(user, pk)
    require_school_admin(user)
    return classroom


def keeps(user: User, classroom: Classroom) -> bool:
    """Tell whether this person says who studies in the class; nobody does once it is archived."""
    return classroom.archived_at is None and (user.is_school_admin or leads(user, classroom))


def leads(user: User, classroom: Classroom) -> bool:
    """Tell whether this person is a lead teacher of the class."""
    return Membership.objects.current().filter(user=user, classroom=classroom, lead=True).exists()


def teaches(user: User, classroom: Classroom) -> bool:
    """Tell whether this person is a teacher of the class: one who may help its students to sign in."""
    mine = Membership.objects.current().filter(user=user, classroom=classroom)
    return mine.filter(role=Membership.Role.TEACHER).exists()


def student_to_help(user: User, pk: int) -> User:
    """A student whom this person teaches, or anyone else of the school for its admin; 404 otherwise.

    Staff are not students, even where a class lists them as such: their accounts open more than that class.
    """
    if user.is_school_admin:
        return get_object_or_404(User.objects.exclude(pk=user.pk), pk=pk, school=user.school_id, is_active=True)
    current = Membership.objects.current()
    taught = current.filter(user=user, role=Membership.Role.TEACHER).values("classroom")
    studies = current.students().filter(classroom__in=taught)
    staff = current.exclude(role=Membership.Role.STUDENT)
    students = User.objects.filter(pk__in=studies.values("user"), is_school_admin=False).exclude(
        pk__in=staff.values("user")
    )
    return get_object_or_404(students, pk=pk)


def person_to_administer(user: User, pk: int) -> User:
    """Anyone of the school, for its admins; 403 for everyone else, 404 outside the school."""
    require_school_admin(user)
    return get_object_or_404(User, pk=pk, school=user.school_id)


def require_school_admin(user: User) -> None:
    """403 for everyone but an admin of a school."""
    if not user.is_school_admin:
        raise PermissionDenied


def require_course_editor(user: User) -> None:
    """403 for everyone but an admin of a school and those whom one lets edit its courses."""
    if not user.keeps_courses:
        raise PermissionDenied


def _roles(user: User, classroom: Classroom) -> set[str]:
    mine = Membership.objects.current().filter(user=user)
    roles = set(mine.filter(classroom=classroom).values_list("role", flat=True))
    if classroom.department_id and mine.filter(department=classroom.department_id).exists():
        roles.add(Membership.Role.HEAD)
    return roles
