"""The one place where the demo sets times: verbs stamp the server's now, and a demo needs a past."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from classrooms.models import AuditEntry, Classroom, Membership, School, User
from essays.models import (
    Aim,
    Assignment,
    ClassSheet,
    Comment,
    Draft,
    Essay,
    Excuse,
    Exemplar,
    Extension,
    Mark,
    Plan,
    Reply,
    Response,
    Return,
    Revision,
    Star,
    Submission,
    WorkingMark,
)
from lessons.models import Clipping, ReadingPlace


def school(made: School, at: datetime) -> None:
    """The school, its people and classes, all made when the term began; what was recorded of it too."""
    School.objects.filter(pk=made.pk).update(created_at=at)
    User.objects.filter(school=made).update(date_joined=at)
    Classroom.objects.filter(school=made).update(created_at=at)
    Membership.objects.filter(school=made).update(joined_at=at)
    AuditEntry.objects.filter(school=made).update(at=at)


def work(assignment: Assignment, *, opens: datetime, due: datetime, closes: datetime | None = None) -> None:
    """Give work its real dates. Until then it is due later, so that what is handed in is in time."""
    Assignment.objects.filter(pk=assignment.pk).update(opens=opens, due=due, closes=closes, made_at=opens)
    Excuse.objects.filter(assignment=assignment).update(made_at=opens + timedelta(hours=6))
    _recorded(assignment, opens, "set work")
    _recorded(assignment, opens + timedelta(hours=6), "excused")
    assignment.refresh_from_db(fields=["opens", "due", "closes", "made_at"])


def extended(extension: Extension, at: datetime) -> None:
    """An extension, and its entry in the audit trail."""
    Extension.objects.filter(pk=extension.pk).update(made_at=at)
    entries = AuditEntry.objects.filter(verb="extended", about=extension.student, thing_id=extension.assignment_id)
    entries.update(at=at)


def writing(essay: Essay, round: int, begun: datetime, ended: datetime) -> None:
    """Spread the saves of a round evenly over its time."""
    saves = list(Revision.objects.filter(essay=essay, round=round).order_by("number"))
    for n, save in enumerate(saves, 1):
        save.saved_at = begun + (ended - begun) * n / len(saves)
    Revision.objects.bulk_update(saves, ["saved_at"])
    Draft.objects.filter(essay=essay).update(saved_at=ended)
    if round == 1:
        Essay.objects.filter(pk=essay.pk).update(begun_at=begun)
        Clipping.objects.filter(user=essay.writer_id, made_at__gt=begun).update(made_at=begun + (ended - begun) / 4)
    _recorded(essay, begun, "began a redraft")


def handed_in(submission: Submission, at: datetime) -> None:
    """A submission, and its entry in the audit trail."""
    Submission.objects.filter(pk=submission.pk).update(handed_in_at=at)
    _recorded(submission, at, "handed in")


def sent_back(submission: Submission, at: datetime) -> None:
    """A submission that was sent back, and its entry in the audit trail."""
    Submission.objects.filter(pk=submission.pk).update(sent_back_at=at)
    _recorded(submission, at, "sent back")


def judged(submission: Submission, at: datetime) -> None:
    """Comments, levels and the mark of a submission, all made in one sitting that ended then."""
    Comment.objects.filter(submission=submission).update(made_at=at - timedelta(minutes=6))
    WorkingMark.objects.filter(submission=submission).update(saved_at=at)
    Mark.objects.filter(submission=submission).update(made_at=at)
    _recorded(submission, at, "marked")


def returned(assignment: Assignment, returns: Iterable[Return], at: datetime) -> None:
    """Students can see these since then, and have opened them the same evening."""
    pks = [one.pk for one in returns]
    rows = Return.objects.filter(pk__in=pks)
    rows.update(made_at=at, visible_at=at + timedelta(minutes=1), opened_at=at + timedelta(hours=2))
    entry = AuditEntry.objects.filter(verb="returned", thing="assignment", thing_id=assignment.pk).latest("pk")
    AuditEntry.objects.filter(pk=entry.pk).update(at=at)


def corrected(mark: Mark, at: datetime) -> None:
    """A correction, and the return that shows it."""
    Mark.objects.filter(pk=mark.pk).update(made_at=at)
    Return.objects.filter(mark=mark).update(made_at=at, visible_at=at + timedelta(minutes=1))
    _recorded(mark.submission, at, "mark corrected")


def answered(response: Response, at: datetime) -> None:
    """A student's answer, and a teacher's reply the day after."""
    Response.objects.filter(pk=response.pk).update(answered_at=at)
    Reply.objects.filter(response=response).update(made_at=at + timedelta(hours=20))


def planned(plan: Plan, at: datetime) -> None:
    """A plan, as it was saved last."""
    Plan.objects.filter(pk=plan.pk).update(saved_at=at)


def aimed(aim: Aim, at: datetime, met: datetime | None) -> None:
    """When an aim was written down, and when it was met."""
    Aim.objects.filter(pk=aim.pk).update(made_at=at, met_at=met)


def sheet(assignment: Assignment, at: datetime) -> None:
    """A class sheet, drawn up and shared then."""
    ClassSheet.objects.filter(assignment=assignment).update(changed_at=at)
    ClassSheet.objects.filter(assignment=assignment).exclude(shared_at=None).update(shared_at=at)
    _recorded(assignment, at, "class sheet shared")


def starred(star: Star, at: datetime) -> None:
    """A starred passage."""
    Star.objects.filter(pk=star.pk).update(starred_at=at)


def exemplar(made: Exemplar, asked: datetime, answered: datetime | None) -> None:
    """When the writer was asked, and when they agreed."""
    Exemplar.objects.filter(pk=made.pk).update(asked_at=asked, consented_at=answered)
    _recorded(made, asked, "exemplar asked for")
    if answered:
        _recorded(made, answered, "exemplar consented to")


def read(place: ReadingPlace, at: datetime) -> None:
    """Where a student stopped reading, and when the section was read."""
    ReadingPlace.objects.filter(pk=place.pk).update(updated_at=at, read_at=at if place.read_at else None)


def _recorded(thing: Assignment | Essay | Exemplar | Submission, at: datetime, verb: str) -> None:
    AuditEntry.objects.filter(verb=verb, thing=thing._meta.model_name, thing_id=thing.pk).update(at=at)
