"""Places in time: dates and years on a line, with round years (or months) to read them by."""

import datetime as dt
from collections.abc import Callable, Iterable

STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
MONTHS_BELOW = 550  # days: a shorter time is read by months
MOST_LINES = 40
Month = Callable[[dt.date], str]
Tick = tuple[int, str]


def year_step(low: int, high: int, most: int) -> int:
    """How many years apart the named years stand when there is room for so many names."""
    return next((step for step in STEPS if (high - low) / step <= most), STEPS[-1])


def round_years(low: int, high: int, step: int) -> list[int]:
    """The years from low to high that the step divides."""
    return list(range(-(-low // step) * step, high + 1, step))


def calendar(days: Iterable[dt.date], month: Month, most: int) -> list[Tick]:
    """Beginnings of years around these days as (ordinal day, name), or of months where the time is short.

    The first is at or before the earliest day, the last after the latest. About `most` have a name, half of it where
    they are months, whose names `month` writes.
    """
    known = sorted(days)
    first, last = known[0], known[-1]
    if (last - first).days < MONTHS_BELOW:
        numbers = range(_number(first), _number(last) + 2)
        every = max(1, -(-len(numbers) // max(1, most // 2)))
        starts = [(_ordinal(number), (number - numbers[0]) % every == 0) for number in numbers]
        latest = dt.date.max.toordinal()
        return [(start, month(dt.date.fromordinal(min(start, latest))) if named else "") for start, named in starts]
    low, high = first.year, last.year + 1
    step = year_step(low, high, most)
    years = range(low, high + 1) if high - low <= MOST_LINES else sorted({low, *round_years(low, high, step), high})
    return [(_ordinal(year * 12), str(year) if year % step == 0 else "") for year in years]


def _number(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _ordinal(number: int) -> int:
    """The first day of a month that is counted from January of the year 0; time ends with the year 9999."""
    year, month = divmod(number, 12)
    return dt.date(year, month + 1, 1).toordinal() if year <= dt.MAXYEAR else dt.date.max.toordinal() + 1
