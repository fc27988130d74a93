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
SAVES = (30, 500)  # between so many of all together a fault strikes
SEED = 1934  # of the moments at which it does


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    """A new PostgreSQL database: what points a server at it, and those who write there. Skips where none answers."""
    if not dev.answers(dev.postgres_url()):
        pytest.skip("no PostgreSQL answers")
    with serving.postgres_database(dev.postgres_url()) as url:
        environment = serving.demo_copy(tmp_path_factory.mktemp("served"), DATABASE_URL=url)
        serving.manage("upgrade", env=environment)
        yield environment, begin(environment)


def test_kill_9_of_the_whole_server_on_sqlite(tmp_path, tell):
    environment = serving.demo_copy(tmp_path)
    kill_again_and_again(environment, begin(environment), rounds(10, 100), tell)


def test_kill_9_of_the_whole_server_on_postgresql(postgres, tell):
    kill_again_and_again(*postgres, rounds(3, 100), tell)


def test_postgresql_ends_every_connection_of_the_server(postgres, tell):
    environment, writers = postgres
    chance, cuts, before = random.Random(SEED), rounds(3, 100), acknowledged(writers)
    answers_before = statuses(writers)
    with serving.served(environment) as (base, _process):
        for _cut in range(cuts):
            cut = functools.partial(end_connections, environment["DATABASE_URL"])
            write_until(writers, base, cut, saves=chance.randint(*SAVES), more=100)
            nothing_is_lost(environment, writers)
    answers = statuses(writers) - answers_before
    assert set(answers) <= {200, 503}, answers
    tell(f"{cuts} cuts, {acknowledged(writers) - before} saves acknowledged, {answers[503]} asked to try again, 0 lost")


def kill_again_and_again(environment, writers, kills, tell):
    """Let all write, kill the whole process group at a chance moment, start anew and look; after the last kill too."""
    chance = random.Random(SEED)
    for _kill in range(kills):
        with serving.served(environment, start_new_session=True) as (base, process):
            nothing_is_lost(environment, writers)
            kill = functools.partial(os.killpg, process.pid, signal.SIGKILL)
            write_until(writers, base, kill, saves=chance.randint(*SAVES))
            process.wait()
    waiting = sum(one.unanswered is not None for one in writers)
    with serving.served(environment) as (base, _process):
        nothing_is_lost(environment, writers)
        write_until(writers, base, lambda: None, saves=WRITERS)
    nothing_is_lost(environment, writers)
    assert set(statuses(writers)) <= {200, 503}
    tell(f"{kills} kills, {acknowledged(writers)} saves acknowledged, {waiting} unanswered at the last kill, 0 lost")


def begin(environment, count=WRITERS) -> list[Writer]:
    return [Writer(**one) for one in json.loads(run("begin", str(count), environment=environment))]


def nothing_is_lost(environment, writers):
    told = json.dumps([one.told() for one in writers])
    assert run("look", environment=environment, sent=told).strip() == ""


def acknowledged(writers) -> int:
    return sum(len(one.acknowledged) for one in writers)


def statuses(writers) -> Counter:
    return sum((one.statuses for one in writers), Counter())


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
