"""A production server on a demo database of its own, for browser tests, fault tests and benchmarks."""

import contextlib
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import dev

KEPT = dev.VAR / "served"  # demo databases and collected static files, by what they were made from
MADE_FROM = ("classrooms", "config", "essays", "lessons", "operations", "dashboards", "requirements")
A_DAY = 24 * 3600  # seconds
BUILT = Path(os.environ.get("FRONTEND_DIST") or dev.FRONT / "dist")


@contextlib.contextmanager
def demo_server(folder: Path, **environment: str):
    """Serve a fresh copy of the demo from `folder`; yield its address. Further environment: DATABASE_URL, settings."""
    with served(demo_copy(folder, **environment)) as (base, _process):
        yield base


def demo_copy(folder: Path, **environment: str) -> dict[str, str]:
    """Put a fresh copy of the demo into `folder`, unless DATABASE_URL is given; return the environment to serve it."""
    kept = made_demo()
    (folder / "static").symlink_to(kept / "static")
    if "DATABASE_URL" not in environment:
        shutil.copy(kept / "db.sqlite3", folder / "db.sqlite3")
    return {**environment_of(folder), "FRONTEND_DIST": str(kept / "dist"), **environment}


@contextlib.contextmanager
def served(environment: dict[str, str], **how):
    """Serve on a free port what this environment points at; yield the address and the process, started `how` asks."""
    port = free_port()
    with dev.server(port, env=environment, **how) as process:
        dev.wait_until_it_answers(port, process)
        yield f"http://127.0.0.1:{port}", process


@contextlib.contextmanager
def postgres_database(url: str):
    """A new database on a PostgreSQL server, dropped afterwards; yield its address."""
    import psycopg

    name = f"redraft_{os.getpid()}_{secrets.token_hex(3)}"
    with psycopg.connect(url.replace("postgres://", "postgresql://", 1), autocommit=True) as opened:
        opened.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{url.rpartition('/')[0]}/{name}"
        finally:
            opened.execute(f"DROP DATABASE {name} WITH (FORCE)")


def made_demo() -> Path:
    """A folder with the demo's database and static files, made once for this code and this day."""
    folder = KEPT / _fingerprint()
    if not folder.exists():
        assert (BUILT / ".vite" / "manifest.json").exists(), "The front end is not built: python3 dev.py check"
        KEPT.mkdir(parents=True, exist_ok=True)
        _forget_old_ones()
        unfinished = Path(tempfile.mkdtemp(dir=KEPT))
        shutil.copytree(BUILT, unfinished / "dist")  # a build meanwhile does not change what is served
        environment = {**environment_of(unfinished), "FRONTEND_DIST": str(unfinished / "dist")}
        make_demo(environment)
        manage("collectstatic", "--no-input", "--verbosity", "0", env=environment)
        with contextlib.suppress(OSError):  # another run finished the same one first
            unfinished.rename(folder)
    return folder


def _forget_old_ones() -> None:
    for old in KEPT.iterdir():
        if old.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(old, ignore_errors=True)


def make_demo(environment: dict[str, str]) -> None:
    """Bring the database of this environment into shape and put the demo school in it."""
    manage("upgrade", env=environment)
    manage("demo", env=environment)


def environment_of(folder: Path) -> dict[str, str]:
    """What points the application at a folder and the database in it."""
    return {"DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}", "VAR_DIR": str(folder)}


def manage(*arguments: str, env: dict[str, str]) -> None:
    """Run a command of manage.py to its end; fails with all it said."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=dev.ROOT, env={**os.environ, **env}, capture_output=True, text=True)
    assert done.returncode == 0, f"manage.py {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{date.today()} {sys.version}".encode())  # the demo counts its days from today
    for folder in (*(dev.ROOT / name for name in MADE_FROM), BUILT):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]
