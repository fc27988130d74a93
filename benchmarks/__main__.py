"""`python -m benchmarks`: prints the tables, on SQLite and on PostgreSQL where a server answers. Asserts nothing."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import dev
from tests import serving

# Modules here with `measure(base)` and `show(found)`
TABLES = ("times", "saving", "history", "weight", "typing", "marking", "exports")
ONCE = ("weight", "typing", "marking")  # the same on every database


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"{', '.join(TABLES)}; without a name, all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the same as JSON")
    parser.add_argument("--postgres", metavar="URL", default=dev.postgres_url(), help="where a database may be made")
    options = parser.parse_args()
    names = options.tables or TABLES
    report = {"sqlite": on_sqlite(names)}
    if dev.answers(options.postgres):
        report["postgresql"] = on_postgres(options.postgres, [name for name in names if name not in ONCE])
    else:
        print("\nNot measured on PostgreSQL: none answers. Name a server with --postgres URL.")
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")


def on_sqlite(names) -> dict:
    with tempfile.TemporaryDirectory() as name:
        return measured(Path(name), names)


def on_postgres(url: str, names) -> dict:
    with serving.postgres_database(url) as made, tempfile.TemporaryDirectory() as name:
        serving.make_demo({"DATABASE_URL": made, "VAR_DIR": name})
        return measured(Path(name), names, DATABASE_URL=made)


def measured(folder: Path, names, **environment: str) -> dict:
    """Serve a demo from this folder; let a process with the same settings measure it and print; return the tables."""
    environment = serving.demo_copy(folder, DJANGO_SETTINGS_MODULE="benchmarks.settings", **environment)
    found = folder / "found.json"
    with serving.served(environment) as (base, _process):
        command = [sys.executable, "-m", "benchmarks.tables", base, str(found), *names]
        subprocess.run(command, cwd=dev.ROOT, env={**os.environ, **environment}, check=True)
    return json.loads(found.read_text())


if __name__ == "__main__":
    main()
