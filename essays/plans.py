"""A plan as plain values, {"thesis": ..., "cards": [...]}, as a submission keeps it. A card has an `id`, the four PARTS
of a paragraph, and `done`, which its writer ticks."""

from collections.abc import Mapping
from typing import Any, NamedTuple

PARTS = ("point", "evidence", "explanation", "link")


class Step(NamedTuple):
    """A card as the guide shows it: the first that is not done is `here`."""

    card: dict[str, Any]
    state: str  # done, here, open


def says_something(card: Mapping[str, Any]) -> bool:
    """Whether a card has any words."""
    return any(card.get(part, "").strip() for part in PARTS)


def values(thesis: str, cards: list[dict[str, Any]]) -> dict[str, Any]:
    """What is handed in of a plan: its words, without cards that have none; {} when there are no words."""
    kept = [card for card in cards if says_something(card)]
    return {"thesis": thesis, "cards": kept} if kept or thesis.strip() else {}


def steps(plan: Mapping[str, Any]) -> list[Step]:
    """The cards in order, each with how far its writer has come."""
    cards = plan.get("cards", [])
    here = next((card["id"] for card in cards if not card.get("done")), None)
    return [Step(card, "done" if card.get("done") else "here" if card["id"] == here else "open") for card in cards]


def unfinished(plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The cards with words that are not ticked, or that have no point: none when the plan is carried out, or there is
    no plan ({})."""
    cards = [card for card in plan.get("cards", []) if says_something(card)]
    return [card for card in cards if not card.get("done") or not card["point"].strip()]
