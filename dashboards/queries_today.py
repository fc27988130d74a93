"""What waits for a teacher, by class."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.models import Classroom, Membership, User
from dashboards.register import registers
from essays.models import Assignment, Response, Return
from essays.models.work import classes_marked_by
from essays.next_steps import Step
from essays.queries import standings_by_class
from essays.states import Standing

NEAR = timedelta(days=7)


@dataclass(frozen=True)
class Row:
    """What waits in one piece of work. `leads`: this teacher may return it."""

    work: Assignment
    leads: bool
    waiting: list[Standing]
    to_return: int
    questions: int
    not_started: int
    out: int

    @property
    def to_mark(self) -> int:
        return len(self.waiting)

    @property
    def oldest(self) -> datetime | None:
        return self.waiting[0].handed_in_at if self.waiting else None

    @property
    def waits(self) -> bool:
        near = abs(self.work.due - timezone.now()) < NEAR
        return bool(self.waiting or self.to_return or self.questions or (self.not_started and near))

    @property
    def urgency(self) -> tuple:
        """Sorts what waits to be marked by its age, then what waits to be returned, questions, what is due."""
        kind = 0 if self.waiting else 1 if self.to_return else 2 if self.questions else 3
        return kind, self.oldest or self.work.due, self.work.pk

    @property
    def step(self) -> Step | None:
        """The one thing to do: mark, or else return."""
        if self.waiting:
            url = reverse("essays:marking-desk", args=[self.waiting[0].submission])
            return Step(_("Mark %(n)s") % {"n": self.to_mark}, url)
        if self.to_return and self.leads:
            return Step(_("Return %(n)s") % {"n": self.to_return}, reverse("essays:return", args=[self.work.pk]))
        return None


@dataclass(frozen=True)
class Quiet:
    """A class in which nothing waits."""

    classroom: Classroom
    leads: bool
    students: int
    works: list[Assignment]

    @property
    def next_due(self) -> Assignment | None:
        """The work that is handed in next."""
        now = timezone.now()
        return min((work for work in self.works if work.due > now), key=lambda work: work.due, default=None)


@dataclass(frozen=True)
class Today:
    """All that waits, most urgent first; classes where nothing does; classes of the department one heads."""

    rows: list[Row]
    quiet: list[Quiet]
    headed: list[Classroom]
    asked: list[Response]
    next_due: Assignment | None

    @property
    def to_mark(self) -> int:
        return sum(row.to_mark for row in self.rows)

    @property
    def to_return(self) -> int:
        return sum(row.to_return for row in self.rows if row.leads)

    @property
    def oldest(self) -> Row | None:
        return self.rows[0] if self.rows and self.rows[0].waiting else None


def today(user: User) -> Today:
    """Return what waits in the classes that this person teaches or marks, in a constant number of queries."""
    staff = Membership.objects.current().staff().filter(user=user).select_related("classroom")
    leads = {each.classroom: each.lead for each in staff.order_by("classroom__name")}
    students = registers(leads)
    set_for = Assignment.objects.filter(classroom__in=leads, withdrawn_at=None).select_related("classroom")
    works = list(set_for.order_by("due", "pk"))
    asked = questions_asked(leads)
    rows = _rows(works, students, Counter(each.comment.submission.essay.assignment_id for each in asked), leads)
    busy = {row.work.classroom_id for row in rows}
    quiet = [
        Quiet(each, lead, len(students[each.pk]), [work for work in works if work.classroom_id == each.pk])
        for each, lead in leads.items()
        if each.pk not in busy
    ]
    now = timezone.now()
    return Today(
        rows=sorted(rows, key=lambda row: row.urgency),
        quiet=quiet,
        headed=[each for each in classes_marked_by(user).order_by("name") if each not in leads],
        asked=asked,
        next_due=next((work for work in works if work.due > now and students[work.classroom_id]), None),
    )


def _rows(works: list[Assignment], students: dict, asked: Counter, leads: dict[Classroom, bool]) -> list[Row]:
    found = standings_by_class(works, students, for_staff=True)
    pending = set(
        Return.objects.filter(submission__essay__assignment__in=works, visible_at__gt=timezone.now()).values_list(
            "submission", flat=True
        )
    )
    rows = (
        _row(
            work,
            [found[work.pk, student.pk] for student in students[work.classroom_id]],
            pending,
            asked[work.pk],
            leads[work.classroom],
        )
        for work in works
    )
    return [row for row in rows if row.waits]


def _row(work: Assignment, standings: list[Standing], pending: set[int], asked: int, lead: bool) -> Row:
    waiting = [each for each in standings if is_to_mark(each)]
    opened = work.opens <= timezone.now()
    return Row(
        work=work,
        leads=lead,
        waiting=sorted(waiting, key=lambda each: (each.handed_in_at, each.submission)),
        to_return=sum(each.state == "marked" and each.submission not in pending for each in standings),
        questions=asked,
        not_started=sum(each.state == "not-started" and not each.excused and opened for each in standings),
        out=sum(each.submission is None for each in standings),
    )


def is_to_mark(standing: Standing) -> bool:
    """Tell whether it is the marker's turn."""
    return standing.state in ("handed-in", "late") or (standing.state == "redrafted" and not standing.returned)


def questions_asked(classrooms) -> list[Response]:
    """Return what students of these classes asked about a comment and nobody has answered, oldest first."""
    asked = Response.objects.filter(
        answer=Response.Answer.QUESTION,
        replies=None,
        comment__removed_at=None,
        comment__submission__essay__assignment__classroom__in=classrooms,
        comment__submission__essay__assignment__withdrawn_at=None,
    )
    asked = asked.select_related(
        "comment__submission__essay__assignment__classroom", "comment__submission__essay__writer"
    )
    texts = (f"comment__submission__{name}" for name in ("document", "text", "citations"))
    return list(asked.defer(*texts).order_by("answered_at", "pk"))
