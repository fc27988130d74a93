"""Comment on a submission, give it levels, mark it, and what undoes that before students see it."""

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.audit import record as audit
from classrooms.errors import Conflict
from classrooms.models import Membership, User
from essays import rubrics
from essays.errors import Unfit
from essays.models import Assignment, Comment, Excuse, Mark, Return, Rubric, Submission, WorkingMark
from essays.returning import show
from essays.schema import FORBIDDEN
from lessons.texts.anchors import check_span

LONGEST_COMMENT = 4000
LONGEST_SUMMARY = 4000
LONGEST_STEP = 1000
LONGEST_NOTE = 1000
LONGEST_REASON = 300

Place = tuple[int, int, str]  # start and end in code points of the submission's text, and the words between


class Clash(Conflict):
    """An edit named a version that is not the newest. `current` is the row as it is now."""

    def __init__(self, current: Comment | WorkingMark):
        super().__init__(_("This was changed in another window meanwhile."), code="clash")
        self.current = current


def words_of(text: object, *, longest: int, needed: bool = False) -> str:
    """Return a person's words without outer space; Unfit if they are no text, too long or (when needed) missing."""
    if not isinstance(text, str) or FORBIDDEN.search(text):
        raise Unfit(_("This holds characters that cannot be kept."), code="characters")
    text = text.replace("\r\n", "\n").strip()
    if len(text) > longest:
        raise Unfit(_("Keep it under %(longest)s characters.") % {"longest": longest}, code="too-long")
    if needed and not text:
        raise Unfit(_("Write a few words first."), code="empty")
    return text


@transaction.atomic
def comment(
    *, submission: Submission, by: User, kind: str, body: str, place: Place | None = None,
    bank_code: str = "", criterion: str = "", staff_only: bool = False,
) -> Comment:  # fmt: skip
    """Add a comment on a place in the text, or on the whole. The same comment sent twice is kept once.

    Raises Conflict (marked, returned or sent back), SpanError (not these words there), Unfit.
    """
    held = _open(submission)
    if place:
        check_place(held, place)
    start, end, quote = place or (None, None, "")
    said, _made = Comment.objects.standing().get_or_create(
        submission=held,
        author=by,
        kind=_kind(kind),
        start=start,
        end=end,
        quote=quote,
        body=words_of(body, longest=LONGEST_COMMENT, needed=True),
        bank_code=words_of(bank_code, longest=20),
        criterion=_criterion(held, criterion),
        staff_only=bool(staff_only),
        defaults={"school": held.school},
    )
    return said


@transaction.atomic
def edit(
    *, comment: Comment, version: int, by: User, kind: str, body: str,
    staff_only: bool = False, criterion: str | None = None,
) -> Comment:  # fmt: skip
    """Change a comment that is at `version`; its criterion stays when none is said ("" takes it away).

    Raises Clash with the newest, Conflict, Unfit.
    """
    held = _open(comment.submission)
    wanted = {
        "kind": _kind(kind),
        "body": words_of(body, longest=LONGEST_COMMENT, needed=True),
        "staff_only": bool(staff_only),
        **({} if criterion is None else {"criterion": _criterion(held, criterion)}),
    }
    comment.refresh_from_db(fields=["removed_at", "version", *wanted])
    if comment.removed_at or (comment.version != version and _differs(comment, wanted)):
        raise Clash(comment)
    if _differs(comment, wanted):
        Comment.objects.filter(pk=comment.pk).update(version=version + 1, **wanted)
        comment.refresh_from_db(fields=["version", *wanted])
        if by.pk != comment.author_id:
            audit(verb="comment changed", by=by, school=comment.school, thing=comment, version=comment.version)
    return comment


@transaction.atomic
def remove(*, comment: Comment, by: User) -> None:
    """Take a comment away; it is kept, unseen. Raises Conflict."""
    _open(comment.submission)
    if Comment.objects.standing().filter(pk=comment.pk).update(removed_at=timezone.now()):
        audit(verb="comment removed", by=by, school=comment.school, thing=comment)


@transaction.atomic
def bring_back(*, comment: Comment, by: User) -> Comment:
    """Let a comment that was taken away stand again, as it was. Doing so twice changes nothing. Raises Conflict."""
    _open(comment.submission)
    if Comment.objects.filter(pk=comment.pk).exclude(removed_at=None).update(removed_at=None):
        audit(verb="comment brought back", by=by, school=comment.school, thing=comment)
    return comment


@transaction.atomic
def record(
    *, submission: Submission, version: int, by: User, levels: dict, summary: str, next_step: str,
    notes: dict | None = None,
) -> WorkingMark:  # fmt: skip
    """Keep what the marker has so far; `version` is the one that was read (0 when there is none).

    `notes` are words about single criteria, by code; they stay as they are when none are given.
    Raises Clash with the newest, Conflict, Unfit.
    """
    held = _open(submission)
    wanted = _judgement(held, levels, summary, next_step, notes)
    kept = WorkingMark.objects.filter(submission=held).first()
    now = kept or WorkingMark(submission=held, school=held.school, marker=by)
    if not _differs(now, wanted):
        return now
    if now.version != version:
        raise Clash(now)
    for name, value in {**wanted, "version": version + 1, "marker": by, "saved_at": timezone.now()}.items():
        setattr(now, name, value)
    if kept:
        now.save(update_fields=[*wanted, "version", "marker", "saved_at"])
    else:
        now.save(force_insert=True)
    return now


@transaction.atomic
def mark(*, submission: Submission, version: int, by: User) -> Mark:
    """Make the working mark at `version` a mark: private still. Asking twice gives the same mark.

    Raises Unfit with `missing` while a criterion has no level, Clash, Conflict.
    """
    held = _held(submission)
    working = WorkingMark.objects.filter(submission=held).first() or WorkingMark(submission=held)
    newest = _newest(held)
    if newest and newest.kind == Mark.Kind.MARKED and newest.marker_id == by.pk and working.version == version:
        return newest
    _require_open(held)
    if working.version != version:
        raise Clash(working)
    rubric = _rubric(held)
    levels = rubrics.fitting(rubric, working.levels)
    if missing := rubrics.missing(rubric, levels):
        names = ", ".join(criterion["name"] for criterion in missing)
        raise Unfit(_("Not marked yet: set a level for %(names)s.") % {"names": names}, code="levels", missing=missing)
    given = _appended(held, by, Mark.Kind.MARKED, levels, working.summary, working.next_step, working.notes)
    audit(verb="marked", by=by, school=held.school, thing=held, about=held.essay.writer)
    return given


@transaction.atomic
def reopen(*, submission: Submission, by: User) -> Mark:
    """Take a mark up again, before its return. Raises Conflict when there is none, or it is returned."""
    held = _held(submission)
    _require_unreturned(held)
    newest = _newest(held)
    if not newest or newest.kind == Mark.Kind.REOPENED:
        raise Conflict(_("This essay is not marked yet."), code="unmarked")
    audit(verb="mark reopened", by=by, school=held.school, thing=held, about=held.essay.writer)
    return Mark.objects.create(
        school=held.school, submission=held, marker=by, kind=Mark.Kind.REOPENED, rubric=newest.rubric
    )


@transaction.atomic
def correct(
    *, submission: Submission, by: User, levels: dict, summary: str, next_step: str, reason: str,
    notes: dict | None = None,
) -> Mark:  # fmt: skip
    """Give a returned submission another mark, with a reason the student reads; it shows after the time to undo.

    Raises Conflict before a return, Unfit without a level for each criterion or without a reason.
    """
    held = _held(submission)
    if not Return.objects.visible().filter(submission=held).exists():
        raise Conflict(_("Only a returned mark is corrected. Reopen this one instead."), code="unreturned")
    wanted = _judgement(held, levels, summary, next_step, notes or {})
    if missing := rubrics.missing(_rubric(held), wanted["levels"]):
        raise Unfit(_("Set a level for each criterion."), code="levels", missing=missing)
    reason = words_of(reason, longest=LONGEST_REASON, needed=True)
    given = _appended(held, by, Mark.Kind.CORRECTED, reason=reason, **wanted)
    show([given], by=by)
    audit(verb="mark corrected", by=by, school=held.school, thing=held, about=held.essay.writer)
    return given


@transaction.atomic
def send_back(*, submission: Submission, because: str, by: User) -> Submission:
    """Give an unmarked submission back to be written on, in the same round; the student reads why.

    Raises Conflict when it is marked, returned or sent back already; Unfit without a reason.
    """
    held = _open(submission)
    held.sent_back_because = words_of(because, longest=LONGEST_REASON, needed=True)
    held.sent_back_at, held.sent_back_by = timezone.now(), by
    held.save(update_fields=["sent_back_at", "sent_back_by", "sent_back_because"])
    audit(verb="sent back", by=by, school=held.school, thing=held, about=held.essay.writer)
    return held


@transaction.atomic
def excuse(*, assignment: Assignment, student: User, because: str, by: User) -> Excuse:
    """Say that a student of the class need not do this work. Excusing twice changes nothing."""
    if not Membership.objects.current().students().filter(user=student, classroom=assignment.classroom).exists():
        raise Unfit(_("They are not in this class."), code="student")
    because = words_of(because, longest=LONGEST_REASON)
    said, made = Excuse.objects.get_or_create(
        assignment=assignment,
        student=student,
        lifted_at=None,
        defaults={"school": assignment.school, "because": because, "made_by": by},
    )
    if made:
        audit(verb="excused", by=by, school=assignment.school, thing=assignment, about=student)
    return said


@transaction.atomic
def lift(*, assignment: Assignment, student: User, by: User) -> None:
    """Take an excuse back."""
    excuses = Excuse.objects.filter(assignment=assignment, student=student, lifted_at=None)
    if excuses.update(lifted_at=timezone.now()):
        audit(verb="excuse lifted", by=by, school=assignment.school, thing=assignment, about=student)


def _held(submission: Submission) -> Submission:
    """The submission as it is now, with what its acts ask for; acts on the same one wait for each other."""
    held = Submission.objects.select_for_update(of=("self",)).prefetch_related(
        Prefetch("marks", Mark.objects.select_related("rubric").order_by("-pk"))
    )
    return held.select_related("school", "essay__writer", "essay__assignment__rubric").get(pk=submission.pk)


def _newest(held: Submission) -> Mark | None:
    return next(iter(held.marks.all()), None)


def _open(submission: Submission) -> Submission:
    held = _held(submission)
    _require_open(held)
    return held


def _require_open(held: Submission) -> None:
    _require_unreturned(held)
    newest = _newest(held)
    if newest and newest.kind != Mark.Kind.REOPENED:
        raise Conflict(_("This essay is marked. Reopen it to change anything."), code="marked")


def _require_unreturned(held: Submission) -> None:
    if held.sent_back_at:
        raise Conflict(_("This essay was sent back to its writer."), code="sent-back")
    if _newest(held) and held.returns.exists():  # what is returned is a mark
        raise Conflict(_("This essay is returned. Undo the return, or correct the mark."), code="returned")


def _rubric(held: Submission) -> Rubric:
    """What the submission is marked by: the rubric of its standing mark, else the one its work has now."""
    newest = _newest(held)
    if newest and newest.kind != Mark.Kind.REOPENED:
        return newest.rubric
    assignment = held.essay.assignment
    assert assignment is not None, "practice is not marked"
    return assignment.rubric


def check_place(held: Submission, place: Place) -> None:
    """Raise Unfit or SpanError unless exactly these words stand there in the submission's text."""
    start, end, quote = place
    if type(start) is not int or type(end) is not int or not isinstance(quote, str):
        raise Unfit(_("A place is two whole numbers and the words between."), code="place")
    check_span(held.text, start, end, quote)


def _kind(kind: str) -> str:
    if kind not in Comment.Kind.values:
        raise Unfit(_("A comment is praise, a target, a question or a note."), code="kind")
    return kind


def _criterion(held: Submission, code: str) -> str:
    codes = [criterion["code"] for criterion in _rubric(held).data["criteria"]]
    if code and code not in codes:
        raise Unfit(_("The rubric has no criterion “%(code)s”.") % {"code": code}, code="criterion")
    return code


def _differs(row: Comment | WorkingMark, wanted: dict) -> bool:
    return any(getattr(row, name) != value for name, value in wanted.items())


def _judgement(held: Submission, levels: dict, summary: str, next_step: str, notes: dict | None) -> dict:
    return {
        **({} if notes is None else {"notes": _notes(held, notes)}),
        "levels": rubrics.checked_levels(_rubric(held), levels),
        "summary": words_of(summary, longest=LONGEST_SUMMARY),
        "next_step": words_of(next_step, longest=LONGEST_STEP),
    }


def _notes(held: Submission, notes: object) -> dict[str, str]:
    codes = rubrics.names(_rubric(held))
    if not isinstance(notes, dict) or not set(notes) <= set(codes):
        raise Unfit(_("Words about a criterion come by its code."), code="notes")
    said = {code: words_of(notes[code], longest=LONGEST_NOTE) for code in codes if code in notes}
    return {code: text for code, text in said.items() if text}


def _appended(
    held: Submission, by: User, kind: str, levels: rubrics.Levels, summary: str, next_step: str,
    notes: dict[str, str], reason: str = "",
) -> Mark:  # fmt: skip
    rubric = _rubric(held)
    total = rubrics.total(rubric, levels)
    return Mark.objects.create(
        school=held.school,
        submission=held,
        marker=by,
        kind=kind,
        rubric=rubric,
        levels=levels,
        notes=notes,
        total=total,
        out_of=rubrics.out_of(rubric),
        grade=rubrics.grade(rubric, total),
        summary=summary,
        next_step=next_step,
        reason=reason,
    )
