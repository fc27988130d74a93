"""A table as a spreadsheet or as CSV, in which no text is ever taken for a formula. No Django."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

Cell = str | int | float | datetime | None

FORMULA = tuple("=+-@＝＋－＠\t\r\n\0")
WIDEST = 40
TIME = "yyyy-mm-dd hh:mm"


@dataclass(frozen=True)
class Table:
    """A named table: its head, its rows, and lines of words that stand below it."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = field(default=())


def csv_file(table: Table) -> bytes:
    """The table as UTF-8 with a byte order mark, by which spreadsheets know it; the notes follow an empty line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guarded(each) for each in table.head])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    if table.notes:
        writer.writerows([[], *([guarded(note)] for note in table.notes)])
    return out.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it; other text as it is."""
    begins = (text, text.lstrip(" "), text.lstrip())
    return f"'{text}" if any(each.startswith(FORMULA) for each in begins) else text


def _plain(cell: Cell) -> str | int | float:
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return "" if cell is None else cell


def xlsx_file(table: Table) -> bytes:
    """The table as a workbook of one sheet: numbers as numbers, times as times, the head and first column in view."""
    import xlsxwriter  # large, and loaded when a first one is wanted

    out = io.BytesIO()
    plain = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with xlsxwriter.Workbook(out, {"in_memory": True, **plain}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        time = book.add_format({"num_format": TIME})
        sheet.freeze_panes(1, 1)
        for column, words in enumerate(table.head):
            cells = [words[: WIDEST // 2], *(_plain(row[column]) for row in table.rows)]
            sheet.set_column(column, column, min(WIDEST, max(len(str(cell)) for cell in cells) + 2))
            sheet.write_string(0, column, words, bold)
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, time)
        for number, note in enumerate(table.notes, start=len(table.rows) + 2):
            sheet.write_string(number, 0, note)
    return out.getvalue()


def _write(sheet, row: int, column: int, cell: Cell, time) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, time)
    elif cell is not None:
        sheet.write_number(row, column, cell)
