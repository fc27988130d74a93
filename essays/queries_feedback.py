"""What a student reads when work is returned."""

from dataclasses import dataclass

from django.http import Http404

from essays import rubrics
from essays.leaves import Leaves, leaves
from essays.models import Comment, Essay, Mark, Return, Submission
from essays.queries_marking import answered
from essays.queries_waiting import Waiting, waiting, with_waiting


@dataclass(frozen=True)
class Feedback:
    """A returned submission as its writer sees it; without `rows` while the mark waits."""

    returned: Return
    text: Leaves
    rows: list[rubrics.Row]
    waiting: Waiting

    @property
    def submission(self) -> Submission:
        return self.returned.submission

    @property
    def mark(self) -> Mark:
        return self.returned.mark

    @property
    def advice(self) -> list[str]:
        """What the writer is told to do: the next step, then each target."""
        targets = [card.comment.body for card in self.text.cards if card.comment.kind == Comment.Kind.TARGET]
        return [self.mark.next_step, *targets]

    @property
    def unanswered(self) -> int:
        """How many targets and questions have no answer yet."""
        return sum(
            card.comment.kind in (Comment.Kind.TARGET, Comment.Kind.QUESTION) and not hasattr(card.comment, "response")
            for card in self.text.cards
        )


def newest_return(essay: Essay) -> Return | None:
    """The newest visible return of the newest returned submission of an essay."""
    return (
        Return.objects.visible()
        .filter(submission__essay=essay, submission__sent_back_at=None)
        .select_related("submission", "mark__rubric", "mark__marker")
        .order_by("-submission__round", "-pk")
        .first()
    )


def returned_comments(submission: Submission) -> list[Comment]:
    """What its writer may read of the comments on a submission, in the text's order, with answers and replies."""
    return list(answered(Comment.objects.returned().filter(submission=submission)))


def feedback(essay: Essay) -> Feedback:
    """What was returned to the writer of this essay. Raises Http404 while nothing is visible."""
    found = newest_return(essay)
    if found is None:
        raise Http404
    waits = waiting(found)
    before = earlier_levels(essay, found.submission.round)
    return Feedback(
        returned=found,
        text=leaves(found.submission, returned_comments(found.submission), rubrics.names(found.mark.rubric)),
        rows=rubrics.rows(found.mark.rubric, found.mark.levels, before, found.mark.notes) if waits.over else [],
        waiting=waits,
    )


def earlier_levels(essay: Essay, round: int) -> dict | None:
    """The levels of the draft before this round whose mark the writer has seen last."""
    shown = with_waiting(Return.objects.visible()).filter(submission__essay=essay, submission__round__lt=round)
    seen = shown.filter(mark_shows=True).select_related("mark").order_by("-submission__round", "-pk").first()
    return seen.mark.levels if seen else None
