"""Lines over time, each with its name at its end."""

from itertools import pairwise

from lessons.charts.paper import TYPE, WIDE, Numerals, Room, Scale, path, shorten, text, ticks, units, width
from lessons.charts.table import Table

PLOT = 190
HEAD = 34
FOOT = 34
LONGEST_NAME = 200
STEPS = 24
# Where a value may stand beside its point: above, below, before, behind.
AROUND = ((0, -12, "middle"), (0, 29, "middle"), (-8, -8, "end"), (8, -8, "start"), (8, 25, "start"), (-8, 25, "end"))


def lines(table: Table, numerals: Numerals) -> tuple[float, list[str]]:
    """Height and parts of a line chart. The scale starts at zero; years stand at their true distance."""
    low = min(0, *(min(row) for row in table.values))
    high = max(0, *(max(row) for row in table.values))
    high = high if high > low else low + 1
    steps = ticks(low, high, most=4)
    height = HEAD + PLOT + FOOT
    room = Room(WIDE, height)
    names = [shorten(name, LONGEST_NAME) for name in table.series] if len(table.series) > 1 else []
    left = max(width(numerals.short(step)) for step in steps) + 18
    right = WIDE - (max(width(name) for name in names) + 34 if names else 24)
    across, up = _across(table, left, right), Scale(low, high, HEAD + PLOT, HEAD)
    parts = []
    for step in steps:
        if step:
            parts.append(path("grid", f"M0 {units(up(step))}H{units(right + 8)}"))
            parts.append(room.label(0, up(step) - 6, numerals.short(step), "start"))
    parts.append(path("axis", f"M0 {units(up(0))}H{units(right + 8)}"))
    for number in range(len(table.series)):
        points = [(x, up(row[number])) for x, row in zip(across, table.values, strict=True)]
        parts += _line(points, number, [category in table.key for category in table.categories], bool(names))
    parts += _categories(table, across, room, height - 12)
    if names:
        parts += _names(names, [up(value) for value in table.values[-1]], right, height - FOOT)
    else:
        parts += _values(table, numerals, across, up, room)
    return height, parts


def _across(table: Table, left: float, right: float) -> list[float]:
    if table.is_of_years and table.categories[0] != table.categories[-1]:
        years = [int(category) for category in table.categories]
        return [Scale(min(years), max(years), left, right)(year) for year in years]
    return [Scale(0, len(table.categories) - 1, left, right)(number) for number in range(len(table.categories))]


def _line(points: list[tuple[float, float]], number: int, keys: list[bool], many: bool) -> list[str]:
    data = "L".join(f"{units(x)} {units(y)}" for x, y in points)
    parts = [path(f"line s{number + 1}" if many else "line", f"M{data}")]
    for (x, y), key in zip(points, keys, strict=True):
        kind, radius = ("point key", 6) if key else ("point", 4)
        parts.append(f'<circle class="{kind}" cx="{units(x)}" cy="{units(y)}" r="{radius}"/>')
    return parts


def _names(names: list[str], ends: list[float], right: float, lowest: float) -> list[str]:
    """The name of each line beside its end, pushed apart where the ends are close and joined to them."""
    order = sorted(range(len(names)), key=lambda number: ends[number])
    places, next_free = {}, TYPE * 0.8
    for number in order:
        places[number] = max(ends[number] + 6, next_free)
        next_free = places[number] + TYPE + 2
    over = max(0.0, next_free - TYPE - 2 - lowest)
    parts = []
    for number in order:
        y = max(places[number] - over, TYPE * 0.8)
        parts.append(path("lead", f"M{units(right + 6)} {units(ends[number])}L{units(right + 26)} {units(y - 6)}"))
        parts.append(text(right + 30, y, names[number], kind="big"))
    return parts


def _values(table: Table, numerals: Numerals, across: list[float], up: Scale, room: Room) -> list[str]:
    """Values of a single line, clear of it: the ones to look at, its ends, its highest and lowest point."""
    values = [row[0] for row in table.values]
    heights = [up(value) for value in values]
    for (x1, y1), (x2, y2) in pairwise(zip(across, heights, strict=True)):
        for step in range(STEPS + 1):
            share = step / STEPS
            room.take(x1 + (x2 - x1) * share - 2, y1 + (y2 - y1) * share - 2, 4, 4)
    chosen = [number for number, category in enumerate(table.categories) if category in table.key]
    chosen += [len(values) - 1, values.index(max(values)), 0, values.index(min(values))]
    parts = []
    for number in dict.fromkeys(chosen):
        kind = "big" if table.categories[number] in table.key else ""
        x, y, words = across[number], heights[number], numerals.full(values[number])
        tries = (room.label(x + aside, y + lift, words, anchor, kind) for aside, lift, anchor in AROUND)
        parts.append(next(filter(None, tries), ""))
    return parts


def _categories(table: Table, across: list[float], room: Room, y: float) -> list[str]:
    """Names under the line, as far as there is room."""
    return [room.label(across[one], y, shorten(table.categories[one], 200)) for one in table.by_weight()]
