"""A unit's events at their true dates, along a line or down a page; each mark leads to its event's words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from lessons.charts.paper import Room, Scale, path, rect, shorten, text, units, width
from lessons.charts.years import Month, Tick, calendar

ACROSS, DOWN = 920, 340
SIZE = 15  # style sheets set 13, and 15 where the drawing is shown smaller; room is kept for the larger
SMALL = 14  # a tall drawing has 13 always
MARK, PITCH = 24, 30
GAP = 6
LONGEST = 280
FOOT = 24
DAYS, FAN = 7, 38  # of a tall drawing: how thick a span is, and how far from the line the names begin
Span = tuple[float, float]


@dataclass(frozen=True)
class Moment:
    """One event: its id and its number in the list, dates, and `said`, all of it in one sentence."""

    key: str
    number: int
    starts: dt.date
    ends: dt.date | None
    title: str
    said: str
    turn: bool = False


@dataclass(frozen=True)
class Name:
    """Where an event's name stands, and the room that it takes with its mark."""

    words: str
    x: float
    anchor: str
    box: Span
    inside: bool = False


def timeline(moments: Sequence[Moment], *, name: str, month: Month, tall: bool = False) -> str:
    """An SVG of links to #event-KEY, each mark at its date; `name` is what a screen reader calls the group.

    `month` writes a month where years are too coarse. `tall` runs down a phone and names every event; else time runs
    across, turning points are named, and others where there is room. Names never overlap.
    """
    if not moments:
        return ""
    ordered = sorted(moments, key=lambda one: (one.starts, one.number))
    wide, height, parts = (DOWN, *_down(ordered, month)) if tall else (ACROSS, *_across(ordered, month))
    return (
        f'<svg class="chart {"tall" if tall else "across"}" viewBox="0 0 {wide} {units(height)}" role="group"'
        f' aria-label="{escape(name)}">{"".join(parts)}</svg>'
    )


def _ticks(moments: Sequence[Moment], month: Month, most: int) -> list[Tick]:
    return calendar([day for one in moments for day in (one.starts, one.ends) if day], month, most)


def _span(one: Moment, place: Scale) -> Span:
    """Where an event lies: from its first day to the end of its last, or around its day, at least a mark long."""
    start = place(one.starts.toordinal())
    end = place(one.ends.toordinal() + 1) if one.ends and one.ends > one.starts else start
    if end - start >= MARK:
        return start, end
    middle = (start + end) / 2
    return middle - MARK / 2, middle + MARK / 2


def _across(moments: Sequence[Moment], month: Month) -> tuple[float, list[str]]:
    ticks = _ticks(moments, month, ACROSS // 46)
    place = Scale(ticks[0][0], ticks[-1][0], MARK, ACROSS - MARK)
    lanes: list[list[Span]] = []
    placed = []
    for one in moments:
        span = _span(one, place)
        box = _name(one, span).box if one.turn else span
        lane = next((n for n, taken in enumerate(lanes) if _free(box, taken)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(box)
        placed.append((one, span, lane))
    parts = _years(ticks, place, len(lanes) * PITCH)
    for one, span, lane in placed:
        name = _name(one, span)
        others = [other for other in lanes[lane] if other != span]
        has_room = not one.turn and _free(name.box, others)
        if has_room:
            lanes[lane] = [*others, name.box]
        parts.append(_link(one, span, (len(lanes) - 1 - lane) * PITCH, name if one.turn or has_room else None))
    return len(lanes) * PITCH + FOOT, parts


def _years(ticks: Sequence[Tick], place: Scale, foot: float) -> list[str]:
    """Lines for the beginnings of years under the lanes, with the axis that ends them and their names."""
    room = Room(ACROSS, foot + FOOT, SIZE)
    grid = path("grid", "".join(f"M{units(place(day))} 0V{units(foot)}" for day, _ in ticks))
    axis = path("axis", f"M{units(place.start)} {units(foot)}H{units(place.end)}")
    return [grid, axis, *(room.label(place(day), foot + FOOT - 5, words) for day, words in ticks if words)]


def _name(one: Moment, span: Span) -> Name:
    """An event's name in its mark if that is long enough, else after it, or before it where the paper ends."""
    words = shorten(one.title, LONGEST, SIZE)
    long = width(words, SIZE) + GAP
    if span[1] - span[0] >= MARK + long + GAP:
        return Name(words, span[0] + MARK + GAP, "start", span, inside=True)
    if span[1] + long <= ACROSS:
        return Name(words, span[1] + GAP, "start", (span[0], span[1] + long))
    return Name(words, span[0] - GAP, "end", (span[0] - long, span[1]))


def _free(box: Span, taken: Sequence[Span]) -> bool:
    inside = box[0] >= 0 and box[1] <= ACROSS
    return inside and all(box[1] + GAP <= other[0] or other[1] + GAP <= box[0] for other in taken)


def _down(moments: Sequence[Moment], month: Month) -> tuple[float, list[str]]:
    edge = MARK / 2
    high = (len(moments) - 1) * PITCH + MARK
    ticks = _ticks(moments, month, high // MARK)
    high = max(high, len(ticks) * MARK)
    place = Scale(ticks[0][0], ticks[-1][0], edge, edge + high)
    room = Room(DOWN, high + MARK, SMALL)
    axis = max(width(words, SMALL) for _, words in ticks) + GAP
    parts = [room.label(axis - GAP, place(day) + 5, words, "end") for day, words in ticks if words]
    parts.append(path("grid", "".join(f"M{units(axis - 4)} {units(place(day))}h4" for day, _ in ticks)))
    parts.append(path("axis", f"M{units(axis)} {units(place.start)}V{units(place.end)}"))
    starts = [place(one.starts.toordinal()) for one in moments]
    square = (axis + FAN, axis + FAN + MARK)
    over = 0.0
    for one, start, middle in zip(moments, starts, _apart(starts, edge, high + edge), strict=True):
        end = place(one.ends.toordinal() + 1) if one.ends else start
        x = axis + (DAYS + 2) * (end - start > DAYS and start < over)
        over = max(over, end)
        parts += _point(one, x, start, end, f"L{units(square[0])} {units(middle)}")
        words = shorten(one.title, DOWN - square[1] - GAP, SMALL)
        parts.append(_link(one, square, middle - MARK / 2, Name(words, square[1] + GAP, "start", square)))
    return high + MARK, parts


def _point(one: Moment, x: float, start: float, end: float, to: str) -> list[str]:
    """The true place of an event on a tall drawing, a dot or a bar, with the line that leads to its name."""
    if end - start > DAYS:
        mark = rect(x, start, DAYS, end - start, _kind(one))
    else:
        mark = f'<circle class="{_kind(one)}" cx="{units(x)}" cy="{units(start)}" r="3"/>'
    return [path("lead", f"M{units(x + DAYS)} {units(start)}{to}"), mark]


def _apart(wanted: Sequence[float], low: float, high: float) -> list[float]:
    """Places in the same order, PITCH apart, together as near to the wanted ones as can be (pooled neighbours)."""
    pools: list[tuple[float, int]] = []
    for number, place in enumerate(wanted):
        pools.append((place - number * PITCH, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            (last, count), (before, more) = pools.pop(), pools.pop()
            pools.append((before + last, more + count))
    flat = [total / count for total, count in pools for _ in range(count)]
    most = high - (len(wanted) - 1) * PITCH
    return [min(max(place, low), most) + number * PITCH for number, place in enumerate(flat)]


def _kind(one: Moment) -> str:
    return "mark turn" if one.turn else "mark"


def _link(one: Moment, span: Span, y: float, name: Name | None) -> str:
    """A mark with its number, and its name if it has one."""
    low = y + MARK / 2 + SIZE * 0.33
    number = text(span[0] + MARK / 2, low, str(one.number), "middle", "number turn" if one.turn else "number")
    kind = ("big in" if name and name.inside else "big") if one.turn else ""
    named = text(name.x, low, name.words, name.anchor, kind) if name else ""
    return (
        f'<a href="#event-{escape(one.key)}"><title>{escape(one.said)}</title>'
        f"{rect(span[0], y, span[1] - span[0], MARK, _kind(one))}"
        f"{number}{named}</a>"
    )
