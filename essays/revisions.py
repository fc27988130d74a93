"""Every acknowledged state of a text, kept as steps in a line: the head's, or a branch's."""

import math
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from essays import history
from essays.models import Branch, Draft, Essay, Revision

SERVER = "server"  # the client of revisions that the server itself makes; their number is their seq
BACK = "back:"  # the client of one brought back, and the pk of what was; no browser's client has a colon

MOST = 40  # saves of one client in a minute: the desk sends 30 at most, and a few together after a pause
MINUTE = timedelta(minutes=1)


def pause(essay: Essay, client: str, seq: int) -> int:
    """Return how many seconds a client has to wait before this save; 0 for all but a script that runs wild.

    It asks what is kept already, so that all processes count together and a save writes nothing more. A replay of
    what was stored is never refused.
    """
    before = Revision.objects.filter(essay=essay, client=client, seq__lt=seq).order_by("-seq")
    oldest = before.values_list("saved_at", flat=True)[MOST - 1 : MOST].first()
    return max(0, math.ceil((oldest + MINUTE - timezone.now()).total_seconds())) if oldest else 0


def append(
    draft: Draft, *, before: str, client: str, seq: int | None, number: int, branch: Branch | None = None
) -> Revision:
    """Keep one state of a line whose text was `before`. Takes the text from the branch, else from the draft.

    The step is the whole text at the line's beginning, every SNAPSHOT_EVERY states, and where a state is missing.
    """
    state = branch or draft
    line = _line(draft.essay_id, branch)
    whole = number % history.SNAPSHOT_EVERY == 1 or not line.filter(number=number - 1).exists()
    return Revision.objects.create(
        school_id=draft.school_id,
        essay_id=draft.essay_id,
        branch=branch,
        number=number,
        round=draft.round,
        client=client,
        seq=number if seq is None else seq,
        head=draft.revision,
        digest=state.digest,
        words=state.words,
        whole=whole,
        step=history.delta("" if whole else before, state.document),
        saved_at=state.saved_at or timezone.now(),
    )


def reconstruct(essay: Essay, number: int, branch: Branch | None = None) -> str:
    """Make an acknowledged text again: the head's at a revision, or a branch's. Raises Revision.DoesNotExist."""
    for _state, text in walk(essay, number, number, branch):
        return text
    raise Revision.DoesNotExist


def walk(essay: Essay, first: int, last: int, branch: Branch | None = None) -> Iterator[tuple[Revision, str]]:
    """Each state of a line from one number to another, in order, with its text; made in one pass over the steps."""
    line = _line(essay.pk, branch)
    whole = line.filter(number__lte=first, whole=True).order_by("-number").values_list("number", flat=True).first()
    text = ""
    for state in line.filter(number__range=(first if whole is None else whole, last)).order_by("number"):
        text = history.apply("" if state.whole else text, bytes(state.step))
        if state.number >= first:
            yield state, text


def _line(essay: int, branch: Branch | None) -> QuerySet[Revision]:
    return Revision.objects.filter(essay=essay, branch=branch)
