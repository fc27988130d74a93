"""Rival claims of a dispute on one axis: a dot for a number, a bar for a range."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from lessons.charts.paper import Number, Numerals, Room, Scale, finite, path, text, ticks, units, width

FULL = 400
PLOT = 360
TYPE = 14
LOG_FROM = 30
Claim = tuple[Number, Number]


@dataclass(frozen=True)
class Ranges:
    """A drawing for each claim (empty for one without numbers), the axis under them, and whether it is logarithmic."""

    claims: tuple[str, ...]
    axis: str
    is_log: bool


def ranges(claims: Sequence[Claim | None], numerals: Numerals) -> Ranges:
    """Claims as (low, high) on one axis: linear from zero, or logarithmic when the numbers span more than 30 times."""
    numbers = [finite(number) for claim in claims if claim for number in claim]
    is_log = bool(numbers) and min(numbers) > 0 and max(numbers) / min(numbers) > LOG_FROM
    place, steps = _log(numbers) if is_log else _linear(numbers)
    grid = path("grid", "".join(f"M{units(place(step))} 0V40" for step in steps))
    drawn = tuple(_claim(claim, place, grid, numerals) if claim else "" for claim in claims)
    return Ranges(drawn, _axis(steps, place, numerals), is_log)


def _linear(numbers: list[Number]):
    low, high = min([0, *numbers]), max([0, *numbers])
    high = high if high > low else low + 1
    steps = ticks(low, high, most=4)
    step = steps[1] - steps[0] if len(steps) > 1 else high - low
    if steps[-1] < high:
        steps.append(steps[-1] + step)
    if steps[0] > low:
        steps.insert(0, steps[0] - step)
    return Scale(steps[0], steps[-1], 0, PLOT), steps


def _log(numbers: list[Number]):
    low, high = math.floor(math.log10(min(numbers))), math.ceil(math.log10(max(numbers)))
    scale = Scale(low, high, 0, PLOT)
    return (lambda value: scale(math.log10(value))), [10.0**power for power in range(low, high + 1)]


def _claim(claim: Claim, place, grid: str, numerals: Numerals) -> str:
    low, high = (finite(number) for number in claim)
    words, start, end = numerals.between(low, high), place(low), place(high)
    wide = width(words, TYPE)
    if end - start < 2:
        fits = start + 12 + wide <= FULL
        label = text(start + 12, 27, words, kind="big") if fits else text(start - 12, 27, words, "end", "big")
        mark = f'<circle class="point" cx="{units(start)}" cy="22" r="5"/>{label}'
    else:
        label = text(max(0, min(start, FULL - wide)), 15, words, kind="big")
        mark = f"{path('range', f'M{units(start)} 26H{units(end)}')}{label}"
    return f'<svg class="chart" viewBox="0 0 {FULL} 40" role="img" aria-label="{escape(words)}">{grid}{mark}</svg>'


def _axis(steps: list[float], place, numerals: Numerals) -> str:
    room = Room(FULL, 26, TYPE)
    order = sorted(range(len(steps)), key=lambda number: (number not in (0, len(steps) - 1), number % 2, number))
    names = [room.label(place(steps[number]), 18, numerals.short(steps[number])) for number in order]
    axis = path("axis", f"M0 .5H{PLOT}")
    return f'<svg class="chart" viewBox="0 0 {FULL} 26" aria-hidden="true">{axis}{"".join(names)}</svg>'
