"""How lives ended: a row a person, thick for the years in a body, thin until death, and a mark for how it came."""

from collections.abc import Sequence
from dataclasses import dataclass

from lessons.charts.paper import Room, Scale, path, rect, shorten, text, units, width
from lessons.charts.years import round_years, year_step

SIZE = 14  # style sheets set 13
ROOMY = 480
ROW, TWO_LINES = 30, 48
BAR, REACH = 10, 6
FOOT = 22
# A cross, diamond, triangle or square for a violent end, a ring for any other, an arrow for the living.
ENDS = {
    "shot": ("cross", "M-5 -5L5 5M-5 5L5 -5"),
    "murdered": ("full", "M0 -7L7 0L0 7L-7 0Z"),
    "suicide": ("full", "M-6 -5H6L0 6Z"),
    "died-in-custody": ("full", "M-5 -5H5V5H-5Z"),
}
RING = ("ring", "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z")
ALIVE = ("cross", "M-4 -5L4 0L-4 5")


@dataclass(frozen=True)
class Life:
    """Years in the body, year of death (None: alive), `ended` as people.toml says it, and the same in short words."""

    name: str
    starts: int
    ends: int
    died: int | None
    ended: str
    words: str


def lives(rows: Sequence[Life], wide: float) -> tuple[float, list[str]]:
    """Height and parts of the drawing; on narrow paper names and words stand above their line."""
    low = min(row.starts for row in rows)
    high = max(max(row.ends, row.died or row.ends) for row in rows)
    high = high if high > low else low + 1
    beside = wide >= ROOMY
    left = REACH if not beside else min(max(width(row.name, SIZE) for row in rows) + 2 * REACH, wide * 0.36)
    place = Scale(low, high, left, _right(rows, wide, left, low, high) if beside else wide - REACH)
    row_height = ROW if beside else TWO_LINES
    height = len(rows) * row_height + FOOT
    parts = _years(low, high, place, wide, height)
    for number, row in enumerate(rows):
        bottom = (number + 1) * row_height - ROW / 2
        parts += _life(row, place, bottom)
        if beside:
            parts.append(text(0, bottom + 4, shorten(row.name, left - REACH, SIZE), kind="big"))
            parts.append(text(place(row.died or high) + 2 * REACH, bottom + 4, _words(row, wide)))
        else:
            words = _words(row, wide)
            room = wide - width(words, SIZE) - 2 * REACH
            parts.append(text(0, bottom - 15, shorten(row.name, room, SIZE), kind="big"))
            parts.append(text(wide, bottom - 15, words, "end"))
    return height, parts


def _right(rows: Sequence[Life], wide: float, left: float, low: int, high: int) -> float:
    """Where the last year stands, so that the words after each end mark still have room."""
    right = wide - REACH
    for row in rows:
        share = ((row.died or high) - low) / (high - low)
        if share > 0:
            right = min(right, left + (wide - 3 * REACH - width(_words(row, wide), SIZE) - left) / share)
    return max(right, left + REACH)


def _words(row: Life, wide: float) -> str:
    return shorten(row.words, wide * 0.5, SIZE)


def _years(low: int, high: int, place: Scale, wide: float, height: float) -> list[str]:
    """Lines for round years, five or more apart, with their names."""
    room = Room(wide, height, SIZE)
    years = round_years(low, high, max(5, year_step(low, high, int((place.end - place.start) / 44) or 1))) or [low]
    grid = path("grid", "".join(f"M{units(place(year))} 0V{units(height - FOOT)}" for year in years))
    return [grid, *(room.label(place(year), height - 5, str(year)) for year in years)]


def _life(row: Life, place: Scale, y: float) -> list[str]:
    start, end, died = place(row.starts), place(row.ends), place(row.died or place.high)
    parts = [path("after", f"M{units(end)} {units(y)}H{units(died)}")] if died > end else []
    parts.append(rect(start, y - BAR / 2, max(end - start, 4), BAR, "bar"))
    return [*parts, _end(row, died, y)]


def _end(row: Life, x: float, y: float) -> str:
    kind, data = ENDS.get(row.ended, RING) if row.died is not None else ALIVE
    return f'<path class="end {kind}" transform="translate({units(x)} {units(y)})" d="{data}"/>'
