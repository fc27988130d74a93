"""A student's writing: begun, saved, handed in, redrafted. Each verb is one write transaction on the draft's row."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.arrangements import extra_time_of
from classrooms.audit import record
from classrooms.background import later
from classrooms.errors import Conflict
from classrooms.models import School, User
from essays import blinding, citing, document, drafts, extending, pasting, plans, revisions
from essays.errors import TooOften
from essays.models import Assignment, Branch, Draft, Essay, Plan, Revision, Submission
from essays.states import Standing, clock_ends
from lessons.models import Question

RECEIPT_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is taken for another
EMPTY = document.dumps({"type": "doc", "content": [{"type": "paragraph"}]})
A_MOMENT = timedelta(seconds=1)  # the clock's task comes just after the end, never on it
CODES = {Branch.Kind.CLASH: "branch", Branch.Kind.LATE: "late", Branch.Kind.AFTER: "handed-in"}


@dataclass(frozen=True)
class Saved:
    """What became of a text: "saved" as the head's `revision`, or kept on `branch` ("branch", "late", "handed-in").

    `digest` is of the text as stored. It differs from the digest sent when citations of clippings that are not the
    writer's were `dropped` from it: the client removes these from its text, which is then what is stored.
    """

    code: str
    revision: int
    digest: str
    saved_at: datetime
    branch: int | None = None
    dropped: tuple[int, ...] = ()


@transaction.atomic
def start(*, assignment: Assignment, by: User) -> Essay:
    """Begin the essay on work that is set, or return the one begun. Raises Conflict once the work has closed.

    Timed work ends by the clock from now, with the writer's extra time; what is saved by then is handed in by itself.
    """
    begun = Essay.objects.filter(assignment=assignment, writer=by).first()
    if begun is not None:
        return begun
    now, closes = timezone.now(), extending.dates_of(assignment, by.pk).closes
    if closes is not None and now > closes:
        raise Conflict(_("This work has closed. Speak to your teacher."), code="closed")
    same = {"assignment": assignment, "question": assignment.question, "text": assignment.text}
    return _begin(by, assignment.school, **same, ends_at=_clock(assignment.minutes, by, now, closes))


@transaction.atomic
def practise(*, question: Question, by: User, minutes: int | None = None) -> Essay:
    """Begin practice on a question, or return the practice begun. Only its writer ever sees it.

    With `minutes` it is under a clock from its start: it closes when they have passed, and is not handed in.
    """
    begun = Essay.objects.filter(assignment=None, question=question, writer=by).first()
    same = {"assignment": None, "question": question, "text": question.text}
    ends_at = _clock(minutes, by, timezone.now(), None)
    return begun or _begin(by, question.course.school, **same, ends_at=ends_at)


def save(
    *,
    essay: Essay,
    client: str,
    seq: int,
    base: int,
    text: str,
    pastes: Sequence[dict] = (),
    most: int | None = None,
) -> Saved:
    """Store a document, or keep it on a branch when its `base` is not the head or writing has ended.

    Takes the editor's JSON; the pair (client, seq) names this save for ever: seen before, it gets its answer again.
    `pastes` are what `pasting.read` gives. Stores nothing and raises DocumentError when the text is outside the schema,
    PasteError when a paste lies outside the text, TooOften when the client has saved `most` times within a minute.
    """
    sent = text
    text, words, dropped = _checked(text, essay.writer_id)  # before the transaction: nobody waits for it
    pastes = pasting.placed(list(pastes), sent=sent, stored=text)
    with transaction.atomic():
        draft = drafts.take(essay)
        known = revisions.known(essay, client, seq, most)
        if known.answered:
            return _answer(Revision.objects.select_related("branch").get(essay=essay, client=client, seq=seq))
        if known.pause:
            raise TooOften(known.pause)
        where = drafts.standing_of(essay, draft)
        kind = _kind(essay, where)
        on_head = where.can_write and base == draft.revision
        goes_on = on_head and known.head == draft.revision  # from its own text: it has no open branch
        mine = None if goes_on else _open_branch(essay, client, None if on_head else kind)
        more: dict[str, Any] = {"at": where.at, "seq": seq, "pastes": pastes}
        if on_head:
            return _answer(drafts.advance(draft, text, words, client=client, kept=goes_on, **more), dropped)
        mine = mine or Branch(school_id=draft.school_id, essay=essay, client=client, kind=kind, base=base)
        return _answer(drafts.keep_aside(draft, mine, text, words, **more), dropped)


@transaction.atomic
def hand_in(*, essay: Essay, revision: int, by: User) -> Submission:
    """Freeze the draft at the revision named; pressed again it returns the same submission.

    Raises Conflict: "practice", "closed", "empty", or "branch" when that revision is not the head.
    """
    work = essay.assignment
    if work is None:
        raise Conflict(_("Practice is not handed in: only you see it."), code="practice")
    draft = drafts.take(essay)
    before = Submission.objects.standing().filter(essay=essay, round=draft.round).first()
    if before is not None and before.revision == revision:
        return before
    where = _require_can_hand_in(essay, work, draft, revision)
    return freeze(essay=essay, draft=draft, at=where.at, by=by)


def freeze(*, essay: Essay, draft: Draft, at: datetime, by: User | None) -> Submission:
    """Make the draft, whose row the caller's transaction holds, a submission of that time; by nobody: by the clock."""
    work = cast(Assignment, essay.assignment)
    due = extending.dates_of(work, essay.writer_id).due or work.due
    tree = document.parse(draft.document)
    submission = Submission.objects.create(
        school_id=essay.school_id,
        essay=essay,
        round=draft.round,
        revision=draft.revision,
        schema=document.SCHEMA,
        document=draft.document,
        text=document.plain_text(tree),
        digest=draft.digest,
        words=draft.words,
        citations=citing.copies(tree, essay.writer_id),
        plan=_plan(essay),
        handed_in_at=at,
        late=draft.round == 1 and at > due,
        by_clock=by is None,
        receipt="".join(secrets.choice(RECEIPT_LETTERS) for _each in range(12)),
    )
    details = {"round": draft.round, "late": submission.late}
    record(verb="handed in", by=by, school=essay.school, thing=submission, about=essay.writer, **details)
    if essay.writer.email:
        later("essays.tasks.send_receipt", submission.pk)
    return submission


@transaction.atomic
def begin_redraft(*, essay: Essay, by: User) -> Draft:
    """Go on from the last submission in a new round; begun already, return the draft.

    Raises Conflict before the return is visible, and when no redraft is left.
    """
    draft = drafts.take(essay)
    where = drafts.standing_of(essay, draft)
    if where.state == "redrafting":
        return draft
    if not where.can_redraft:
        raise Conflict(_("There is nothing to redraft now."), code="redraft")
    last = Submission.objects.standing().filter(essay=essay).latest("round")
    draft.round = last.round + 1
    drafts.advance(draft, last.document, last.words, at=where.at)
    record(verb="began a redraft", by=by, school=essay.school, thing=essay, about=by, round=draft.round)
    return draft


def require_turn(essay: Essay) -> None:
    """Take the essay's row in the caller's transaction. Raises Conflict unless it is the writer's turn."""
    where = drafts.standing_of(essay, drafts.take(essay))
    if where.closed:
        raise Conflict(_("This work has closed. Your text is kept. Speak to your teacher."), code="closed")
    if not where.can_write:
        raise Conflict(_("This essay is handed in already."), code="handed-in")


def _plan(essay: Essay) -> dict:
    plan = Plan.objects.filter(essay=essay).first()
    return plans.values(plan.thesis, plan.cards) if plan else {}


@transaction.atomic
def bring_back(*, state: Revision, revision: int, by: User) -> Draft:
    """Make an earlier state the head again, as a new one; what stood before it stays in the history.

    `revision` is the head that the writer saw. Raises Conflict when it has moved on, or when writing has ended.
    """
    essay = state.essay
    draft = drafts.take(essay)
    where = drafts.standing_of(essay, draft)
    if not where.can_write:
        raise Conflict(_("It is not your turn to write now. Your text is kept."), code="handed-in")
    if draft.digest == state.digest:
        return draft
    if draft.revision != revision:
        raise Conflict(_("The essay was changed again meanwhile. Look at it, then bring the text back."), code="branch")
    text = revisions.reconstruct(essay, state.number, state.branch)
    drafts.advance(draft, text, state.words, at=where.at, client=f"{revisions.BACK}{state.pk}")
    record(verb="brought back a state", by=by, school=essay.school, thing=essay, about=by, revision=state.number)
    return draft


def _begin(writer: User, school: School, **fields) -> Essay:
    essay, made = Essay.objects.get_or_create(
        assignment=fields["assignment"],
        question=fields["question"],
        writer=writer,
        defaults={
            "school": school,
            "text": fields["text"],
            "ends_at": fields["ends_at"],
            "code": blinding.new_code(fields["assignment"]) if fields["assignment"] else "",
        },
    )
    if made and essay.ends_at and essay.assignment:
        later("essays.tasks.time_up", essay.pk, at=essay.ends_at + A_MOMENT)
    Draft.objects.get_or_create(
        essay=essay, defaults={"school": school, "document": EMPTY, "digest": document.digest(EMPTY)}
    )
    return essay


def _clock(minutes: int | None, writer: User, now: datetime, closes: datetime | None) -> datetime | None:
    """When writing ends that starts now; None without a clock. Fixed at the start: later changes do not move it."""
    extra = extra_time_of(writer)
    return clock_ends(start=now, minutes=minutes, extra_time=extra, closes=closes) if minutes else None


def _kind(essay: Essay, where: Standing) -> Branch.Kind:
    """Why a text is kept aside. After a clock's end it is late, whether the clock has handed in by now or not."""
    if where.can_write:
        return Branch.Kind.CLASH
    ended = where.round == 1 and essay.ends_at is not None and where.at > essay.ends_at
    return Branch.Kind.LATE if where.closed or ended else Branch.Kind.AFTER


def _open_branch(essay: Essay, client: str, kind: Branch.Kind | None) -> Branch | None:
    """The client's open branch of this kind. One of another kind ends: what it sends now grew from it, elsewhere."""
    branch = Branch.objects.filter(essay=essay, client=client, settled_at=None).first()
    if branch is not None and branch.kind != kind:
        drafts.close(branch)
        return None
    return branch


def _checked(text: str, writer: int) -> tuple[str, int, tuple[int, ...]]:
    """The text to store, its words, and the clippings whose citations were dropped from it."""
    tree = document.parse(text)
    cited = document.citations(tree)
    kept = citing.own_clippings(writer, cited)
    dropped = tuple(pk for pk in dict.fromkeys(cited) if pk not in kept)
    if dropped:
        tree = document.without_citations(tree, kept)
        text = document.dumps(tree)
    return text, document.words(tree), dropped


def _answer(revision: Revision, dropped: tuple[int, ...] = ()) -> Saved:
    branch = revision.branch
    code = CODES[Branch.Kind(branch.kind)] if branch else "saved"
    return Saved(code, revision.head, revision.digest, revision.saved_at, revision.branch_id, dropped)


def _require_can_hand_in(essay: Essay, work: Assignment, draft: Draft, revision: int) -> Standing:
    where = drafts.standing_of(essay, draft)
    if work.withdrawn_at is not None:
        raise Conflict(_("Your teacher has withdrawn this work. Your text is kept."), code="withdrawn")
    if where.closed and essay.ends_at:
        raise Conflict(_("Your time is up. What was saved by then is handed in by itself."), code="time-up")
    if where.closed:
        raise Conflict(_("This work has closed. Your text is kept. Speak to your teacher."), code="closed")
    if not where.can_write:
        raise Conflict(_("This essay is handed in already."), code="handed-in")
    if draft.revision != revision:
        raise Conflict(_("The essay was changed elsewhere meanwhile. Read it through, then hand in."), code="branch")
    if draft.words == 0:
        raise Conflict(_("There is nothing to hand in yet."), code="empty")
    return where
