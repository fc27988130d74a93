"""Kills, races, networks that go away: no word may be lost to them.

Everything here is marked `fault`. It runs in a stage of its own of `dev.py test` (two minutes for all) and, with many
more rounds, in `dev.py faults`. A test asks `rounds(short, long)` how often to try, and at its end tells (fixture
`tell`) what was tried and what was lost. Browser tests may use `page_as` and `base_url` as in tests/browser.
"""

import os


def rounds(short: int, long: int) -> int:
    """How often to try: `short` in `dev.py test`, `long` in `dev.py faults`, which sets FAULT_LONG=1.

    FAULT_LONG=7 tries seven times.
    """
    asked = int(os.environ.get("FAULT_LONG") or 0)
    return asked if asked > 1 else long if asked else short
