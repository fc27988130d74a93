"""Every acknowledged state of a text, kept as steps in a line: the head's, or a branch's."""

from django.db.models import QuerySet
from django.utils import timezone

from essays import history
from essays.models import Branch, Draft, Essay, Revision

SERVER = "server"  # the client of revisions that the server itself makes; their number is their seq


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
    line = _line(essay.pk, branch)
    start = line.filter(number__lte=number, whole=True).latest("number")
    steps = line.filter(number__range=(start.number, number)).order_by("number")
    text, reached = "", None
    for step in steps:
        text = history.apply("" if step.whole else text, bytes(step.step))
        reached = step.number
    if reached != number:
        raise Revision.DoesNotExist
    return text


def _line(essay: int, branch: Branch | None) -> QuerySet[Revision]:
    return Revision.objects.filter(essay=essay, branch=branch)
