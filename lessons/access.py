"""One part of a course for one purpose, or 404."""

from django.shortcuts import get_object_or_404

from classrooms.access import require_school_admin
from classrooms.models import User
from lessons.models import CheckQuestion, Clipping, Course, Question, Section, Unit


def course_to_read(user: User, slug: str) -> Course:
    """A course of one's school."""
    return get_object_or_404(Course.objects.visible_to(user), slug=slug)


def unit_to_read(user: User, course: str, unit: str) -> Unit:
    """A published unit; its school's admins also read unpublished ones."""
    return get_object_or_404(Unit.objects.visible_to(user).select_related("course"), course__slug=course, slug=unit)


def section_to_read(user: User, course: str, unit: str, section: str) -> Section:
    """A section of a unit that one may read."""
    return get_object_or_404(
        Section.objects.select_related("unit__course", "version"),
        unit__in=Unit.objects.visible_to(user),
        unit__course__slug=course,
        unit__slug=unit,
        slug=section,
        retired_at=None,
    )


def question_to_answer(user: User, pk: int) -> Question:
    """A key question of a published unit."""
    return get_object_or_404(
        Question.objects.select_related("unit__course"),
        unit__in=Unit.objects.visible_to(user).published(),
        retired_at=None,
        pk=pk,
    )


def check_to_answer(section: Section, key: str) -> CheckQuestion:
    """A check question of a section that one may read."""
    return get_object_or_404(
        CheckQuestion.objects.select_related("course__school"),
        unit=section.unit_id,
        section=section.slug,
        key=key,
        retired_at=None,
    )


def clipping_to_change(user: User, pk: int) -> Clipping:
    """A clipping of one's own notebook."""
    return get_object_or_404(Clipping.objects.visible_to(user), pk=pk, dropped_at=None)


def course_to_edit(user: User, slug: str) -> Course:
    """A course for the studio: the school's admins only; 403 for others of the school."""
    course = course_to_read(user, slug)
    require_school_admin(user)
    return course
