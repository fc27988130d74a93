"""A student's writing: begun, saved, handed in, redrafted.

Each verb is one write transaction that first takes the draft's row, so that of two racing writers the second sees what
the first did: SQLite has one writer at a time, PostgreSQL locks the row.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.audit import record
from classrooms.errors import Conflict
from classrooms.models import School, User
from essays import citing, document, merging, plans, revisions
from essays.document import DocumentError
from essays.errors import TooOften
from essays.models import Assignment, Branch, Draft, Essay, Plan, Return, Revision, Submission
from essays.states import HandedIn, Standing, standing
from lessons.models import Question

RECEIPT_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is taken for another
EMPTY = document.dumps({"type": "doc", "content": [{"type": "paragraph"}]})
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
    """Begin the essay on work that is set, or return the one begun. Raises Conflict once the work has closed."""
    begun = Essay.objects.filter(assignment=assignment, writer=by).first()
    if begun is None and assignment.closes is not None and timezone.now() > assignment.closes:
        raise Conflict(_("This work has closed. Speak to your teacher."), code="closed")
    return begun or _begin(
        by, assignment.school, assignment=assignment, question=assignment.question, text=assignment.text
    )


@transaction.atomic
def practise(*, question: Question, by: User) -> Essay:
    """Begin practice on a question, or return the practice begun. Only its writer ever sees it."""
    begun = Essay.objects.filter(assignment=None, question=question, writer=by).first()
    return begun or _begin(by, question.course.school, assignment=None, question=question, text=question.text)


def save(*, essay: Essay, client: str, seq: int, base: int, text: str, most: int | None = None) -> Saved:
    """Store a document, or keep it on a branch when its `base` is not the head or writing has ended.

    Takes the editor's JSON; the pair (client, seq) names this save for ever: seen before, it gets its answer again.
    Stores nothing and raises DocumentError when the text is outside the schema, TooOften when the client has saved
    `most` times within a minute.
    """
    text, words, dropped = _checked(text, essay.writer_id)  # before the transaction: nobody waits for it
    with transaction.atomic():
        draft = _take(essay)
        known = revisions.known(essay, client, seq, most)
        if known.answered:
            return _answer(Revision.objects.select_related("branch").get(essay=essay, client=client, seq=seq))
        if known.pause:
            raise TooOften(known.pause)
        where = _standing(essay, draft)
        kind = Branch.Kind.CLASH if where.can_write else Branch.Kind.LATE if where.closed else Branch.Kind.AFTER
        on_head = where.can_write and base == draft.revision
        goes_on = on_head and known.head == draft.revision  # from its own text: it has no open branch
        mine = None if goes_on else Branch.objects.filter(essay=essay, client=client, settled_at=None).first()
        if mine is not None and (on_head or mine.kind != kind):
            _close(mine)  # what this client sends now grew from it, and goes elsewhere
            mine = None
        if on_head:
            return _answer(_advance(draft, text, words, client=client, seq=seq, kept=goes_on), dropped)
        return _answer(_keep_aside(draft, mine, kind, text, words, client=client, seq=seq, base=base), dropped)


@transaction.atomic
def hand_in(*, essay: Essay, revision: int, by: User) -> Submission:
    """Freeze the draft at the revision named; pressed again it returns the same submission.

    Raises Conflict: "practice", "closed", "empty", or "branch" when that revision is not the head.
    """
    work = essay.assignment
    if work is None:
        raise Conflict(_("Practice is not handed in: only you see it."), code="practice")
    draft = _take(essay)
    before = Submission.objects.standing().filter(essay=essay, round=draft.round).first()
    if before is not None and before.revision == revision:
        return before
    _require_can_hand_in(essay, work, draft, revision)
    now, tree = timezone.now(), document.parse(draft.document)
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
        handed_in_at=now,
        late=draft.round == 1 and now > work.due,
        receipt="".join(secrets.choice(RECEIPT_LETTERS) for _each in range(12)),
    )
    record(
        verb="handed in",
        by=by,
        school=essay.school,
        thing=submission,
        about=by,
        round=draft.round,
        late=submission.late,
    )
    return submission


@transaction.atomic
def begin_redraft(*, essay: Essay, by: User) -> Draft:
    """Go on from the last submission in a new round; begun already, return the draft.

    Raises Conflict before the return is visible, and when no redraft is left.
    """
    draft = _take(essay)
    where = _standing(essay, draft)
    if where.state == "redrafting":
        return draft
    if not where.can_redraft:
        raise Conflict(_("There is nothing to redraft now."), code="redraft")
    last = Submission.objects.standing().filter(essay=essay).latest("round")
    draft.round = last.round + 1
    _advance(draft, last.document, last.words)
    record(verb="began a redraft", by=by, school=essay.school, thing=essay, about=by, round=draft.round)
    return draft


@transaction.atomic
def settle(
    *, branch: Branch, keep: str, revision: int, by: User, digest: str = "", choices: Sequence[str] = ()
) -> Draft:
    """End a branch: keep "mine" (the branch), "theirs" (the head), "both" (what the branch has besides, at the end), or
    "parts": of each part where `merging.parts` finds them different, what `choices` say.

    `revision` is the head that the writer saw; `digest`, for "parts", the branch's text. Raises Conflict when either
    has moved on, when writing has ended, when the choices do not fit, or when the result is too long. Nothing is thrown
    away: the other text stays among the revisions.
    """
    essay = branch.essay
    draft = _take(essay)
    branch.refresh_from_db()
    if branch.settled_at is not None:
        return draft
    if not _standing(essay, draft).can_write:
        raise Conflict(_("Writing has ended. Both texts are kept."), code="handed-in")
    if draft.revision != revision or (keep == "parts" and branch.digest != digest):
        raise Conflict(_("The essay was changed again meanwhile. Compare once more."), code="branch")
    text = _settled(draft, branch, keep, choices)
    if keep != "theirs":
        _advance(draft, text, document.words(document.parse(text)))
    _close(branch)
    record(verb="settled a branch", by=by, school=essay.school, thing=essay, about=by, keep=keep)
    return draft


def require_turn(essay: Essay) -> None:
    """Take the essay's row in the caller's transaction. Raises Conflict unless it is the writer's turn."""
    where = _standing(essay, _take(essay))
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
    draft = _take(essay)
    if not _standing(essay, draft).can_write:
        raise Conflict(_("It is not your turn to write now. Your text is kept."), code="handed-in")
    if draft.digest == state.digest:
        return draft
    if draft.revision != revision:
        raise Conflict(_("The essay was changed again meanwhile. Look at it, then bring the text back."), code="branch")
    text = revisions.reconstruct(essay, state.number, state.branch)
    _advance(draft, text, state.words, client=f"{revisions.BACK}{state.pk}")
    record(verb="brought back a state", by=by, school=essay.school, thing=essay, about=by, revision=state.number)
    return draft


def _begin(writer: User, school: School, **fields) -> Essay:
    essay, _made = Essay.objects.get_or_create(
        assignment=fields["assignment"],
        question=fields["question"],
        writer=writer,
        defaults={"school": school, "text": fields["text"]},
    )
    Draft.objects.get_or_create(
        essay=essay, defaults={"school": school, "document": EMPTY, "digest": document.digest(EMPTY)}
    )
    return essay


def _take(essay: Essay) -> Draft:
    return Draft.objects.select_for_update().get(essay=essay)


def _standing(essay: Essay, draft: Draft) -> Standing:
    """Where the essay stands for its writer, asked inside the transaction."""
    submissions = list(Submission.objects.filter(essay=essay).values_list("pk", "round", "late", "sent_back_at"))
    newest = max((each for each in submissions if each[3] is None), key=lambda each: each[1], default=None)
    work = essay.assignment
    return standing(
        now=timezone.now(),
        closes=work.closes if work else None,
        redrafts=work.redrafts if work else 0,
        round=draft.round,
        words=draft.words,
        submissions=[HandedIn(round, late, back is not None) for _pk, round, late, back in submissions],
        returned=newest is not None and Return.objects.visible().filter(submission=newest[0]).exists(),
    )


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


def _advance(
    draft: Draft,
    text: str,
    words: int,
    *,
    client: str = revisions.SERVER,
    seq: int | None = None,
    kept: bool = False,
) -> Revision:
    """Make this text the head, one revision on; `kept` as in `revisions.append`."""
    before, draft.document = draft.document, text
    draft.digest, draft.words, draft.saved_at = document.digest(text), words, timezone.now()
    draft.revision += 1
    draft.save(update_fields=["round", "revision", "document", "digest", "words", "saved_at"])
    return revisions.append(draft, before=before, client=client, seq=seq, number=draft.revision, kept=kept)


def _keep_aside(
    draft: Draft, branch: Branch | None, kind: str, text: str, words: int, *, client: str, seq: int, base: int
) -> Revision:
    """Let the client's branch grow to this text; make the branch if there is none."""
    branch = branch or Branch(school_id=draft.school_id, essay_id=draft.essay_id, client=client, kind=kind)
    before, number = branch.document, branch.revisions.count() + 1 if branch.pk else 1
    if branch.pk is None:
        branch.base, branch.round = base, draft.round
    branch.document, branch.digest, branch.words = text, document.digest(text), words
    branch.saved_at = timezone.now()
    branch.save()
    return revisions.append(draft, before=before, client=client, seq=seq, number=number, branch=branch)


def _answer(revision: Revision, dropped: tuple[int, ...] = ()) -> Saved:
    branch = revision.branch
    code = CODES[Branch.Kind(branch.kind)] if branch else "saved"
    return Saved(code, revision.head, revision.digest, revision.saved_at, revision.branch_id, dropped)


def _require_can_hand_in(essay: Essay, work: Assignment, draft: Draft, revision: int) -> None:
    where = _standing(essay, draft)
    if work.withdrawn_at is not None:
        raise Conflict(_("Your teacher has withdrawn this work. Your text is kept."), code="withdrawn")
    if where.closed:
        raise Conflict(_("This work has closed. Your text is kept. Speak to your teacher."), code="closed")
    if not where.can_write:
        raise Conflict(_("This essay is handed in already."), code="handed-in")
    if draft.revision != revision:
        raise Conflict(_("The essay was changed elsewhere meanwhile. Read it through, then hand in."), code="branch")
    if draft.words == 0:
        raise Conflict(_("There is nothing to hand in yet."), code="empty")


def _close(branch: Branch) -> None:
    branch.settled_at = timezone.now()
    branch.save(update_fields=["settled_at"])


def _settled(draft: Draft, branch: Branch, keep: str, choices: Sequence[str]) -> str:
    """The text that a choice between the head and a branch gives."""
    if keep in ("mine", "theirs"):
        return branch.document if keep == "mine" else draft.document
    head, other = document.parse(draft.document), document.parse(branch.document)
    try:
        tree = merging.merged(merging.parts(head, other), choices) if keep == "parts" else merging.joined(head, other)
        text = document.dumps(tree)
        document.parse(text)
    except DocumentError:
        raise Conflict(_("Both together are too long for one essay. Keep less of them."), code="too-long") from None
    except ValueError:
        raise Conflict(_("Choose for each paragraph what to keep."), code="choices") from None
    return text
