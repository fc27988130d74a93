"""When a reader should meet a check question again: later each time it is remembered. No Django."""

from collections.abc import Sequence
from datetime import datetime, timedelta

# Days after the first, second, third ... right answer in a row. Widening gaps keep a memory longest: N. J. Cepeda and
# others, "Spacing effects in learning", Psychological Science 19 (2008), find a gap of a tenth to a fifth of the time
# that something is to be remembered; a course is remembered for months.
GAPS = (2, 7, 21, 60)


def due_at(answers: Sequence[tuple[bool, datetime]]) -> datetime | None:
    """When to ask again, from all answers in order, each (right, when): at once after a wrong one; None without any."""
    if not answers:
        return None
    in_a_row = 0
    for right, _when in reversed(answers):
        if not right:
            break
        in_a_row += 1
    last = answers[-1][1]
    return last + timedelta(days=GAPS[min(in_a_row, len(GAPS)) - 1]) if in_a_row else last
