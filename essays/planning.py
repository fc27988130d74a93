"""Keep what a writer means to say: thesis and cards, beside the draft."""

import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.errors import Conflict
from essays import plans, writing
from essays.errors import Unfit
from essays.models import Essay, Plan
from essays.schema import FORBIDDEN

MOST_CARDS = 20
LONGEST_THESIS = 1000
LONGEST_PART = 1000
_ID = re.compile(r"[A-Za-z0-9_-]{1,24}")


class Newer(Conflict):
    """An edit named a version that is not the newest. `current` is the plan as it is now."""

    def __init__(self, current: Plan):
        super().__init__(_("The plan was changed in another window meanwhile."), code="newer")
        self.current = current


@transaction.atomic
def save(*, essay: Essay, version: int, thesis: object, cards: object) -> Plan:
    """Keep the plan; `version` is the one that it grew from, 0 for the first. The same words sent twice are kept once.

    Raises Unfit, Newer, and Conflict while it is not the writer's turn.
    """
    wanted = {"thesis": _words(thesis, LONGEST_THESIS), "cards": _cards(cards)}
    writing.require_turn(essay)
    plan = Plan.objects.filter(essay=essay).first() or Plan(essay=essay, school_id=essay.school_id)
    if (plan.thesis, plan.cards) == (wanted["thesis"], wanted["cards"]):
        return plan
    if plan.version != version:
        raise Newer(plan)
    for name, value in {**wanted, "version": version + 1, "saved_at": timezone.now()}.items():
        setattr(plan, name, value)
    plan.save()
    return plan


def _cards(cards: object) -> list[dict]:
    if not isinstance(cards, list):
        raise Unfit(_("This is not what the page sends."), code="cards")
    if len(cards) > MOST_CARDS:
        raise Unfit(_("Keep to %(most)s paragraphs.") % {"most": MOST_CARDS}, code="too-many")
    kept = [_card(card) for card in cards]
    if len({card["id"] for card in kept}) < len(kept):
        raise Unfit(_("This is not what the page sends."), code="cards")
    return kept


def _card(card: object) -> dict:
    known = {"id", "done", *plans.PARTS}
    if not isinstance(card, dict) or not known.issuperset(card) or not _is_id(card.get("id")):
        raise Unfit(_("This is not what the page sends."), code="cards")
    parts = {part: _words(card.get(part, ""), LONGEST_PART) for part in plans.PARTS}
    return {"id": card["id"], **parts, "done": card.get("done") is True}


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _words(text: object, longest: int) -> str:
    """A text as it was typed, outer space included: it is being written."""
    if not isinstance(text, str) or FORBIDDEN.search(text):
        raise Unfit(_("This holds characters that cannot be kept."), code="characters")
    text = text.replace("\r\n", "\n")
    if len(text) > longest:
        raise Unfit(_("Keep each part under %(longest)s characters.") % {"longest": longest}, code="too-long")
    return text
