"""Bringing the database to the release's shape, with a copy made first."""

import contextlib
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from lessons import indexing

KEPT = 5  # copies


class NoCopy(Exception):
    """The database could not be copied, so nothing was migrated."""


def upgrade(*, copy: bool = True) -> Path | None:
    """Apply what migrations are waiting, and return the path of the copy made before (None if none was needed).

    Then all courses are made findable; without a migration, those that are not yet. An empty database is not copied.
    NoCopy is raised, and nothing migrated, if a copy is wanted and fails.
    """
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    path = copy_database() if waiting and executor.loader.applied_migrations and copy else None
    if waiting:
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    indexing.catch_up(everything=bool(waiting))
    return path


def copy_database() -> Path:
    """Write a copy of the whole database beside the data, keep the newest five, and return its path. Raises NoCopy."""
    folder = settings.VAR_DIR / "before-upgrades"
    stamp = timezone.now().strftime("%Y%m%d-%H%M%S-%f")
    path = folder / f"{stamp}.{'sqlite3' if connection.vendor == 'sqlite' else 'dump'}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy_sqlite(path) if connection.vendor == "sqlite" else _dump_postgresql(path)
    except (OSError, DatabaseError) as problem:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise NoCopy(f"The database could not be copied, so nothing was upgraded: {problem}") from problem
    for old in sorted(folder.iterdir())[:-KEPT]:
        old.unlink()
    return path


def _copy_sqlite(path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])


def _dump_postgresql(path: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise NoCopy(
            "pg_dump is not installed, so no copy can be made before the upgrade. Install PostgreSQL's client."
        )
    database = settings.DATABASES["default"]
    environment = {
        "PGHOST": database["HOST"],
        "PGPORT": str(database["PORT"] or 5432),
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PATH": program.rpartition("/")[0],
    }
    command = ["pg_dump", "--format=custom", f"--file={path}", connection.settings_dict["NAME"]]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603 - fixed words
    if done.returncode:
        path.unlink(missing_ok=True)
        raise NoCopy(f"pg_dump failed, so nothing was upgraded: {done.stderr.strip().splitlines()[-1]}")
