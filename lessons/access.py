"""One part of a course for one purpose, or 404."""

from typing import TypeVar

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from classrooms.access import require_course_editor
from classrooms.models import User
from lessons.models import (
    CheckQuestion,
    Clipping,
    Course,
    CourseFile,
    CourseUpload,
    FileDraft,
    Image,
    Part,
    Question,
    Section,
    Unit,
)
from lessons.pack.read import is_image

PartT = TypeVar("PartT", bound=Part)


def course_to_read(user: User, slug: str) -> Course:
    """A course of one's school."""
    return get_object_or_404(Course.objects.visible_to(user), slug=slug)


def unit_to_read(user: User, course: str, unit: str) -> Unit:
    """A published unit; who edits courses also reads the others."""
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


def part_to_read(user: User, kind: type[PartT], course: str, key: str) -> PartT:
    """A part, such as a Figure, of a unit that one may read."""
    return get_object_or_404(
        kind._default_manager.select_related("course"),
        unit__in=Unit.objects.visible_to(user),
        course__slug=course,
        retired_at=None,
        key=key,
    )


def image_to_see(user: User, course: str, key: str) -> Image:
    """An image of a unit that one may read, or one that a section of such a unit shows."""
    courses = Course.objects.visible_to(user).filter(slug=course)
    image = get_object_or_404(Image.objects.select_related("version"), course__in=courses, key=key, retired_at=None)
    units = Unit.objects.visible_to(user).filter(course__in=courses)
    shown = Section.objects.filter(unit__in=units, retired_at=None, version__text__regex=rf"(^|\n):::image {key}\s")
    if not (units.filter(pk=image.unit_id).exists() or shown.exists()):
        raise Http404
    return image


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
    """A course for the studio: the school's admins, and who may edit courses; 403 for others of the school."""
    course = course_to_read(user, slug)
    require_course_editor(user)
    return course


def unit_to_edit(user: User, course: str, unit: str) -> Unit:
    """A unit for the studio, published or not."""
    row = course_to_edit(user, course)
    return get_object_or_404(Unit.objects.select_related("course__school"), course=row, slug=unit, retired_at=None)


def upload_to_apply(user: User, pk: int) -> CourseUpload:
    """A course that one has uploaded oneself and not applied yet."""
    require_course_editor(user)
    return get_object_or_404(CourseUpload.objects.visible_to(user).select_related("course__school"), pk=pk)


def file_to_edit(course: Course, path: str) -> CourseFile:
    """A text of a course, or the draft of one."""
    if is_image(path):
        raise Http404
    files = CourseFile.objects.filter(Q(gone_at=None) | Q(draft__isnull=False), course=course)
    return get_object_or_404(files.select_related("course"), path=path)


def draft_to_edit(course: Course, path: str) -> FileDraft:
    """What is written beside a text's live version."""
    return get_object_or_404(
        FileDraft.objects.select_related("file__course__school"), file__course=course, file__path=path
    )
