"""The numbers of a figure, made safe to draw."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lessons.charts.paper import Number, finite

YEAR = re.compile(r"\d{4}")
PERIOD = re.compile(r"\d{4}([-/–]\d{2,4})?")


@dataclass(frozen=True)
class Table:
    """Categories down, series across: `values[category][series]`. `key` are the categories drawn in the accent."""

    categories: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[Number, ...], ...]
    key: frozenset[str]

    @property
    def is_of_years(self) -> bool:
        """Categories are years, so that a line may stand on a true scale of time."""
        return all(YEAR.fullmatch(one) for one in self.categories)

    @property
    def is_of_periods(self) -> bool:
        """Categories follow one another in time, so that some names may be left out."""
        return all(PERIOD.fullmatch(one) for one in self.categories)

    def by_weight(self) -> list[int]:
        """Numbers of the categories in the order in which their names get room: keys, first and last, the others."""
        ends = (0, len(self.categories) - 1)
        numbers = range(len(self.categories))
        return sorted(numbers, key=lambda one: (self.categories[one] not in self.key, one not in ends, one))

    def turned(self) -> "Table":
        """Series and categories exchanged."""
        return Table(self.series, self.categories, tuple(zip(*self.values, strict=True)), frozenset())


def table(columns: Sequence[str], rows: Sequence[Sequence], key: Sequence[str] = ()) -> Table:
    """A table from a figure's columns and rows, whose first column names the categories."""
    return Table(
        categories=tuple(str(row[0]).replace("-", "–") for row in rows),
        series=tuple(columns[1:]),
        values=tuple(tuple(finite(value) for value in row[1:]) for row in rows),
        key=frozenset(one.replace("-", "–") for one in key),
    )
