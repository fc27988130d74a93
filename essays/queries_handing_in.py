"""What the pages before and after handing in show."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils import timezone

from classrooms.arrangements import extra_time_of
from classrooms.models import User
from essays import checking, extending, plans
from essays.models import Assignment, Plan
from essays.queries_writing import Desk
from essays.states import clock_ends


@dataclass(frozen=True)
class Clock:
    """What starting timed work now means for one student: so many minutes, `extra` of them their own, until then."""

    minutes: int
    extra: int
    ends_at: datetime


def clock_of(work: Assignment, student: User) -> Clock | None:
    """Return the clock of timed work that starts now for a student; None when the work has none."""
    if work.minutes is None:
        return None
    now, closes = timezone.now(), extending.dates_of(work, student.pk).closes
    started = partial(clock_ends, start=now, minutes=work.minutes, closes=closes)
    ends, given = started(extra_time=extra_time_of(student)), started(extra_time=0)
    return Clock(_minutes(ends - now), _minutes(ends - given), ends)


def findings(desk: Desk) -> list[checking.Finding]:
    """Return what is worth a look before this essay is handed in."""
    return checking.findings(desk.tree, length=desk.length, plan=_plan(desk), branches=len(desk.branches))


def _plan(desk: Desk) -> dict:
    plan = Plan.objects.filter(essay=desk.essay).first()
    return plans.values(plan.thesis, plan.cards) if plan else {}


def _minutes(span) -> int:
    return int(span.total_seconds() // 60)
