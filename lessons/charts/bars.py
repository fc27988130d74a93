"""Columns that stand, and bars that lie where the names of categories are too long to stand under columns."""

from lessons.charts.paper import LINE, TYPE, WIDE, Numerals, Room, Scale, path, rect, shorten, text, ticks, units, width
from lessons.charts.table import Table

PLOT = 175
HEAD = 30
FOOT = 34
WIDEST = 64
BAR = 22
ASIDE = (0, -8, 8)
Drawn = tuple[float, list[str]]


def bars(table: Table, numerals: Numerals, *, stacked: bool) -> Drawn:
    """Height and parts of a bar chart, standing or lying as its names allow."""
    if len(table.categories) == 1 and len(table.series) > 1 and not stacked:
        table = table.turned()
    slot = (WIDE - _gutter(table, numerals, stacked)) / len(table.categories)
    widest = max(width(name) for name in table.categories)
    lies = len(table.categories) == 1 or (widest + 6 > slot and not table.is_of_periods)
    return _lying(table, numerals, stacked) if lies else _standing(table, numerals, stacked)


def _span(table: Table, stacked: bool) -> tuple[float, float]:
    sums = [sum(row) if stacked else max(row) for row in table.values]
    low = min(0, *(min(row) for row in table.values))
    high = max(0, *sums)
    return low, high if high > low else low + 1


def _steps(table: Table, stacked: bool) -> list[float]:
    return ticks(*_span(table, stacked), most=4)


def _gutter(table: Table, numerals: Numerals, stacked: bool) -> float:
    return max(width(numerals.short(step)) for step in _steps(table, stacked)) + 10


def _kind(table: Table, category: str, series: int) -> str:
    """Classes of a bar: its series by shade, and whether its category is the one to look at."""
    shade = f" s{series + 1}" if len(table.series) > 1 else ""
    return f"bar{shade}{' key' if category in table.key else ''}"


def legend(table: Table, numerals: Numerals) -> Drawn:
    """What each shade stands for, in as many lines as it takes; nothing for a single series."""
    if len(table.series) < 2:
        return 0, []
    parts, x, y = [], 0.0, 0.0
    for number, name in enumerate(table.series):
        words = f"{name}: {numerals.full(table.values[0][number])}" if len(table.categories) == 1 else name
        words = shorten(words, WIDE - 40)
        if x and x + 24 + width(words) > WIDE:
            x, y = 0.0, y + LINE
        parts += [rect(x, y + 4, 16, 16, f"bar s{number + 1}"), text(x + 24, y + 19, words)]
        x += 24 + width(words) + 22
    return y + LINE + 8, parts


def _standing(table: Table, numerals: Numerals, stacked: bool) -> Drawn:
    top, parts = legend(table, numerals)
    low, high = _span(table, stacked)
    scale = Scale(low, high, top + HEAD + PLOT, top + HEAD)
    height, left = top + HEAD + PLOT + FOOT, _gutter(table, numerals, stacked)
    room = Room(WIDE, height)
    slot = (WIDE - left) / len(table.categories)
    for step in _steps(table, stacked):
        y = scale(step)
        if step:
            parts.append(path("grid", f"M0 {units(y)}H{WIDE}"))
            parts.append(room.label(0, y - 6, numerals.short(step), "start"))
    marks = []
    for number, category in enumerate(table.categories):
        middle = left + slot * (number + 0.5)
        for kind, x, wide, start, end, words in _columns(table, number, middle, slot, numerals, stacked):
            y = scale(max(start, end))
            parts.append(rect(x, y, wide, scale(min(start, end)) - y, kind))
            room.take(x, y, wide, scale(min(start, end)) - y)
            marks.append((category in table.key, end, x + wide / 2, y - 8, words))
    parts += _values(marks, room)
    parts.append(path("axis", f"M0 {units(scale(0))}H{WIDE}"))
    return height, parts + _names(table, room, left, slot, height - 12)


def _columns(table: Table, number: int, middle: float, slot: float, numerals: Numerals, stacked: bool):
    """The columns of one category: (class, x, width, from value, to value, words above it)."""
    category, row = table.categories[number], table.values[number]
    if stacked:
        wide, base = min(slot * 0.62, WIDEST), 0.0
        for series, value in enumerate(row):
            words = numerals.full(sum(row)) if series == len(row) - 1 else ""
            yield _kind(table, category, series), middle - wide / 2, wide, base, base + value, words
            base += value
        return
    wide = min(slot * (0.62 if len(row) == 1 else 0.84) / len(row), WIDEST)
    for series, value in enumerate(row):
        x = middle - wide * len(row) / 2 + wide * series
        yield _kind(table, category, series), x, wide - (len(row) > 1), 0.0, value, numerals.full(value)


def _values(marks: list, room: Room) -> list[str]:
    """Values above their columns: the ones to look at first, then the greatest, as far as there is room."""
    ordered = sorted(marks, key=lambda mark: (not mark[0], -abs(mark[1])))
    return [
        next(filter(None, (room.label(x + aside, y, words, kind="big" if key else "") for aside in ASIDE)), "")
        for key, _, x, y, words in ordered
        if words
    ]


def _names(table: Table, room: Room, left: float, slot: float, y: float) -> list[str]:
    """Names of categories under the columns, as far as there is room."""
    return [room.label(left + slot * (one + 0.5), y, table.categories[one]) for one in table.by_weight()]


def _lying(table: Table, numerals: Numerals, stacked: bool) -> Drawn:
    y, parts = legend(table, numerals)
    low, high = _span(table, stacked)
    ends = [numerals.full(sum(row)) if stacked else numerals.full(value) for row in table.values for value in row]
    scale = Scale(low, high, 0, WIDE - max(width(words) for words in ends) - 12)
    for category, row in zip(table.categories, table.values, strict=True):
        parts.append(text(0, y + TYPE - 2, shorten(category, WIDE)))
        y += LINE
        base = 0.0
        for series, value in enumerate(row):
            start, end = sorted((scale(base), scale(base + value)))
            parts.append(rect(start, y, end - start, BAR, _kind(table, category, series)))
            if not stacked or series == len(row) - 1:
                words = numerals.full(sum(row) if stacked else value)
                parts.append(text(end + 8, y + 18, words, kind="big" if category in table.key else ""))
                parts.append(path("axis", f"M{units(scale(0))} {units(y - 3)}v{BAR + 6}"))
            base, y = (base + value, y) if stacked else (0.0, y + BAR + 2)
        y += (BAR if stacked else 0) + 12
    return y, parts
