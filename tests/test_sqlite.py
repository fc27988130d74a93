"""The SQLite backend: which journal for which library, and one writer at a time."""

import sqlite3
import threading

import pytest
from django.db import IntegrityError, OperationalError, connections, transaction

from config.sqlite import base, library


class TestLibrary:
    @pytest.mark.parametrize(
        "version",
        [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2)],
    )
    def test_a_library_that_can_lose_commits_never_uses_the_write_ahead_log(self, version):
        assert library.has_wal_reset_bug(version)
        assert "journal_mode=TRUNCATE" in library.pragmas(version)
        assert "synchronous=EXTRA" in library.pragmas(version)

    @pytest.mark.parametrize(
        "version",
        [(3, 44, 6), (3, 44, 7), (3, 50, 7), (3, 51, 3), (3, 53, 0), (4, 0, 0)],
    )
    def test_a_mended_library_uses_it_and_waits_for_the_disk(self, version):
        assert not library.has_wal_reset_bug(version)
        assert "journal_mode=WAL" in library.pragmas(version)
        assert "synchronous=FULL" in library.pragmas(version)

    def test_the_library_of_this_machine_is_set_accordingly(self, beside):
        with beside.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            journal = cursor.fetchone()[0]
            cursor.execute("PRAGMA synchronous")
            synchronous = cursor.fetchone()[0]
        expected = ("truncate", 3) if library.has_wal_reset_bug(sqlite3.sqlite_version_info) else ("wal", 2)
        assert (journal, synchronous) == expected


@pytest.fixture
def beside(django_db_blocker, tmp_path):
    """A database in a file, beside the tests' own, with a table `kept`."""
    connections.databases["beside"] = {
        **connections.databases["default"],
        "ENGINE": "config.sqlite",
        "NAME": str(tmp_path / "beside.sqlite3"),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "ATOMIC_REQUESTS": False,
        "AUTOCOMMIT": True,
        "TIME_ZONE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": library.pragmas(sqlite3.sqlite_version_info),
        },
    }
    with django_db_blocker.unblock():
        with connections["beside"].cursor() as cursor:
            cursor.execute("CREATE TABLE kept (writer INTEGER, number INTEGER)")
        yield connections["beside"]
        connections["beside"].close()
    del connections["beside"], connections.databases["beside"]


def is_locked(connection):
    """Try to take the lock as another process would."""
    other = base.WriteLock(connection.write_lock.path, 0)
    try:
        other.take()
    except OperationalError:
        return True
    finally:
        other.close()
    return False


def in_threads(count, work):
    """Run `work(number)` in so many threads, each with its own connection; return the errors."""
    errors, start = [], threading.Barrier(count)

    def run(number):
        start.wait()
        try:
            work(number)
        except Exception as error:
            errors.append(error)
        finally:
            connections["beside"].close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def rows(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT writer, number FROM kept ORDER BY writer, number")
        return cursor.fetchall()


def add(writer, number):
    with connections["beside"].cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM kept WHERE writer = %s", [writer])
        assert cursor.fetchone()[0] == number
        cursor.execute("INSERT INTO kept VALUES (%s, %s)", [writer, number])


def test_writers_under_load_never_find_the_database_locked(beside):
    def write(writer):
        for number in range(100):
            with transaction.atomic(using="beside"):
                add(writer, number)

    assert in_threads(4, write) == []
    assert rows(beside) == [(writer, number) for writer in range(4) for number in range(100)]


def test_readers_and_writers_do_not_stop_one_another(beside):
    def work(number):
        for turn in range(50):
            if number % 2:
                rows(connections["beside"])
            else:
                with transaction.atomic(using="beside"):
                    add(number, turn)

    assert in_threads(4, work) == []
    assert len(rows(beside)) == 100


def test_the_lock_is_released_after_an_error(beside):
    def break_off():
        with transaction.atomic(using="beside"):
            add(0, 0)
            assert is_locked(beside)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert not is_locked(beside)
    assert rows(beside) == []


def test_the_lock_is_released_when_the_commit_fails(beside):
    with beside.cursor() as cursor:
        cursor.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        cursor.execute("CREATE TABLE child (id INTEGER REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(IntegrityError), transaction.atomic(using="beside"), beside.cursor() as cursor:
        cursor.execute("INSERT INTO child VALUES (1)")
    assert not is_locked(beside)


def test_the_lock_is_released_with_its_connection(beside):
    with transaction.atomic(using="beside"):
        add(0, 0)
        assert is_locked(beside)
        beside.close()
        assert not is_locked(beside)
    assert rows(beside) == []


def test_who_waits_too_long_is_told_as_sqlite_says_it(tmp_path):
    held, waiting = base.WriteLock(tmp_path / "lock", 5), base.WriteLock(tmp_path / "lock", 0.05)
    held.take()
    with pytest.raises(OperationalError, match="database is locked"):
        waiting.take()
    held.release()
    waiting.take()
    held.close()
    waiting.close()


def test_a_savepoint_needs_no_second_lock(beside):
    def break_off():
        with transaction.atomic(using="beside"):
            add(0, 1)
            raise ZeroDivisionError

    with transaction.atomic(using="beside"):
        with transaction.atomic(using="beside"):
            add(0, 0)
        with pytest.raises(ZeroDivisionError):
            break_off()
        add(1, 0)
    assert rows(beside) == [(0, 0), (1, 0)]
