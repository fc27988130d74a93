"""What is acknowledged lies on the disk: each answer leaves after the last byte written was made to last."""

import contextlib
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests import serving
from tests.faults.test_kill import begin
from tests.faults.writers import write_until

SAVES = 100
CALLS = "trace=write,writev,pwrite64,pwritev,fsync,fdatasync,sendto,sendmsg"
CALL = re.compile(r"(?P<name>\w+)\(\d+<(?P<file>[^>]*)>(?P<rest>.*)")


def test_a_save_is_made_to_last_before_it_is_answered(tmp_path, tell):
    environment = serving.demo_copy(tmp_path)
    [writer] = begin(environment, 1)
    with serving.served(environment) as (base, process), watched(process.pid, tmp_path / "calls") as calls:
        write_until([writer], base, lambda: None, saves=SAVES)
    answers, early = order_of(calls.read_text())
    assert answers >= SAVES
    assert early == []
    tell(f"{answers} answers watched, each after its writes were synced; 0 came early")


@contextlib.contextmanager
def watched(server: int, log: Path):
    """Write down what all processes of a server ask of the system; skips where nothing may watch."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    processes = [server, *map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split())]
    command = ["strace", "-f", "-y", "-s", "16", "-e", CALLS, "-o", log]
    watcher = subprocess.Popen(
        [*command, *(part for one in processes for part in ("-p", str(one)))], stderr=subprocess.PIPE, text=True
    )
    while "attached" not in (line := watcher.stderr.readline()):
        if not line:
            pytest.skip("strace may not watch here")
    time.sleep(0.2)
    try:
        yield log
    finally:
        watcher.terminate()
        watcher.communicate()


def order_of(calls: str) -> tuple[int, list[str]]:
    """The number of answers among these calls, and those that left before something written was synced."""
    unsynced, synced, answers, early = set(), set(), 0, []
    for line in calls.splitlines():
        if (call := CALL.search(line)) is None:
            continue
        name, file = call["name"], Path(call["file"]).name
        if file.startswith("db.sqlite3") and not file.endswith((".lock", "-shm")):
            if name in ("fsync", "fdatasync"):
                synced |= unsynced & {file}
                unsynced.discard(file)
            else:
                unsynced.add(file)
        elif "HTTP/1.1 200" in call["rest"]:
            answers += 1
            early += [] if synced and not unsynced else [line]
            synced = set()
    return answers, early
