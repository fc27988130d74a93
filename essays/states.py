"""Where one student's work stands, derived from plain values: no state is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

STATES = (
    "not-started",
    "writing",
    "handed-in",
    "late",
    "marked",
    "returned",
    "redrafting",
    "redrafted",
)


Moment = datetime | None


class HandedIn(NamedTuple):
    """A submission, as far as states need it."""

    round: int
    late: bool = False
    sent_back: bool = False
    taken_back: bool = False


class Dates(NamedTuple):
    """When one student's work is due and when its writing ends."""

    due: datetime | None
    closes: datetime | None


@dataclass(frozen=True)
class Standing:
    """One student's work on one assignment, `at` a moment. `state` is one of STATES; `late` is handed in late.

    `round` is the draft's (0: no draft), `words` the draft's. `due` and `closes` are this student's own dates, with
    their extension (`extended`): `closes` is when writing ends for them (None: never), `ends_at` the same under a
    clock. `sent_back` is the teacher's act, `taken_back` the writer's own; only the last of the two is said. The
    lower half is filled by `queries.standings`.
    """

    state: str
    round: int
    words: int
    at: datetime = field(compare=False)
    late: bool = False
    overdue: bool = False
    closed: bool = False
    excused: bool = False
    returned: bool = False
    sent_back: bool = False
    taken_back: bool = False
    can_write: bool = False
    can_redraft: bool = False
    redrafts_left: int = 0
    due: datetime | None = None
    closes: datetime | None = None
    extended: bool = False
    ends_at: datetime | None = None
    essay: int | None = None
    submission: int | None = None
    handed_in_at: datetime | None = None
    total: float | None = None
    out_of: int | None = None
    grade: str = ""
    gain: int | None = None


def own_dates(due: datetime | None, closes: datetime | None, extended_to: datetime | None = None) -> Dates:
    """Return one student's dates: an extension moves what is due, and the closing with it when it lies before."""
    if due is None or extended_to is None or extended_to <= due:
        return Dates(due, closes)
    return Dates(extended_to, closes and max(closes, extended_to))


def is_late(late: bool, handed_in_at: datetime, extended_to: datetime | None) -> bool:
    """Tell whether a submission counts as late: what is in time by an extension given afterwards is not any more."""
    return late and not (extended_to and handed_in_at <= extended_to)


def clock_ends(*, start: datetime, minutes: int, extra_time: int, closes: datetime | None) -> datetime:
    """Return when writing under a clock ends that starts now.

    The closing cuts the time given, and extra time (per cent) is of the time given: who may have it is never cut by
    the closing, and so the only one who writes after it.
    """
    given = timedelta(minutes=minutes)
    if closes is not None:
        given = max(timedelta(), min(given, closes - start))
    return start + given * (100 + extra_time) / 100


def standing(
    *, now: datetime, opens: Moment = None, due: Moment = None, closes: Moment = None, extended_to: Moment = None,
    ends_at: Moment = None, round: int = 0, words: int = 0, submissions: Iterable[HandedIn | tuple] = (),
    mark: str | None = None, returned: bool = False, excused: bool = False, redrafts: int = 0,
) -> Standing:  # fmt: skip
    """Derive where work stands at `now` from the draft's round (0: none) and words and from submissions, oldest first.

    `mark` is the kind of the newest mark (None for a student's eyes) on the newest submission that was not sent back,
    `returned` whether its return is visible. Practice has no dates; due and closing dates bind the first round only.
    `extended_to` is the student's extension, `ends_at` the end of writing under a clock, which then takes the place of
    the closing. A teacher who sends work back opens it again; a writer who takes it back does not.
    """
    handed_in = [HandedIn(*each) for each in submissions]
    newest = max((each for each in handed_in if not each.sent_back), default=None)
    begun = newest is None or round > newest.round  # a draft that is not in the teacher's hands
    back = [each.taken_back for each in handed_in if begun and each.sent_back and each.round == round]
    dates = own_dates(due, closes, extended_to)
    ends_at, ends = (ends_at, ends_at or dates.closes) if round <= 1 and all(back) else (None, None)
    closed = newest is None and ends is not None and now > ends
    left = max(0, redrafts + 1 - max(round, 1))
    return Standing(
        state=_state(round, words, newest, mark, returned, bool(back)),
        round=round,
        words=words,
        at=now,
        late=newest is not None and newest.late,
        overdue=newest is None and dates.due is not None and now > dates.due and not excused,
        closed=closed,
        excused=excused,
        returned=returned and newest is not None,
        sent_back=back[-1:] == [False],
        taken_back=back[-1:] == [True],
        can_write=begun and not closed and (opens is None or now >= opens),
        can_redraft=returned and not begun and left > 0,
        redrafts_left=left,
        due=dates.due,
        closes=ends,
        extended=dates.due != due,
        ends_at=ends_at,
    )


def _state(round: int, words: int, newest: HandedIn | None, mark: str | None, returned: bool, back: bool) -> str:
    if newest is None and round <= 1:
        return "writing" if words or back else "not-started"
    if newest is None or round > newest.round:
        return "redrafting"
    if returned:
        return "returned" if newest.round == 1 else "redrafted"
    if mark in ("marked", "corrected"):
        return "marked"
    if newest.round > 1:
        return "redrafted"
    return "late" if newest.late else "handed-in"
