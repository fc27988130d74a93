"""Charts as SVG text, made by the server: no script, no style attributes, no Django."""

from collections.abc import Mapping, Sequence

from lessons.charts.bars import bars
from lessons.charts.lines import lines
from lessons.charts.lives import Life, lives
from lessons.charts.paper import Numerals, drawing
from lessons.charts.ranges import Ranges, ranges
from lessons.charts.table import table
from lessons.charts.ties import Tie, ties
from lessons.charts.timeline import Moment, timeline

__all__ = [
    "Life",
    "Moment",
    "Numerals",
    "Ranges",
    "Tie",
    "figure_chart",
    "lives_picture",
    "ranges",
    "ties_picture",
    "timeline",
]
WIDTHS = {"across": 640, "tall": 340}


def figure_chart(
    chart: str,
    columns: Sequence[str],
    rows: Sequence[Sequence],
    key: Sequence[str] = (),
    *,
    name: str,
    title: str,
    description: str,
    numerals: Numerals,
) -> str:
    """An SVG of a figure's table. `chart` is bar, line, stacked or grouped; `name` is its id, unique on the page.

    `description` is the sentence that a screen reader says. Everything is escaped; all coordinates lie in the viewBox.
    """
    numbers = table(columns, rows, key)
    if chart == "line":
        height, parts = lines(numbers, numerals)
    else:
        height, parts = bars(numbers, numerals, stacked=chart == "stacked")
    return drawing(name, height, title, description, parts)


def lives_picture(rows: Sequence[Life], shape: str, *, name: str, title: str, description: str) -> str:
    """An SVG of how lives ended; `shape` is across or tall (for a phone), `name` its id, unique on the page."""
    height, parts = lives(rows, WIDTHS[shape])
    return _picture(shape, name, height, title, description, parts)


def ties_picture(
    rows: Sequence[Tie], names: Mapping[str, str], shape: str, *, name: str, title: str, description: str
) -> str:
    """An SVG of who did what to whom, `names` by id; `shape` and `name` as for lives."""
    height, parts = ties(rows, names, WIDTHS[shape])
    return _picture(shape, name, height, title, description, parts)


def _picture(shape: str, name: str, height: float, title: str, description: str, parts: Sequence[str]) -> str:
    across = WIDTHS[shape]
    return drawing(f"{name}-{shape}", height, title, description, parts, across=across, kind=f"chart {shape}")
