"""Which SQLite library is used, and how safely each version keeps a commit.

Versions 3.7.0 to 3.51.2 can lose commits in WAL mode when several connections reset the log (the WAL-reset bug),
so they run with a rollback journal. See docs/running.md.
"""

import sys

FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}
FIXED = (3, 51, 3)


def install() -> None:
    """Put the newer SQLite of `pysqlite3` in the place of the standard module, where a wheel of it is installed.

    Must run before Django's SQLite backend is imported.
    """
    try:
        import pysqlite3
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Tell whether this SQLite version can lose commits in WAL mode."""
    major, minor, patch = version
    fixed_patch = FIXED_BRANCHES.get((major, minor))
    if fixed_patch is not None and patch >= fixed_patch:
        return False
    return version < FIXED


def pragmas(version: tuple[int, int, int]) -> str:
    """Return the statements that every connection begins with: an acknowledged save survives a power cut."""
    journal = "TRUNCATE" if has_wal_reset_bug(version) else "WAL"
    synchronous = "EXTRA" if has_wal_reset_bug(version) else "FULL"
    return (
        f"PRAGMA journal_mode={journal}; PRAGMA synchronous={synchronous}; "
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-20000"
    )
