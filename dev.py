#!/usr/bin/env python3
"""The one list of commands: `python3 dev.py run` serves the demo, `python3 dev.py test` runs all that CI checks.

Needs Python 3.11 or newer and nothing else: it makes .venv, installs the hash-locked requirements (Node is one of them)
and builds the front end. Each step is done again only when its inputs have changed.
"""

import argparse
import contextlib
import functools
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VAR = ROOT / "var"
FRONT = ROOT / "frontend"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
NPM = BIN / ("npm.cmd" if os.name == "nt" else "npm")
RUN_LOCK = ROOT / "requirements" / "run.txt"
DEV_LOCK = ROOT / "requirements" / "dev.txt"
OLDEST_PYTHON = (3, 11)
ROOM_NEEDED = 2_000  # MB, for .venv and node_modules
PYTEST = (PYTHON, "-m", "pytest", "-q")
POSTGRES_TEST_URL = "postgres://redraft:redraft@127.0.0.1:5432/redraft"


class Stop(Exception):
    """Something that a person has to mend first: said in one line, without a traceback."""


# ---------------------------------------------------------------- set-up


def sh(*command, quiet=False, **more):
    """Run a command to its end; Stop with its last lines if it fails."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **more.pop("env", {})}
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True} if quiet else {}
    done = subprocess.run([str(part) for part in command], cwd=more.pop("cwd", ROOT), env=environment, **output, **more)
    if done.returncode == 0:
        return
    said = (done.stdout or "").strip().splitlines()[-15:] if quiet else []
    if any(map(is_about_network, said)):
        raise Stop("There seems to be no network, and the first run fetches packages. Connect, then run this again.")
    if any("No space left" in line for line in said):
        raise Stop("The disk is full. Make some room, then run this again.")
    raise Stop("\n".join([*said, f"This failed: {' '.join(map(str, command[:6]))}"]))


def is_about_network(line):
    words = ("connection", "network", "resolve", "ENOTFOUND", "EAI_AGAIN", "timed out", "No matching distribution")
    return any(word.lower() in line.lower() for word in words)


def once(name, inputs, *steps, say):
    """Take `steps` unless these inputs (and this Python) were the same at the last success."""
    stamp = VENV / f".{name}.stamp"
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(inputs):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    print(say, flush=True)
    for step in steps:
        step()
    stamp.write_text(digest.hexdigest())


def install(lock):
    def step():
        sh(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes",
           "--only-binary", ":all:", "-r", lock, quiet=True)  # fmt: skip

    return step


def make_venv():
    if PYTHON.exists():
        made_by = subprocess.run([PYTHON, "-c", "import sys; print(sys.version)"], capture_output=True, text=True)
        if made_by.stdout.strip() == sys.version.strip():
            return
    print("Making .venv", flush=True)
    import venv

    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, ImportError):
        raise Stop("Python's venv module is incomplete here. On Debian or Ubuntu: apt install python3-venv") from None


def set_up(lock):
    """Bring .venv, the packages of `lock` and the built front end up to date."""
    if sys.version_info < OLDEST_PYTHON:
        raise Stop(f"Redraft needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if not PYTHON.exists() and shutil.disk_usage(ROOT).free < ROOM_NEEDED * 1_000_000:
        raise Stop(f"There is less than {ROOM_NEEDED / 1000:.0f} GB of free disk here, which the first run needs.")
    make_venv()
    if not (lock == RUN_LOCK and has_dev_packages()):
        once(lock.stem, [lock], install(lock), say="Installing the Python packages")
    packages = [FRONT / "package-lock.json"]
    once("npm", packages, lambda: sh(NPM, "ci", cwd=FRONT, quiet=True), say="Installing the front end's packages")
    sources = [path for path in FRONT.rglob("*") if path.is_file() and not {"node_modules", "dist"} & set(path.parts)]
    once("build", sources, lambda: sh(NPM, "run", "build", cwd=FRONT, quiet=True), say="Building the front end")


def has_dev_packages():
    """Tell whether the test packages, which include those for running, are installed already and up to date."""
    stamp = VENV / ".dev.stamp"
    digest = hashlib.sha256(sys.version.encode())
    digest.update(DEV_LOCK.relative_to(ROOT).as_posix().encode() + DEV_LOCK.read_bytes())
    return stamp.exists() and stamp.read_text() == digest.hexdigest()


def manage(*command, **more):
    sh(PYTHON, "manage.py", *command, **more)


# ---------------------------------------------------------------- run


def run(options):
    """Serve the demo on this machine, keeping its data between runs."""
    refuse_a_taken_port(options.port)
    set_up(RUN_LOCK)
    collect_static_files()
    manage("upgrade", "--demo")
    with server(options.port) as process:
        wait_until_it_answers(options.port, process)
        show_addresses(options.port)
        with contextlib.suppress(KeyboardInterrupt):
            wait_with_worker(process)
    if process.returncode not in (0, -signal.SIGINT, -signal.SIGTERM):
        raise Stop(f"The server stopped by itself (exit code {process.returncode}).")


def collect_static_files():
    if not (VAR / "static").exists():
        (VENV / ".static.stamp").unlink(missing_ok=True)
    built = [path for path in (FRONT / "dist").rglob("*") if path.is_file()]
    collect = ("collectstatic", "--no-input", "--verbosity", "0")
    once("static", [RUN_LOCK, *built], lambda: manage(*collect, quiet=True), say="Compressing what browsers load")


def refuse_a_taken_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Stop(f"Port {port} is in use. Choose another one: python3 dev.py run --port {port + 1}") from None


@contextlib.contextmanager
def server(port, env=None, **how):
    """The production server as a child process, started `how` Popen can, ended when the block ends."""
    process = subprocess.Popen(
        [BIN / "granian", "--interface", "wsgi", "config.wsgi:application", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "2", "--blocking-threads", "2", "--no-ws", "--respawn-failed-workers", "--log-level", "warning"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **(env or {})},
        **how,
    )  # fmt: skip
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def wait_with_worker(process):
    """Wait for the server to end. Meanwhile a worker does what is due; it is started again when it dies."""
    command = [PYTHON, "manage.py", "db_worker", "--no-startup-delay", "--no-reload", "--verbosity", "0"]
    start = functools.partial(subprocess.Popen, command, cwd=ROOT)
    worker = start()
    try:
        while process.poll() is None:
            if worker.poll() is not None:
                worker = start()
            time.sleep(0.5)
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            worker.wait(timeout=1)  # Ctrl-C has reached it too, and a second signal would break off what it does
        worker.terminate()
        worker.wait()


def wait_until_it_answers(port, process):
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise Stop("The server did not start. What it said stands above.")


def show_addresses(port):
    print(f"""
  Redraft is at http://127.0.0.1:{port}

    student1 ... student24   read, write, redraft
    teacher, coteacher       set, mark, return
    admin                    course studio, people, classes
    Everyone's password is: redraft-demo

  Ctrl-C stops it; the data stays in var/. Begin anew: python3 dev.py fresh
""", flush=True)  # fmt: skip


def fresh(options):
    """Throw the demo's data away."""
    for path in [*VAR.glob("db.sqlite3*"), VAR / "mail"]:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    print("The demo's data is gone. The next run makes it anew.")


# ---------------------------------------------------------------- check, test, bench


def check(options):
    """Look at the code without running it: format, lint, types, missing migrations."""
    set_up(DEV_LOCK)
    sh(BIN / "ruff", "format", "--check", "--quiet", ".")
    sh(BIN / "ruff", "check", "--quiet", ".")
    sh(BIN / "djade", "--target-version", "5.2", "--check", *sorted((ROOT / "templates").rglob("*.html")))
    sh(BIN / "mypy", "--no-error-summary", "config", "classrooms", "lessons", "essays", "dashboards", "operations")
    manage("makemigrations", "--check", "--dry-run", quiet=True)
    sh(NPM, "run", "--silent", "lint", cwd=FRONT)
    sh(NPM, "run", "--silent", "types", cwd=FRONT)
    print("check: nothing to mend")


def test(options):
    """Run all that CI checks: static checks, front end, Python tests on each database here, faults, browser."""
    check(options)
    sh(NPM, "test", "--silent", cwd=FRONT)
    python_tests = ["-n", "2", "--dist", "loadfile", "-m", "not browser and not fault", *options.rest]
    sh(*PYTEST, *python_tests)
    postgres = on_postgres()
    if postgres:
        sh(*PYTEST, *python_tests, env=postgres)
    elif os.environ.get("CI") == "true":
        raise Stop("PostgreSQL does not answer; .ci/run installs and starts it.")
    else:
        print("skipped: the tests on PostgreSQL. To run them, set TEST_POSTGRES_URL to a server of your own.")
    sh(*PYTEST, "-m", "fault", *options.rest, env=postgres)
    sh(*PYTEST, "-m", "browser and not fault", *options.rest)


def faults(options):
    """Kill, race, cut off: the tests in tests/faults with many more rounds. Say what was tried and what was lost."""
    set_up(DEV_LOCK)
    long = {"FAULT_LONG": os.environ.get("FAULT_LONG", "1")}
    sh(*PYTEST, "-m", "fault", "--timeout", "0", *options.rest, env={**on_postgres(), **long})


def on_postgres():
    """The environment of tests on PostgreSQL, on which several can write at once; empty when none answers."""
    url = postgres_url()
    return {"DATABASE_URL": url} if answers(url) else {}


def postgres_url():
    """The server on which tests and benchmarks make databases, if it answers."""
    return os.environ.get("TEST_POSTGRES_URL", POSTGRES_TEST_URL)


def answers(url):
    program = f"import psycopg; psycopg.connect({url.replace('postgres://', 'postgresql://')!r}, connect_timeout=2)"
    return subprocess.run([PYTHON, "-c", program], capture_output=True).returncode == 0


def bench(options):
    """Print the tables of times and of a page’s weight; asserts nothing."""
    set_up(DEV_LOCK)
    sh(PYTHON, "-m", "benchmarks", *options.rest)


def lock(options):
    """Renew the hash-locked requirements (needs uv) and package-lock.json."""
    compile_ = ["uv", "pip", "compile", "-q", "pyproject.toml", "--universal", "--python-version", "3.11",
                "--generate-hashes", "--no-emit-index-url", "--no-header", "--group", "build"]  # fmt: skip
    sh(*compile_, "-o", RUN_LOCK)
    sh(*compile_, "--group", "test", "--group", "lint", "-c", RUN_LOCK, "-o", DEV_LOCK)
    sh(NPM, "install", "--package-lock-only", cwd=FRONT)


COMMANDS = {command.__name__: command for command in (run, test, check, faults, bench, fresh, lock)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        about = commands.add_parser(name, help=command.__doc__)
        if name == "run":
            about.add_argument("--port", type=int, default=8000)
    options, options.rest = parser.parse_known_args()
    try:
        COMMANDS[options.command](options)
    except Stop as stop:
        sys.exit(f"{stop}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
