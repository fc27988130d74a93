"""A limit on how often one person searches. It is kept in this process, so that a search writes nothing."""

import time
from collections import deque

SECONDS = 60.0
PEOPLE = 10_000  # remembered at most


class Limit:
    """At most `most` acts in a minute by each person."""

    def __init__(self, most: int):
        self.most = most
        self._acts: dict[int, deque[float]] = {}

    def allows(self, person: int) -> bool:
        """Count an act of this person; False when it is one too many, which does not count."""
        now = time.monotonic()
        if len(self._acts) > PEOPLE:
            self._acts.clear()
        acts = self._acts.setdefault(person, deque(maxlen=self.most))
        if len(acts) == self.most and acts[0] > now - SECONDS:
            return False
        acts.append(now)
        return True
