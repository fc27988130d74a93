"""What the queue and the marking desk show."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classrooms.access import leads
from classrooms.models import Membership, User
from essays import document, ordering, rubrics
from essays.leaves import Leaves, leaves
from essays.models import (
    Aim,
    Assignment,
    Branch,
    Comment,
    Essay,
    Extension,
    Flag,
    Mark,
    Reply,
    Return,
    Rubric,
    Submission,
    WorkingMark,
)
from essays.next_steps import STATES
from essays.queries import standings
from essays.queries_aims import aims_behind
from essays.returning import returnable
from essays.states import HandedIn, Standing, is_late, standing


@dataclass(frozen=True)
class Row:
    """One student in the queue. `pending`: when a return will show that can be undone; `left`: in the class no more.

    `code` stands for the student while names are hidden, else it is empty. `flag` is the one that stands.
    """

    student: User
    standing: Standing
    pending: datetime | None
    left: bool
    code: str = ""
    flag: Flag | None = None

    @property
    def called(self) -> str:
        """What those who mark it call the student."""
        return self.code or self.student.name

    @property
    def listed_as(self) -> str:
        """The same as a register writes it."""
        return self.code or self.student.sort_name

    @property
    def word(self) -> str:
        """The state in words."""
        excused = self.standing.excused and not self.standing.submission
        return str(_("Excused") if excused else STATES[self.standing.state])

    @property
    def waits(self) -> bool:
        """Whether it is the marker's turn."""
        standing = self.standing
        return standing.state in ("handed-in", "late") or (standing.state == "redrafted" and not standing.returned)

    @property
    def returnable(self) -> bool:
        return self.standing.state == "marked" and not self.pending

    @property
    def marked(self) -> bool:
        return self.standing.state == "marked" or (self.standing.submission is not None and self.standing.returned)


@dataclass(frozen=True)
class Queue:
    """All students of a class in one assignment, by name, and what they add up to.

    While names are hidden the rows are the essays handed in, by code; `people` and `unstarted` count the class.
    """

    assignment: Assignment
    rows: list[Row]
    to_return: int
    people: int
    unstarted: int

    @property
    def handed_in(self) -> list[Row]:
        """Rows with a submission: what the marking desk lists."""
        return [row for row in self.rows if row.standing.submission]

    @property
    def waiting(self) -> list[Row]:
        """What waits to be marked, oldest first; by chance where the work is marked so."""
        rows = [row for row in self.rows if row.waits]
        if self.assignment.order == ordering.CHANCE:
            return rows
        return sorted(rows, key=lambda row: (row.standing.handed_in_at, row.student.pk))

    @property
    def marked(self) -> int:
        return sum(row.marked for row in self.handed_in)

    def after(self, essay: int | None) -> Row | None:
        """The next row that waits, down the list from this essay and round to its top; None when nothing does."""
        rows = self.handed_in
        at = next((n for n, row in enumerate(rows) if row.standing.essay == essay), -1)
        return next((row for row in [*rows[at + 1 :], *rows[: max(at, 0)]] if row.waits), None)


def marked_row(submission: Submission, mark: Mark) -> Row:
    """The queue's row of an essay that was given this mark just now, asking for nothing that is known."""
    essay, handed_in = submission.essay, HandedIn(submission.round, late(submission))
    found = standing(now=mark.made_at, round=submission.round, submissions=[handed_in], mark=mark.kind)
    found = replace(found, essay=essay.pk, submission=submission.pk, total=mark.total)
    code = essay.code if submission.assignment.hides_names else ""
    flag = _flags(submission=submission).get(submission.pk)
    return Row(essay.writer, found, pending=None, left=False, code=code, flag=flag)


def queue(assignment: Assignment) -> Queue:
    """Return the queue of an assignment, in a constant number of queries."""
    current = set(
        Membership.objects.current().students().filter(classroom=assignment.classroom_id).values_list("user", flat=True)
    )
    writers = Submission.objects.standing().filter(essay__assignment=assignment).values_list("essay__writer", flat=True)
    people = sorted(User.objects.filter(pk__in=current | set(writers)), key=lambda user: user.sort_key)
    found = standings([assignment], people, for_staff=True)
    pending = dict(
        Return.objects.filter(submission__essay__assignment=assignment, visible_at__gt=timezone.now()).values_list(
            "submission", "visible_at"
        )
    )
    flags = _flags(submission__essay__assignment=assignment)
    stands = ((person, found[assignment.pk, person.pk]) for person in people)
    rows = [_row(each, who, pending, who.pk not in current, flags.get(each.submission)) for who, each in stands]
    unstarted = sum(row.standing.state == "not-started" and not row.standing.excused for row in rows)
    shown = _coded(assignment, rows) if assignment.hides_names else rows
    return Queue(assignment, _ordered(assignment, shown), returnable(assignment).count(), len(rows), unstarted)


def _row(standing: Standing, person: User, pending: dict, left: bool, flag: Flag | None) -> Row:
    return Row(person, standing, pending=pending.get(standing.submission), left=left, flag=flag)


def _flags(**of) -> dict[int | None, Flag]:
    """The flags that stand, by submission."""
    standing = Flag.objects.filter(lowered_at=None, **of).select_related("raised_by")
    return {flag.submission_id: flag for flag in standing}


def _ordered(assignment: Assignment, rows: list[Row]) -> list[Row]:
    """Rows of the register in the order in which this work is marked."""
    places = [ordering.Place(n, row.standing.essay, row.standing.handed_in_at) for n, row in enumerate(rows)]
    by = ordering.key(assignment.order, assignment.pk)
    return [rows[place.register] for place in sorted(places, key=by)]


def _coded(assignment: Assignment, rows: list[Row]) -> list[Row]:
    """The essays handed in, by code: who has not handed in would say who has."""
    codes = dict(Essay.objects.filter(assignment=assignment).values_list("pk", "code"))
    handed_in = [row for row in rows if row.standing.submission]
    coded = [replace(row, code=codes[row.standing.essay or 0], left=False) for row in handed_in]
    return sorted(coded, key=lambda row: row.code)


@dataclass(frozen=True)
class Desk:
    """One submission on the marking desk. `lock` says why nothing can change: marked, returned, sent-back, or ""."""

    submission: Submission
    assignment: Assignment
    text: Leaves
    working: WorkingMark
    mark: Mark | None
    pending: Return | None
    returned: Return | None
    before: Submission | None
    before_mark: Mark | None
    answers: list[Comment]
    aims: list[Aim]
    late_texts: list[tuple[Branch, str]]
    leads: bool
    late: bool
    flag: Flag | None

    @property
    def lock(self) -> str:
        if self.submission.sent_back_at:
            return "sent-back"
        if self.returned or self.pending:
            return "returned"
        return "marked" if self.mark else ""

    @property
    def just_this(self) -> list[int]:
        """The essay, for a form that names several."""
        return [self.submission.essay_id]

    @property
    def levels(self) -> rubrics.Levels:
        return self.mark.levels if self.mark else rubrics.fitting(self.rubric, self.working.levels)

    @property
    def rubric(self) -> Rubric:
        """What this submission is marked by: the rubric of its mark, else the one its work has now."""
        return self.mark.rubric if self.mark else self.assignment.rubric

    @property
    def rows(self) -> list[rubrics.Row]:
        before = self.before_mark.levels if self.before_mark else None
        return rubrics.rows(self.rubric, self.levels, before, (self.mark or self.working).notes)

    @property
    def total(self) -> rubrics.Level:
        return rubrics.total(self.rubric, self.levels)

    @property
    def out_of(self) -> int:
        return rubrics.out_of(self.rubric)


def address(row: Row | None) -> str:
    """The marking desk's address for a row of the queue."""
    return reverse("essays:marking-desk", args=[row.standing.submission]) if row else ""


def desk(submission: Submission, *, user: User) -> Desk:
    """Return all that the marking desk shows of a submission, in a constant number of queries."""
    assignment = submission.essay.assignment
    assert assignment is not None, "practice is not marked"
    newest = submission.marks.select_related("rubric").order_by("-pk").first()
    returns = list(submission.returns.order_by("pk")) if newest else []  # what is returned is a mark
    now = timezone.now()
    before = draft_before(submission)
    return Desk(
        submission=submission,
        assignment=assignment,
        text=marked_text(submission),
        working=WorkingMark.objects.filter(submission=submission).first() or WorkingMark(submission=submission),
        mark=newest if newest and newest.kind != Mark.Kind.REOPENED else None,
        pending=next((each for each in returns if each.visible_at > now), None),
        returned=next((each for each in reversed(returns) if each.visible_at <= now), None),
        before=before,
        before_mark=_mark_of(before) if before else None,
        answers=beside(before, answered(Comment.objects.returned().filter(submission=before))) if before else [],
        aims=aims_behind(submission, by=user),
        late_texts=late_texts(submission),
        leads=leads(user, assignment.classroom),
        late=late(submission),
        flag=_flags(submission=submission).get(submission.pk),
    )


def draft_before(submission: Submission) -> Submission | None:
    """What was handed in, and not sent back, in the newest round before this submission's."""
    if submission.round == 1:
        return None
    earlier = Submission.objects.standing().filter(essay=submission.essay_id, round__lt=submission.round)
    before = earlier.order_by("-round").first()
    if before:
        before.essay = submission.essay
    return before


def late(submission: Submission) -> bool:
    """Whether it was late, by the student's own date."""
    essay = submission.essay
    longer = Extension.objects.filter(assignment=essay.assignment_id, student=essay.writer_id, lifted_at=None)
    extended_to = longer.values_list("due", flat=True).first() if submission.late else None
    return is_late(submission.late, submission.handed_in_at, extended_to)


def _mark_of(submission: Submission) -> Mark | None:
    """The newest mark, with the rubric that it was given by."""
    marks = submission.marks.exclude(kind=Mark.Kind.REOPENED).select_related("rubric")
    return marks.order_by("-pk").first()


def late_texts(submission: Submission) -> list[tuple[Branch, str]]:
    """What was saved after writing had ended in this submission's round, each with its text as HTML."""
    late = Branch.objects.filter(essay=submission.essay_id, round=submission.round, kind=Branch.Kind.LATE)
    return [(each, document.render(document.parse(each.document))) for each in late.order_by("saved_at")]


def marked_text(submission: Submission) -> Leaves:
    """The text as staff see it: all comments with what the student did about them, and the stars."""
    comments = Comment.objects.standing().filter(submission=submission).select_related("author")
    criteria = rubrics.names(submission.assignment.rubric)
    return leaves(
        submission, beside(submission, answered(comments)), criteria, submission.stars.filter(removed_at=None)
    )


def beside(submission: Submission, comments: Iterable[Comment]) -> list[Comment]:
    """Comments of a submission, each of which knows it without asking the database again."""
    found = list(comments)
    for comment in found:
        comment.submission = submission
    return found


def answered(comments):
    """Comments with what the student did about each, and the replies to that."""
    replies = Prefetch("response__replies", Reply.objects.select_related("author").order_by("pk"))
    return comments.select_related("response__student").prefetch_related(replies)
