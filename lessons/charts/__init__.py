"""Charts as SVG text, made by the server: no script, no style attributes, no Django."""

from collections.abc import Sequence

from lessons.charts.bars import bars
from lessons.charts.lines import lines
from lessons.charts.paper import Numerals, drawing
from lessons.charts.ranges import Ranges, ranges
from lessons.charts.table import table

__all__ = ["Numerals", "Ranges", "figure_chart", "ranges"]


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
