"""Django's SQLite backend with one writer at a time.

SQLite lets waiting writers starve one another: it polls with growing pauses. Here each write transaction first takes a
lock on a file beside the database, so that writers of all threads and processes follow one another closely.
"""

import time
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

try:
    import fcntl
except ImportError:  # Windows: SQLite's own waiting has to do
    fcntl = None  # type: ignore[assignment]

PAUSE = 0.0005  # seconds between two tries


class WriteLock:
    """A lock on a file, held by one connection at a time, across threads and processes."""

    def __init__(self, path: Path, timeout: float):
        self.path, self.timeout = path, timeout
        self.file: BinaryIO | None = None

    def take(self) -> None:
        """Wait for the lock, at most `timeout` seconds; OperationalError after that, as SQLite itself says it."""
        if self.file is None:
            self.file = open(self.path, "ab")  # noqa: SIM115 - lives as long as the connection
        until = time.monotonic() + self.timeout
        while True:
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > until:
                    raise OperationalError("database is locked") from None
                time.sleep(PAUSE)

    def release(self) -> None:
        if self.file is not None:
            fcntl.flock(self.file, fcntl.LOCK_UN)

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite, with a file lock around each write transaction."""

    write_lock: WriteLock | None = None

    def get_new_connection(self, conn_params):
        if fcntl and not self.is_in_memory_db() and self.write_lock is None:
            self.write_lock = WriteLock(Path(f"{self.settings_dict['NAME']}.lock"), conn_params.get("timeout", 5))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self):
        if self.write_lock is None:
            return super()._start_transaction_under_autocommit()
        self.write_lock.take()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self.write_lock.release()
            raise

    @contextmanager
    def _releasing(self):
        try:
            yield
        finally:
            if self.write_lock is not None:
                self.write_lock.release()

    def _commit(self):
        with self._releasing():
            return super()._commit()

    def _rollback(self):
        with self._releasing():
            return super()._rollback()

    def _close(self):
        try:
            return super()._close()
        finally:
            if self.write_lock is not None:
                self.write_lock.close()
