"""What a student reads when work is returned, and what changed from draft to draft."""

import json
from dataclasses import dataclass, field

from django.http import Http404

from classrooms.models import User
from essays import document, rubrics
from essays.leaves import Leaves, leaves
from essays.models import Comment, Essay, Mark, Return, Submission
from essays.queries_marking import answered
from lessons.texts import differences


@dataclass(frozen=True)
class Feedback:
    """A returned submission as its writer sees it."""

    returned: Return
    text: Leaves
    rows: list[rubrics.Row]

    @property
    def submission(self) -> Submission:
        return self.returned.submission

    @property
    def mark(self) -> Mark:
        return self.returned.mark

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


def returned_comments(essay: Essay) -> list[Comment]:
    """The comments of an essay's newest visible return, in the order of the text, with answers and replies fetched."""
    found = newest_return(essay)
    return list(_comments_of(found.submission)) if found else []


def feedback(essay: Essay) -> Feedback:
    """What was returned to the writer of this essay. Raises Http404 while nothing is visible."""
    found = newest_return(essay)
    if found is None:
        raise Http404
    earlier = (
        Return.objects.visible()
        .filter(submission__essay=essay, submission__round__lt=found.submission.round)
        .select_related("mark")
        .order_by("-submission__round", "-pk")
        .first()
    )
    return Feedback(
        returned=found,
        text=leaves(found.submission, _comments_of(found.submission)),
        rows=rubrics.rows(found.mark.rubric, found.mark.levels, earlier.mark.levels if earlier else None),
    )


@dataclass(frozen=True)
class Change:
    """One paragraph before and after, with the comments on it before."""

    paragraph: differences.Paragraph
    comments: list[Comment] = field(default_factory=list)


@dataclass(frozen=True)
class Comparison:
    """Two drafts side by side. `later` is None when it is the living draft."""

    earlier: Submission
    later: Submission | None
    later_round: int
    changes: list[Change]
    whole: list[Comment]
    came: int
    went: int


def comparison(essay: Essay, *, by: User) -> Comparison | None:
    """The newest two drafts that this reader may see, or None when there is only one.

    A writer's redraft in the making is for the writer alone, and so are comments only once they are returned.
    """
    mine = essay.writer_id == by.pk
    submissions = list(Submission.objects.standing().filter(essay=essay).order_by("round"))
    redrafting = mine and bool(submissions) and essay.draft.round > submissions[-1].round
    if not redrafting and len(submissions) < 2:
        return None
    earlier = submissions[-1] if redrafting else submissions[-2]
    later = None if redrafting else submissions[-1]
    new = later.text if later else document.plain_text(json.loads(essay.draft.document))
    paragraphs = differences.compare(_shown(earlier.text), _shown(new))
    comments = list(_comments_of(earlier) if mine else answered(Comment.objects.standing().filter(submission=earlier)))
    placed = [comment for comment in comments if comment.start is not None]
    changes = [Change(paragraph, _on(paragraph, placed)) for paragraph in paragraphs]
    came, went = differences.tally(paragraphs)
    round_ = later.round if later else essay.draft.round
    whole = [comment for comment in comments if comment.start is None]
    return Comparison(earlier, later, round_, changes, whole, came, went)


def _comments_of(submission: Submission):
    return answered(Comment.objects.returned().filter(submission=submission))


def _on(paragraph: differences.Paragraph, comments: list[Comment]) -> list[Comment]:
    if paragraph.old is None:
        return []
    start, end = paragraph.old
    return [comment for comment in comments if comment.start is not None and start <= comment.start < end]


def _shown(text: str) -> str:
    """A citation as one visible character, so that offsets stay."""
    return text.replace(document.CITATION, "*")
