"""The school's rubrics: by title, each with its versions and where they are used; what work may be marked by."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format

from classrooms.models import User
from essays import rubrics
from essays.models import Assignment, Mark, Rubric
from lessons.models import Course


@dataclass(frozen=True)
class Version:
    """One rubric, how much it is worth, and how many pieces of work and marks it judges."""

    rubric: Rubric
    works: int
    marks: int

    @property
    def out_of(self) -> int:
        return rubrics.out_of(self.rubric)

    @property
    def criteria(self) -> str:
        return ", ".join(rubrics.names(self.rubric).values())


def versions(user: User) -> list[tuple[str, list[Version]]]:
    """Return the school's rubrics by title, the newest version of each first."""
    works = dict(_counted(Assignment.objects.filter(school=user.school_id, withdrawn_at=None)))
    marks = dict(_counted(Mark.objects.filter(school=user.school_id).exclude(kind=Mark.Kind.REOPENED)))
    found = Rubric.objects.filter(school=user.school_id).order_by(Lower("title"), "title", "-made_at", "-pk")
    return [
        (title, [Version(each, works.get(each.pk, 0), marks.get(each.pk, 0)) for each in same])
        for title, same in groupby(found, key=lambda each: each.title)
    ]


def _counted(rows):
    return rows.order_by().values_list("rubric").annotate(Count("pk"))


@dataclass(frozen=True)
class Choice:
    """What work may be marked by: its name, and the Rubric, or the Course that brings it."""

    label: str
    source: Rubric | Course


def choices(user: User) -> dict[str, Choice]:
    """The rubrics of the courses that this person may see, then the newest version of each of the school's others."""
    courses = list(Course.objects.visible_to(user).filter(rubric__isnull=False).order_by("title"))
    found = {str(course.pk): Choice(course.rubric.get("title") or course.title, course) for course in courses}
    brought = [rubrics.words_of(course.rubric) for course in courses]
    kept = Rubric.objects.filter(school=user.school_id).order_by(Lower("title"), "title", "-made_at", "-pk")
    for _title, same in groupby(kept, key=lambda each: each.title):
        rubric = next(same)
        if rubric.data not in brought:
            day = date_format(timezone.localtime(rubric.made_at), "j F Y")
            found[f"rubric-{rubric.pk}"] = Choice(f"{rubric.title} · {day}", rubric)
    return found


def marked_otherwise(assignment: Assignment) -> set[int]:
    """The submissions (pk) whose newest mark was given by another rubric than the work has now."""
    marks = Mark.objects.filter(submission__essay__assignment=assignment).order_by("pk")
    newest = {
        submission: (kind, rubric) for submission, kind, rubric in marks.values_list("submission", "kind", "rubric")
    }
    return {
        submission
        for submission, (kind, rubric) in newest.items()
        if kind != Mark.Kind.REOPENED and rubric != assignment.rubric_id
    }
