"""`python -m benchmarks`: times of the production server beside a bare view, and the weight of a page. No asserts."""

import argparse
import contextlib
import json
import os
import platform
import tempfile
from pathlib import Path

import django

from benchmarks import weight
from tests import serving

SECONDS = 25  # for measuring; making the demo and starting the server come before
HEADS = ("", "queries", "median", "p95", "bare median", "bare p95", "times bare")
COLUMNS = ("name", "queries", "median_ms", "p95_ms", "bare_median_ms", "bare_p95_ms", "times_bare")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the same as JSON")
    parser.add_argument("--postgres", metavar="URL", help="a server where a database may be made; without it, SQLite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, database(options.postgres) as more:
        folder = Path(name)
        environment = {**serving.environment_of(folder), **more, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        os.environ.update(environment)
        with serving.demo_server(folder, **more, DJANGO_SETTINGS_MODULE="benchmarks.settings") as base:
            report = {"machine": machine(options.postgres), "rows": rows(base), "weight": weight_of_a_page(base)}
    show(report)
    weight.show(report["weight"])
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")


@contextlib.contextmanager
def database(url: str | None):
    """The environment of a new PostgreSQL database with the demo in it, dropped afterwards; nothing for SQLite."""
    if url is None:
        yield {}
        return
    with serving.postgres_database(url) as made, tempfile.TemporaryDirectory() as folder:
        serving.make_demo({"DATABASE_URL": made, "VAR_DIR": folder})
        yield {"DATABASE_URL": made}


def rows(base: str) -> list[dict]:
    django.setup()
    from benchmarks.measuring import measure
    from benchmarks.scene import cases

    return measure(cases(base), seconds=SECONDS)


def weight_of_a_page(base: str) -> list[tuple[str, int, int]]:
    from benchmarks.scene import longest_section, session

    return weight.table(base, longest_section(), session("student1"))


def machine(postgres: str | None) -> dict:
    from django.db import connection

    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()" if postgres else "SELECT 'SQLite ' || sqlite_version()")
        version = cursor.fetchone()[0]
    return {"python": platform.python_version(), "cpus": os.cpu_count(), "database": " ".join(version.split()[:2])}


def show(report: dict) -> None:
    """Print the table, times in milliseconds."""
    lines = [HEADS, *([str(row[column]) for column in COLUMNS] for row in report["rows"])]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEADS))]
    print(" · ".join(f"{name} {value}" for name, value in report["machine"].items()), "· times in ms")
    for line in lines:
        print(
            line[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
            sep="  ",
        )


if __name__ == "__main__":
    main()
