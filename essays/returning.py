"""Make marks and comments visible to students, and take that back while there is time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from classrooms.audit import record as audit
from classrooms.background import later
from classrooms.models import User
from essays.models import Assignment, Mark, Return, Submission


def returnable(assignment: Assignment) -> QuerySet[Mark]:
    """The newest mark of each standing submission, where it is not reopened and not returned yet."""
    newest = Mark.objects.filter(submission=OuterRef("submission")).order_by("-pk").values("pk")[:1]
    return Mark.objects.filter(
        submission__essay__assignment=assignment,
        submission__sent_back_at=None,
        pk=Subquery(newest),
        shown_by=None,
    ).exclude(kind=Mark.Kind.REOPENED)


@transaction.atomic
def return_marks(
    *, assignment: Assignment, essays: Literal["all"] | Iterable[int] = "all", by: User, at: datetime | None = None
) -> list[Return]:
    """Return what is marked and not returned yet, of all essays or of those with these ids.

    Students see it RETURN_UNDO_SECONDS (60) later, or `at` a moment after that, and are told by mail then. What is
    already returned, or not marked, is left as it is.
    """
    _hold(assignment)
    marks = returnable(assignment)
    if essays != "all":
        marks = marks.filter(submission__essay__in=list(essays))
    returns = show(list(marks), by=by, at=at)
    if returns:
        shows = returns[0].visible_at.isoformat()
        audit(verb="returned", by=by, school=assignment.school, thing=assignment, count=len(returns), shows=shows)
    return returns


@transaction.atomic
def undo(*, assignment: Assignment, essays: Literal["all"] | Iterable[int] = "all", by: User) -> int:
    """Take back the returns that no student can see yet, of all essays or of those with these ids; return how many."""
    _hold(assignment)
    pending = Return.objects.filter(submission__essay__assignment=assignment, visible_at__gt=timezone.now())
    if essays != "all":
        pending = pending.filter(submission__essay__in=list(essays))
    count, _kinds = pending.delete()
    if count:
        audit(verb="return undone", by=by, school=assignment.school, thing=assignment, count=count)
    return count


def show(marks: Iterable[Mark], *, by: User, at: datetime | None = None) -> list[Return]:
    """Make these marks visible when the time to undo is over, or `at` a later moment, and have their writers told."""
    now = timezone.now()
    soonest = now + timedelta(seconds=settings.RETURN_UNDO_SECONDS)
    returns = Return.objects.bulk_create(
        Return(
            school_id=mark.school_id,
            submission_id=mark.submission_id,
            mark=mark,
            returned_by=by,
            made_at=now,
            visible_at=max(soonest, at) if at else soonest,
        )
        for mark in marks
    )
    for each in returns:
        later("essays.tasks.tell_of_return", each.pk, at=each.visible_at)
    blind = Assignment.objects.filter(blind=True, names_shown_at=None, essays__submissions__returns__in=returns)
    for work in blind.distinct().values_list("pk", flat=True):
        later("essays.tasks.show_names", work, at=returns[0].visible_at)
    return returns


def _hold(assignment: Assignment) -> None:
    """Acts on the submissions of this work wait for each other, here as in marking."""
    submissions = Submission.objects.select_for_update(of=("self",)).filter(essay__assignment=assignment)
    list(submissions.order_by("pk").values_list("pk", flat=True))
