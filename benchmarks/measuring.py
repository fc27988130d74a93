"""Times in alternating rounds, and what they come to."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from benchmarks.scene import Case

ROUNDS = 15
REQUESTS = 8  # of each client in a round


def measure_cases(cases: list[Case], *, seconds: float) -> list[dict]:
    """Measure each case beside the bare view, round after round, for at most about so many seconds; return the rows."""
    until = time.monotonic() + seconds
    times: dict[str, tuple[list[float], list[float]]] = {case.name: ([], []) for case in cases}
    for case in cases:
        _together(case.acts, 3)
        _together(case.bare, 3)
    for turn in range(ROUNDS):
        for case in cases:
            pair = [(case.acts, times[case.name][0]), (case.bare, times[case.name][1])]
            for acts, kept in pair if turn % 2 else reversed(pair):
                kept += _together(acts, REQUESTS)
        if time.monotonic() > until:
            break
    return [_row(case, *times[case.name]) for case in cases]


def _together(acts: list[Callable[[], float]], times: int) -> list[float]:
    """Let every client do its act so many times, all at once."""
    with ThreadPoolExecutor(len(acts)) as pool:
        found = pool.map(lambda act: [act() for _ in range(times)], acts)
        return [seconds for one in found for seconds in one]


def _row(case: Case, ours: list[float], bare: list[float]) -> dict:
    return {
        "name": case.name,
        "queries": case.queries,
        "requests": len(ours),
        "median_ms": _ms(statistics.median(ours)),
        "p95_ms": _ms(_p95(ours)),
        "bare_median_ms": _ms(statistics.median(bare)),
        "bare_p95_ms": _ms(_p95(bare)),
        "times_bare": round(statistics.median(ours) / statistics.median(bare), 1),
    }


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
