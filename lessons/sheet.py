"""A figure's or dispute's numbers as CSV text: clean data, and no cell that a spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | None


def sheet(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """CSV as RFC 4180 has it: a row of headings, then the rows. Nothing is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([_safe(cell) for cell in row] for row in (head, *rows))
    return out.getvalue()


def with_unit(columns: Sequence[str], unit: str) -> list[str]:
    """A table's headings, those of numbers with their unit: Deaths (people). The first column names the rows."""
    return [columns[0], *(f"{column} ({unit})" if unit else column for column in columns[1:])]


def _safe(cell: Cell) -> Cell:
    """Text that begins like a formula gets an apostrophe (OWASP, CSV injection); numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
