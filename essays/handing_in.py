"""What follows when an essay is handed in: it is taken back, the clock hands it in, the receipt is sent."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.audit import record
from classrooms.errors import Conflict
from classrooms.models import AuditEntry, User
from essays import extending, writing
from essays.models import Comment, Draft, Essay, Mark, Submission, WorkingMark
from essays.queries import standing_of


def take_back_until(essay: Essay, submission: Submission) -> datetime | None:
    """Return until when pages let the writer take a submission back; None when they do not.

    The setting and the dates alone decide: whether marking has begun is not asked, so that no page tells a student.
    """
    work = essay.assignment
    if work is None or not work.take_back or submission.by_clock or submission.sent_back_at:
        return None
    until = min(filter(None, (extending.dates_of(work, essay.writer_id).due, essay.ends_at)))
    return until if submission.round == essay.draft.round and timezone.now() <= until else None


@transaction.atomic
def take_back(*, essay: Essay, by: User) -> Submission:
    """Make the draft the writer's again, in the same round; taken back already, return that.

    Raises Conflict: "take-back" when the work does not allow it or is due, "begun" once marking has begun.
    """
    draft = Draft.objects.select_for_update().get(essay=essay)
    rounds = Submission.objects.select_for_update().filter(essay=essay, round=draft.round).order_by("pk")
    submission = rounds.last()
    if submission is not None and submission.sent_back_by_id == by.pk:
        return submission
    essay.draft = draft
    if submission is None or take_back_until(essay, submission) is None:
        raise Conflict(_("This essay cannot be taken back now."), code="take-back")
    if _is_being_marked(submission):
        raise Conflict(_("Your teacher has begun to read it, so it stays handed in. Speak to them."), code="begun")
    submission.sent_back_at, submission.sent_back_by = timezone.now(), by
    submission.save(update_fields=["sent_back_at", "sent_back_by"])
    record(verb="took back", by=by, school=essay.school, thing=submission, about=by, round=draft.round)
    return submission


@transaction.atomic
def time_up(*, essay: Essay) -> Submission | None:
    """Hand in what was saved when the time of timed work ran out, as of that moment; once, however often it is asked.

    Returns the round's submission; None while there is time, for practice, and when nothing was written.
    """
    draft = Draft.objects.select_for_update().get(essay=essay)
    before = Submission.objects.standing().filter(essay=essay, round=draft.round).first()
    work = essay.assignment
    if before is not None or essay.ends_at is None or work is None or work.withdrawn_at is not None:
        return before
    if not draft.words or not standing_of(essay).closed:
        return None
    return writing.freeze(essay=essay, draft=draft, at=essay.ends_at, by=None)


@transaction.atomic
def go_on_untimed(*, essay: Essay, by: User) -> None:
    """Go on with practice whose time has run out, without the clock. Raises Conflict for work that is set."""
    if essay.assignment_id is not None:
        raise Conflict(_("Only practice goes on after its time."), code="time-up")
    if Essay.objects.filter(pk=essay.pk, ends_at__lt=timezone.now()).update(ends_at=None):
        record(verb="went on without the clock", by=by, school=essay.school, thing=essay, about=by)


@transaction.atomic
def claim_receipt(pk: int) -> Submission | None:
    """Return the submission (by its pk) whose receipt is to be sent now; None when it was sent or taken back.

    What is claimed is never claimed again: of a mail that fails in between, the receipt's page still tells.
    """
    submission = Submission.objects.standing().select_for_update(of=("self",)).filter(pk=pk).first()
    if submission is None or AuditEntry.objects.filter(verb="receipt sent", thing_id=pk, thing="submission").exists():
        return None
    writer = submission.essay.writer
    record(verb="receipt sent", by=None, school=submission.school, thing=submission, about=writer)
    return submission


def _is_being_marked(submission: Submission) -> bool:
    """Whether somebody has begun to mark it. The caller holds its row, as every act of marking does."""
    return any(rows.objects.filter(submission=submission).exists() for rows in (WorkingMark, Comment, Mark))
