"""The database is copied before it changes its shape; without a copy it does not change."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from operations import upgrading

ROOT = Path(__file__).resolve().parent.parent.parent


class Place:
    """A machine's database and its folder, looked at from outside."""

    def __init__(self, folder: Path):
        self.folder, self.database = folder, folder / "db.sqlite3"

    def manage(self, *arguments):
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{self.database}", "VAR_DIR": str(self.folder)}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        command = [sys.executable, "manage.py", *arguments, "--skip-checks"]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    def has(self, table, database=None):
        with sqlite3.connect(database or self.database) as opened:
            return bool(opened.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone())

    @property
    def copies(self):
        return sorted((self.folder / "before-upgrades").glob("*"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two databases made once: one of this release, and one of an older release that kept no sessions."""
    new = Place(tmp_path_factory.mktemp("new"))
    done = new.manage("upgrade")
    assert done.returncode == 0, done.stderr
    assert new.copies == [], "an empty database was copied"
    old = Place(tmp_path_factory.mktemp("old"))
    shutil.copy(new.database, old.database)
    with sqlite3.connect(old.database) as opened:
        opened.execute("DROP TABLE django_session")
        opened.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        opened.execute(
            "INSERT INTO classrooms_school (name, slug, zone, is_demo, created_at)"
            " VALUES ('Hill', 'hill', 'UTC', 0, '2026-01-01')"
        )
    return new, old


@pytest.fixture
def current(made, tmp_path):
    shutil.copy(made[0].database, tmp_path / "db.sqlite3")
    return Place(tmp_path)


@pytest.fixture
def older(made, tmp_path):
    shutil.copy(made[1].database, tmp_path / "db.sqlite3")
    return Place(tmp_path)


def test_nothing_waiting_makes_no_copy(current):
    done = current.manage("upgrade")
    assert (done.returncode, done.stdout, current.copies) == (0, "", [])


def test_the_copy_holds_the_data_as_it_was_before(older):
    done = older.manage("upgrade")
    assert done.returncode == 0
    assert older.has("django_session")
    (copy,) = older.copies
    assert str(copy) in done.stdout
    assert not older.has("django_session", copy)
    assert sqlite3.connect(copy).execute("SELECT name FROM classrooms_school").fetchall() == [("Hill",)]


def test_the_newest_five_copies_are_kept(older):
    kept = older.folder / "before-upgrades"
    kept.mkdir()
    for day in range(1, 8):
        (kept / f"2025010{day}-000000-000000.sqlite3").touch()
    older.manage("upgrade")
    assert [copy.name[:8] for copy in older.copies[:4]] == ["20250104", "20250105", "20250106", "20250107"]
    assert len(older.copies) == upgrading.KEPT


def test_a_copy_that_fails_leaves_all_as_it_was(older):
    (older.folder / "before-upgrades").write_text("in the way")
    before = older.database.read_bytes()
    done = older.manage("upgrade")
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: The database could not be copied, so nothing was upgraded")
    assert len(done.stderr.splitlines()) == 1
    assert older.database.read_bytes() == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the copy of a PostgreSQL database needs one")
def test_postgresql_is_copied_with_pg_dump(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    copy = upgrading.copy_database()
    assert copy.read_bytes().startswith(b"PGDMP")
