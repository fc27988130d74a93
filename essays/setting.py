"""Work is set for classes, changed, and withdrawn."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from classrooms.audit import record
from classrooms.errors import Conflict
from classrooms.models import Classroom, User
from essays import blinding
from essays.models import Assignment, Essay, Rubric, Submission
from lessons.models import Question

WORDS = ("text", "short")
TERMS = (
    "rubric",
    "length",
    "opens",
    "due",
    "closes",
    "redrafts",
    "minutes",
    "take_back",
    "shows_process",
    "mark_waits",
    "aims_asked",
    "blind",
    "order",
)


@transaction.atomic
def set_work(
    *,
    classrooms: Iterable[Classroom],
    by: User,
    rubric: Rubric,
    length: int,
    due: datetime,
    question: Question | None = None,
    text: str = "",
    short: str = "",
    opens: datetime | None = None,
    closes: datetime | None = None,
    redrafts: int = 1,
    minutes: int | None = None,
    take_back: bool = True,
    shows_process: bool = False,
    mark_waits: bool = True,
    aims_asked: int = 0,
    blind: bool = False,
    order: str = Assignment.Order.NAME,
) -> list[Assignment]:
    """Set one piece of work for each class: a key question, whose words are copied, or a question in own words.

    It opens now unless said otherwise. That dates are in order and the length is above zero, the form sees to.
    """
    if question:
        text, short = question.text, question.short
    short = short or Truncator(text).chars(40)
    same: dict[str, Any] = {"question": question, "text": text, "short": short, "length": length, "redrafts": redrafts}
    same |= {"opens": opens or this_minute(), "due": due, "closes": closes, "rubric": rubric, "made_by": by}
    same |= {"minutes": minutes, "take_back": take_back, "shows_process": shows_process}
    same |= {"mark_waits": mark_waits, "aims_asked": aims_asked, "blind": blind, "order": order}
    works = [Assignment(school_id=each.school_id, classroom=each, **same) for each in classrooms]
    for work in works:
        work.save(force_insert=True)
        record(verb="set work", by=by, school=work.school, thing=work, classroom=work.classroom_id)
    return works


def this_minute() -> datetime:
    """Return now, as exact as a form says times."""
    return timezone.now().replace(second=0, microsecond=0)


@transaction.atomic
def change_work(*, assignment: Assignment, by: User, **changes) -> Assignment:
    """Change the terms (TERMS) and, while nobody has begun, the words (text, short).

    Raises Conflict when other words are given once an essay is begun, when how it is written would be shown from then
    on (nobody was told), and when blind marking would begin or end once somebody has marked. Another rubric is for
    what is not marked yet: marks keep the one they were given by. A clock that runs (`minutes`) never changes.
    """
    work = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    changed = [name for name in (*WORDS, *TERMS) if name in changes and changes[name] != getattr(work, name)]
    if set(changed) & set(WORDS) and is_begun(work):
        raise Conflict(_("Essays have been begun, so the question stays as it is."), code="begun")
    if "shows_process" in changed and changes["shows_process"] and is_begun(work):
        raise Conflict(_("Essays have been begun, so how they are written stays private."), code="begun")
    if "blind" in changed:
        blinding.require_can_change(work)
        blinding.give_codes(work)
    for name in changed:
        setattr(work, name, changes[name])
    if changed:
        work.save(update_fields=changed)
        record(verb="changed work", by=by, school=work.school, thing=work, changed=changed)
    return work


@transaction.atomic
def withdraw(*, assignment: Assignment, by: User) -> None:
    """Take work away from its class; texts begun stay. Raises Conflict once something is handed in."""
    if is_handed_in(assignment):
        raise Conflict(_("Essays have been handed in, so this work stays."), code="handed-in")
    if Assignment.objects.filter(pk=assignment.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        record(verb="withdrew work", by=by, school=assignment.school, thing=assignment)


def is_begun(assignment: Assignment) -> bool:
    """Tell whether anybody has begun an essay on this work."""
    return Essay.objects.filter(assignment=assignment).exists()


def is_handed_in(assignment: Assignment) -> bool:
    """Tell whether anything has been handed in, also if it was sent back."""
    return Submission.objects.filter(essay__assignment=assignment).exists()
