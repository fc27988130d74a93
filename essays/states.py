"""Where one student's work stands, derived from plain values: no state is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
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


class HandedIn(NamedTuple):
    """A submission, as far as states need it."""

    round: int
    late: bool = False
    sent_back: bool = False


@dataclass(frozen=True)
class Standing:
    """One student's work on one assignment. `state` is one of STATES; `late` there means handed in late.

    `round` is the draft's (0: no draft), `words` the draft's. The lower half is filled by `queries.standings`.
    """

    state: str
    round: int
    words: int
    late: bool = False
    overdue: bool = False
    closed: bool = False
    excused: bool = False
    returned: bool = False
    sent_back: bool = False
    can_write: bool = False
    can_redraft: bool = False
    redrafts_left: int = 0
    essay: int | None = None
    submission: int | None = None
    handed_in_at: datetime | None = None
    total: int | None = None
    out_of: int | None = None
    grade: str = ""
    gain: int | None = None


def standing(
    *,
    now: datetime,
    opens: datetime | None = None,
    due: datetime | None = None,
    closes: datetime | None = None,
    round: int = 0,
    words: int = 0,
    submissions: Iterable[HandedIn | tuple] = (),
    mark: str | None = None,
    returned: bool = False,
    excused: bool = False,
    redrafts: int = 0,
) -> Standing:
    """Derive where work stands at `now` from the draft's round (0: none) and words and from all submissions.

    `mark` is the kind of the newest mark (None for a student's eyes) on the newest submission that was not sent back,
    `returned` whether its return is visible. Practice has no dates; due and closing dates bind the first round only.
    """
    handed_in = [HandedIn(*each) for each in submissions]
    newest = max((each for each in handed_in if not each.sent_back), default=None)
    begun = newest is None or round > newest.round  # a draft that is not in the teacher's hands
    sent_back = begun and any(each.sent_back and each.round == round for each in handed_in)
    closed = round <= 1 and newest is None and not sent_back and closes is not None and now > closes
    state = _state(round, words, newest, mark, returned, sent_back)
    left = max(0, redrafts + 1 - max(round, 1))
    return Standing(
        state=state,
        round=round,
        words=words,
        late=newest is not None and newest.late,
        overdue=newest is None and due is not None and now > due and not excused,
        closed=closed,
        excused=excused,
        returned=returned and newest is not None,
        sent_back=sent_back,
        can_write=begun and not closed and (opens is None or now >= opens),
        can_redraft=returned and not begun and left > 0,
        redrafts_left=left,
    )


def _state(round: int, words: int, newest: HandedIn | None, mark: str | None, returned: bool, sent_back: bool) -> str:
    if newest is None and round <= 1:
        return "writing" if words or sent_back else "not-started"
    if newest is None or round > newest.round:
        return "redrafting"
    if returned:
        return "returned" if newest.round == 1 else "redrafted"
    if mark in ("marked", "corrected"):
        return "marked"
    if newest.round > 1:
        return "redrafted"
    return "late" if newest.late else "handed-in"
