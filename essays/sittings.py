"""When somebody wrote: saves that follow one another closely are one sitting."""

from collections.abc import Sequence
from datetime import datetime, timedelta

GAP = timedelta(minutes=15)  # a longer pause ends a sitting


def split(times: Sequence[datetime]) -> list[range]:
    """The sittings, as ranges of indexes of these times, which rise."""
    ends = [n for n in range(1, len(times)) if times[n] - times[n - 1] > GAP]
    return [range(start, end) for start, end in zip([0, *ends], [*ends, len(times)], strict=True) if start < end]


def minutes_active(times: Sequence[datetime]) -> int:
    """In how many minutes of the clock something was saved."""
    return len({time.replace(second=0, microsecond=0) for time in times})


def since_start(times: Sequence[datetime]) -> list[float]:
    """For each time the minutes worked until then: those between saves, without the pauses that end a sitting."""
    worked, result = timedelta(), []
    for n, time in enumerate(times):
        pause = time - times[n - 1] if n else timedelta()
        worked += pause if pause <= GAP else timedelta()
        result.append(worked / timedelta(minutes=1))
    return result
