"""Saves of eight students at once, in alternating rounds with the least that any application does to keep a text."""

import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.urls import reverse

from benchmarks.bare import UPDATE
from benchmarks.clients import Client, Writer
from benchmarks.scene import essay_of, essay_text, queries_of_a_save, session
from benchmarks.tables import show_lines

WRITERS = 8
ROUNDS = 12
SECONDS = 0.8  # of each kind in a round
HEADS = ["", "a second", "median ms", "p99 ms"]
OURS, UPDATED, INSERTED = (
    "a save",
    "a: one UPDATE, before all middleware",
    "b: the same behind sign-in and visible_to, and one INSERT",
)
ADDRESSES: dict[str, Callable[[int], str]] = {
    OURS: lambda pk: reverse("essays:save", args=[pk]),
    UPDATED: lambda pk: f"{UPDATE}{pk}",
    INSERTED: lambda pk: f"/bare/insert/{pk}/",
}


def measure(base: str) -> dict:
    """Let every kind be done by eight students of its own."""
    kinds = {name: _writers(base, n, address) for n, (name, address) in enumerate(ADDRESSES.items())}
    rates: dict[str, list[float]] = {name: [] for name in kinds}
    times: dict[str, list[float]] = {name: [] for name in kinds}
    for writers in kinds.values():
        _together(writers, SECONDS)
    for turn in range(ROUNDS):
        order = list(kinds) if turn % 2 else list(reversed(kinds))
        for name in order:
            found = _together(kinds[name], SECONDS)
            rates[name].append(len(found) / SECONDS)
            times[name] += found
    ratio = statistics.median(ours / b for ours, b in zip(rates[OURS], rates[INSERTED], strict=True))
    return {
        "queries": queries_of_a_save(),
        "times_b": round(ratio, 2),
        "rows": [_row(name, rates[name], times[name]) for name in kinds],
    }


def show(found: dict) -> None:
    print(f"\nSaves on {WRITERS} connections; ours takes {found['queries']} queries, and is {found['times_b']} of b")
    show_lines([HEADS, *([str(cell) for cell in row.values()] for row in found["rows"])])


def _writers(base: str, number: int, address: Callable[[int], str]) -> list[Writer]:
    people = [f"student{number * WRITERS + n}" for n in range(1, WRITERS + 1)]
    text = essay_text()
    return [
        Writer(Client(base, session(person)), address(essay.pk), essay.draft.revision, text)
        for person in people
        for essay in [essay_of(person)]
    ]


def _together(writers: list[Writer], seconds: float) -> list[float]:
    """Let all save one after another for so long, all beginning at once; return how long each save took."""
    ready = threading.Barrier(len(writers))

    def act(writer: Writer) -> list[float]:
        ready.wait()
        until, found = time.perf_counter() + seconds, []
        while time.perf_counter() < until:
            found.append(writer.save())
        return found

    with ThreadPoolExecutor(len(writers)) as pool:
        return [one for found in pool.map(act, writers) for one in found]


def _row(name: str, rates: list[float], times: list[float]) -> dict:
    return {
        "name": name,
        "a_second": round(statistics.median(rates)),
        "median_ms": round(statistics.median(times) * 1000, 1),
        "p99_ms": round(statistics.quantiles(times, n=100, method="inclusive")[-1] * 1000, 1),
    }
