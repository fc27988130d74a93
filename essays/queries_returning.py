"""What returning would show, what is unfinished, and what is on its way and can be taken back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from django.utils import timezone

from classrooms.models import User
from essays.models import Assignment, Comment, Mark, Return
from essays.queries_marking import Row, queue
from essays.returning import returnable


@dataclass(frozen=True)
class Ready:
    """A row of the queue that can be returned, with its mark and how many comments its writer would see."""

    row: Row
    mark: Mark
    comments: int


@dataclass(frozen=True)
class ToReturn:
    """What a return would show (`returning`), and the rows that are not marked and stay behind (`unfinished`)."""

    returning: list[Ready]
    unfinished: list[Row]

    @property
    def comments(self) -> int:
        return sum(each.comments for each in self.returning)

    @property
    def stepless(self) -> list[Row]:
        return [each.row for each in self.returning if not each.mark.next_step]

    @property
    def uncommented(self) -> list[Row]:
        return [each.row for each in self.returning if not each.comments and not each.mark.summary]


def to_return(assignment: Assignment, essays: Literal["all"] | Sequence[int] = "all") -> ToReturn:
    """What returning all that is marked, or the essays with these ids, would show."""
    found = queue(assignment)
    marks = returnable(assignment)
    if essays != "all":
        marks = marks.filter(submission__essay__in=essays)
    ready: dict[int | None, Mark] = {mark.submission_id: mark for mark in marks}
    shown = Comment.objects.standing().filter(submission__in=ready, staff_only=False)
    counts = Counter(shown.values_list("submission", flat=True))
    return ToReturn(
        returning=[
            Ready(row, ready[row.standing.submission], counts[row.standing.submission or 0])
            for row in found.handed_in
            if row.standing.submission in ready
        ],
        unfinished=[row for row in found.rows if row.waits and (essays == "all" or row.standing.essay in essays)],
    )


@dataclass(frozen=True)
class Pending:
    """Essays returned in one go that no student can see before `until`."""

    until: datetime
    by: User
    scheduled: bool
    essays: list[int]


def pending_returns(assignment: Assignment) -> list[Pending]:
    """What can still be taken back, the first to show first."""
    rows = Return.objects.filter(submission__essay__assignment=assignment, visible_at__gt=timezone.now())
    ordered = rows.select_related("returned_by", "submission").order_by("visible_at", "made_at", "pk")
    groups = groupby(ordered, key=lambda each: (each.visible_at, each.returned_by, each.is_scheduled))
    return [
        Pending(until, by, scheduled, [each.submission.essay_id for each in group])
        for (until, by, scheduled), group in groups
    ]
