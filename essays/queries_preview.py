"""Returned work as its writer will see it, before it is returned: for those who mark."""

from django.utils import timezone

from classrooms.models import User
from essays import rubrics
from essays.leaves import leaves
from essays.models import Comment, Mark, Return, Submission, WorkingMark
from essays.queries_feedback import Feedback, earlier_levels
from essays.queries_marking import answered, beside
from essays.queries_waiting import Waiting


def preview(submission: Submission, *, by: User, waits: bool) -> Feedback:
    """The feedback that a return would show now: of the mark if there is one, else of the working copy.

    `waits`: as it looks while the mark waits. Nothing for staff only is in it.
    """
    newest = submission.marks.select_related("rubric", "marker").order_by("-pk").first()
    mark = newest if newest and newest.kind != Mark.Kind.REOPENED else _so_far(submission, by)
    comments = Comment.objects.standing().filter(submission=submission, staff_only=False)
    before = earlier_levels(submission.essay, submission.round)
    return Feedback(
        returned=Return(submission=submission, mark=mark, visible_at=timezone.now()),
        text=leaves(submission, beside(submission, answered(comments)), rubrics.names(mark.rubric)),
        rows=[] if waits else rubrics.rows(mark.rubric, mark.levels, before, mark.notes),
        waiting=Waiting(over=not waits, opened=False, asked=submission.assignment.aims_asked, written=0),
    )


def _so_far(submission: Submission, by: User) -> Mark:
    """The working copy as a mark that is never kept."""
    working = WorkingMark.objects.select_related("marker").filter(submission=submission).first()
    working = working or WorkingMark(submission=submission, marker=by)
    rubric = submission.assignment.rubric
    levels = rubrics.fitting(rubric, working.levels)
    total = rubrics.total(rubric, levels)
    return Mark(
        submission=submission,
        marker=working.marker,
        rubric=rubric,
        levels=levels,
        notes=working.notes,
        total=total,
        out_of=rubrics.out_of(rubric),
        grade=rubrics.grade(rubric, total),
        summary=working.summary,
        next_step=working.next_step,
    )
