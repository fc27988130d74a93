"""`python -m benchmarks.tables BASE FILE TABLE...`: measures one server, prints the tables and writes them as JSON."""

import importlib
import json
import os
import platform
import sys
from pathlib import Path

import django


def main() -> None:
    base, file, *names = sys.argv[1:]
    django.setup()
    report = {"machine": machine()}
    print("\n" + " · ".join(f"{name} {value}" for name, value in report["machine"].items()))
    for name in names:
        table = importlib.import_module(f"benchmarks.{name}")
        report[name] = table.measure(base)
        table.show(report[name])
    Path(file).write_text(json.dumps(report))


def machine() -> dict:
    """What the figures were measured on, and how much else it did: a busy machine's figures are worth little."""
    from django.db import connection

    with connection.cursor() as cursor:
        postgres = connection.vendor == "postgresql"
        cursor.execute("SELECT version()" if postgres else "SELECT 'SQLite ' || sqlite_version()")
        version = cursor.fetchone()[0]
    return {
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
        "load before": round(os.getloadavg()[0], 1),
        "database": " ".join(version.split()[:2]),
    }


def show_lines(lines: list[list[str]]) -> None:
    """Print lines of cells, the first column to the left, the others to the right."""
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    for line in lines:
        rest = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
        print(line[0].ljust(widths[0]), *rest, sep="  ")


if __name__ == "__main__":
    main()
