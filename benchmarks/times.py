"""Pages and searches beside a view that does nothing, in alternating rounds."""

from benchmarks.measuring import measure_cases
from benchmarks.scene import cases
from benchmarks.tables import show_lines

SECONDS = 25  # for measuring
HEADS = ["", "queries", "median", "p95", "bare median", "bare p95", "times bare"]
COLUMNS = ("name", "queries", "median_ms", "p95_ms", "bare_median_ms", "bare_p95_ms", "times_bare")


def measure(base: str) -> list[dict]:
    return measure_cases(cases(base), seconds=SECONDS)


def show(rows: list[dict]) -> None:
    print("\nPages and searches beside a view that does nothing, in ms")
    show_lines([HEADS, *([str(row[column]) for column in COLUMNS] for row in rows)])
