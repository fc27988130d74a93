"""What follows a returned essay into its next draft: the comments, each where its words are now."""

from dataclasses import dataclass

from essays.models import Comment, Submission
from essays.queries_feedback import returned_comments
from lessons.texts import anchors


@dataclass(frozen=True)
class Carried:
    """A returned comment beside the living draft. `found`: its words' place there; None for one on the whole."""

    comment: Comment
    found: anchors.Anchor | None


def carried_comments(submission: Submission, text: str) -> list[Carried]:
    """The returned comments on a submission, each with its place in this canonical text of the next draft."""
    return [Carried(comment, _place(comment, submission.text, text)) for comment in returned_comments(submission)]


def _place(comment: Comment, then: str, now: str) -> anchors.Anchor | None:
    return None if comment.start is None else anchors.find(comment.quote, comment.start, then, now)
