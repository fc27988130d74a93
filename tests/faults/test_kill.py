"""The server is killed, or its database cut off, while two hundred write: what was acknowledged is there afterwards."""

import functools
import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter

import pytest

import dev
from tests import serving
from tests.faults import rounds
from tests.faults.writers import Writer, write_until

WRITERS = 200
SEED = 1934  # of the moments at which a fault strikes


@pytest.fixture
def sqlite(tmp_path) -> dict[str, str]:
    """What points a server at a copy of the demo in a file."""
    return serving.demo_copy(tmp_path)


@pytest.fixture
def postgres(tmp_path) -> dict[str, str]:
    """What points a server at a new PostgreSQL database; skips where no server answers."""
    if not dev.answers(dev.postgres_url()):
        pytest.skip("no PostgreSQL answers")
    with serving.postgres_database(dev.postgres_url()) as url:
        environment = serving.demo_copy(tmp_path, DATABASE_URL=url)
        serving.manage("upgrade", env=environment)
        yield environment


def test_kill_9_of_the_whole_server_on_sqlite(sqlite, tell):
    kill_again_and_again(sqlite, rounds(10, 100), tell)


def test_kill_9_of_the_whole_server_on_postgresql(postgres, tell):
    kill_again_and_again(postgres, rounds(3, 100), tell)


def test_postgresql_ends_every_connection_of_the_server(postgres, tell):
    chance, cuts = random.Random(SEED), rounds(3, 100)
    writers = begin(postgres)
    with serving.served(postgres) as (base, _process):
        for _cut in range(cuts):
            cut = functools.partial(end_connections, postgres["DATABASE_URL"])
            write_until(writers, base, cut, seconds=chance.uniform(0.3, 1), go_on=0.7)
            nothing_is_lost(postgres, writers)
    summary = sum((one.statuses for one in writers), Counter())
    assert set(summary) <= {200, 503}, summary
    tell(f"{cuts} cuts, {acknowledged(writers)} saves acknowledged, {summary[503]} asked to try again, 0 lost")


def kill_again_and_again(environment, kills, tell):
    """Let all write, kill the whole process group at a chance moment, start anew and look; after the last kill too."""
    chance = random.Random(SEED)
    writers = begin(environment)
    for _kill in range(kills):
        with serving.served(environment, start_new_session=True) as (base, process):
            nothing_is_lost(environment, writers)
            kill = functools.partial(os.killpg, process.pid, signal.SIGKILL)
            write_until(writers, base, kill, seconds=chance.uniform(0.5, 2))
            process.wait()
    waiting = sum(one.unanswered is not None for one in writers)
    with serving.served(environment) as (base, _process):
        nothing_is_lost(environment, writers)
        write_until(writers, base, lambda: None, seconds=1)
    nothing_is_lost(environment, writers)
    assert acknowledged(writers) > 10 * kills
    assert set(sum((one.statuses for one in writers), Counter())) == {200}
    tell(f"{kills} kills, {acknowledged(writers)} saves acknowledged, {waiting} unanswered at the last kill, 0 lost")


def begin(environment, count=WRITERS) -> list[Writer]:
    return [Writer(**one) for one in json.loads(run("begin", str(count), environment=environment))]


def nothing_is_lost(environment, writers):
    told = json.dumps([one.told() for one in writers])
    assert run("look", environment=environment, sent=told).strip() == ""


def acknowledged(writers) -> int:
    return sum(len(one.acknowledged) for one in writers)


def run(*arguments, environment, sent=None) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.class_of_many", *arguments],
        cwd=dev.ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        input=sent,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def end_connections(url):
    """End all connections to this database but one's own, as its administrator may at any time."""
    import psycopg

    with psycopg.connect(url.replace("postgres://", "postgresql://", 1), autocommit=True) as own:
        own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
