"""The draft's row, held for one write transaction: where the essay stands, one state on, a text kept aside.

Who writes takes the row first, so that of two racing writers the second sees what the first did: SQLite has one writer
at a time, PostgreSQL locks the row.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from essays import document, extending, revisions
from essays.models import Branch, Draft, Essay, Return, Revision, Submission
from essays.states import HandedIn, Standing, standing

SENT_BACK = ("sent_back_at", "sent_back_by")


def take(essay: Essay) -> Draft:
    """Return the draft; other writers wait until the transaction ends."""
    return Draft.objects.select_for_update().get(essay=essay)


def standing_of(essay: Essay, draft: Draft) -> Standing:
    """Return where the essay stands for its writer now. Takes its draft as `take` gave it."""
    submissions = list(Submission.objects.filter(essay=essay).order_by("pk").only("round", "late", *SENT_BACK))
    newest = max((each for each in submissions if not each.sent_back_at), key=lambda each: each.round, default=None)
    work = essay.assignment
    return standing(
        now=timezone.now(),
        closes=_closes(essay),
        ends_at=essay.ends_at,
        redrafts=work.redrafts if work else 0,
        round=draft.round,
        words=draft.words,
        submissions=[
            HandedIn(each.round, each.late, each.sent_back_at is not None, each.sent_back_by_id == essay.writer_id)
            for each in submissions
        ],
        returned=newest is not None and Return.objects.visible().filter(submission=newest).exists(),
    )


def advance(
    draft: Draft,
    text: str,
    words: int,
    *,
    at: datetime,
    client: str = revisions.SERVER,
    seq: int | None = None,
    pastes: Sequence[dict] = (),
    kept: bool = False,
) -> Revision:
    """Make this text the head, one revision on, as of the moment that allowed it; `kept` as in `revisions.append`."""
    before, draft.document = draft.document, text
    draft.digest, draft.words, draft.saved_at = document.digest(text), words, at
    draft.revision += 1
    draft.save(update_fields=["round", "revision", "document", "digest", "words", "saved_at"])
    return revisions.append(
        draft, before=before, client=client, seq=seq, number=draft.revision, pastes=pastes, kept=kept
    )


def keep_aside(
    draft: Draft, branch: Branch, text: str, words: int, *, at: datetime, seq: int, pastes: Sequence[dict]
) -> Revision:
    """Let a client's branch, which may be new, grow to this text."""
    before, number = branch.document, branch.revisions.count() + 1 if branch.pk else 1
    if branch.pk is None:
        branch.round = draft.round
    branch.document, branch.digest, branch.words, branch.saved_at = text, document.digest(text), words, at
    branch.save()
    return revisions.append(
        draft, before=before, client=branch.client, seq=seq, number=number, branch=branch, pastes=pastes
    )


def close(branch: Branch) -> None:
    """End a branch: what its client sends next begins another."""
    branch.settled_at = timezone.now()
    branch.save(update_fields=["settled_at"])


def _closes(essay: Essay) -> datetime | None:
    """When the work closes for this writer, asked of the database only where it does without a clock."""
    work = essay.assignment
    if work is None or work.closes is None or essay.ends_at is not None:
        return None
    return extending.dates_of(work, essay.writer_id).closes
