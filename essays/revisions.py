"""Every acknowledged state of a text, kept as steps in a line: the head's, or a branch's."""

import math
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from essays import history
from essays.models import Branch, Draft, Essay, Revision

SERVER = "server"  # the client of revisions that the server itself makes; their number is their seq
FILE = "file:"  # begins the client of one that came from a Word file
BACK = "back:"  # the client of one brought back, and the pk of what was; no browser's client has a colon

MINUTE = timedelta(minutes=1)


class Known(NamedTuple):
    """What is kept of one client up to a save: that very one, a pause it has to make, the head's revision it wrote."""

    answered: bool
    pause: int
    head: int | None


def known(essay: Essay, client: str, seq: int, most: int | None = None) -> Known:
    """Return what is kept of a client up to this save, in one query.

    `pause` is in seconds, and 0 unless the client has saved `most` times within a minute. It follows from what is kept
    already: all processes count together, and a save writes nothing more. `head` is None unless the client's newest
    state was made the head.
    """
    states = Revision.objects.filter(essay=essay, client=client, seq__lte=seq).order_by("-seq")
    newest = list(states.values_list("seq", "number", "branch", "saved_at")[: most or 1])
    if not newest:
        return Known(False, 0, None)
    last, number, branch, _at = newest[0]
    until = newest[-1][3] + MINUTE if len(newest) == most else timezone.now()
    pause = max(0, math.ceil((until - timezone.now()).total_seconds()))
    return Known(last == seq, pause, number if branch is None else None)


def append(
    draft: Draft,
    *,
    before: str,
    client: str,
    seq: int | None,
    number: int,
    branch: Branch | None = None,
    kept: bool = False,
    pastes: Sequence[dict] = (),
) -> Revision:
    """Keep one state of a line whose text was `before`. Takes the text from the branch, else from the draft.

    `kept` tells that the state before is known to be kept. The step is the whole text at the line's beginning, every
    SNAPSHOT_EVERY states, and where a state is missing.
    """
    state = branch or draft
    line = _line(draft.essay_id, branch)
    kept = kept or line.filter(number=number - 1).exists()
    whole = number % history.SNAPSHOT_EVERY == 1 or not kept
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
        pastes=list(pastes),
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
