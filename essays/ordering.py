"""In what order the essays of a piece of work are marked. No Django."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

OLDEST, CHANCE = "oldest", "chance"  # any other order is the register's


class Place(NamedTuple):
    """What an order asks of a row: its number in the register, its essay (a pk) and when it was handed in, or None."""

    register: int
    essay: int | None
    handed_in_at: datetime | None


def key(order: str, work: int) -> Callable[[Place], tuple]:
    """Return what sorts the places of a piece of work (a pk). What is not handed in comes last, by the register.

    By chance is the same order for everyone who marks, each time, and another for each piece of work: nothing is
    drawn, the essays are sorted by a digest of both numbers.
    """
    if order == OLDEST:
        return lambda place: (place.handed_in_at is None, _moment(place.handed_in_at), place.register)
    if order == CHANCE:
        return lambda place: (place.handed_in_at is None, _drawn(work, place), place.register)
    return lambda place: (place.register,)


def _moment(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def _drawn(work: int, place: Place) -> str:
    return hashlib.sha256(f"{work}:{place.essay}".encode()).hexdigest() if place.handed_in_at else ""
