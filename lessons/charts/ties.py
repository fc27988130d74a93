"""Who did what to whom, year after year: from the one on the left to the one on the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lessons.charts.paper import path, text, units, width, wrap

SIZE = 14  # style sheets set 13
ROOMY = 480
LINE, PAD, GAP = 17, 6, 12
ARROW = 62
Drawn = tuple[float, list[str]]


@dataclass(frozen=True)
class Tie:
    """What one person (by id) did to another in a year."""

    by: str
    of: str
    what: str
    year: int


def ties(rows: Sequence[Tie], names: Mapping[str, str], wide: float) -> Drawn:
    """Height and parts of the drawing: rows by year, one box for whoever acts several times running.

    The box of one who had acted before is dark. On narrow paper what was done stands below the arrow, else after it.
    """
    ordered = sorted(rows, key=lambda tie: tie.year)
    roomy = wide >= ROOMY
    box = _box(ordered, names, (wide - ARROW) / 2 if not roomy else wide * 0.27)
    words_at = 2 * box + ARROW + GAP if roomy else box + GAP
    parts: list[str] = []
    y, acted = 0.0, set()
    for by, run in groupby(ordered, key=lambda tie: tie.by):
        acted.add(by)
        top = bottom = y
        for tie in run:
            height = _height(names[tie.of], box)
            what = wrap(tie.what, wide - words_at, SIZE)
            parts += _arrow(tie.year, box, y + height / 2)
            parts += _person(names[tie.of], box + ARROW, y, box, height, dark=tie.of in acted)
            under = y + (height - len(what) * LINE) / 2 if roomy else y + height + 2
            under = max(under, y)
            parts += [text(words_at, under + (n + 1) * LINE - 4, line) for n, line in enumerate(what)]
            bottom = y + height
            y = max(bottom, under + len(what) * LINE) + GAP
        own = _height(names[by], box)
        parts += _person(names[by], 0, top, box, max(bottom - top, own))
        y = max(y, top + own + GAP)
    return y - GAP + 2, parts


def _box(rows: Sequence[Tie], names: Mapping[str, str], most: float) -> float:
    longest = max(width(names[key], SIZE) for tie in rows for key in (tie.by, tie.of))
    return min(longest + 2 * PAD, most)


def _height(name: str, box: float) -> float:
    return len(wrap(name, box - 2 * PAD, SIZE)) * LINE + 2 * PAD


def _person(name: str, x: float, y: float, wide: float, high: float, *, dark: bool = False) -> list[str]:
    kind = "node dark" if dark else "node"
    corners = f"M{units(x)} {units(y)}H{units(x + wide)}V{units(y + high)}H{units(x)}Z"
    lines = wrap(name, wide - 2 * PAD, SIZE)
    words = [
        text(x + PAD, y + PAD + (n + 1) * LINE - 4, line, kind="big dark" if dark else "big")
        for n, line in enumerate(lines)
    ]
    return [path(kind, corners), *words]


def _arrow(year: int, x: float, y: float) -> list[str]:
    tip = x + ARROW - 2
    head = f"M{units(tip)} {units(y)}L{units(tip - 9)} {units(y - 5)}L{units(tip - 9)} {units(y + 5)}Z"
    line = path("tie", f"M{units(x)} {units(y)}H{units(tip - 8)}")
    return [line, path("head", head), text(x + ARROW / 2 - 3, y - 5, str(year), "middle")]
