"""An essay laid out with its comments: paragraph by paragraph, numbered, each beside the text it speaks of."""

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe

from essays import document
from essays.models import Comment, Star, Submission


@dataclass(frozen=True)
class Card:
    """A comment and its number in the margin; None when it speaks of the whole. `criterion` is its short name."""

    comment: Comment
    number: int | None
    criterion: str = ""


@dataclass(frozen=True)
class Leaf:
    """One block of the text as HTML, with the cards of the comments that begin in it, and the stars."""

    html: SafeString
    cards: list[Card] = field(default_factory=list)
    stars: list[Star] = field(default_factory=list)


@dataclass(frozen=True)
class Leaves:
    """A submission with its comments: `leaves` in the text's order, `whole` for those on all of it."""

    leaves: list[Leaf]
    whole: list[Card]

    @property
    def cards(self) -> list[Card]:
        return [*(card for leaf in self.leaves for card in leaf.cards), *self.whole]


def leaves(
    submission: Submission,
    comments: Iterable[Comment],
    criteria: dict[str, str] | None = None,
    stars: Iterable[Star] = (),
) -> Leaves:
    """Lay out a submission with these of its comments and stars. Citations lead to `#reference-N` on the same page.

    `criteria` are the short names of the rubric's criteria by code.
    """
    criteria, stars = criteria or {}, list(stars)
    comments = sorted(comments, key=lambda comment: (comment.start is None, comment.start or 0, comment.pk))
    spans: list[document.Span] = []
    cards: list[Card] = []
    for comment in comments:
        if comment.start is not None and comment.end is not None:
            number = len(cards) + 1
            spans.append(document.Span(comment.start, comment.end, comment.pk, comment.kind, number))
            cards.append(Card(comment, number, criteria.get(comment.criterion, "")))
    starred = [document.Span(star.start, star.end, f"star-{star.pk}", "star") for star in stars]
    tree = json.loads(submission.document)
    blocks = document.render_blocks(tree, [*spans, *starred], lambda _clipping, number: f"#reference-{number}")
    # render_blocks escapes everything: the one way from a document to HTML.
    found = [Leaf(mark_safe(html)) for html in blocks]  # noqa: S308
    starts = [start for start, _end in document.blocks(tree)]
    for span, card in zip(spans, cards, strict=True):
        found[bisect_right(starts, span.start) - 1].cards.append(card)
    for star in stars:
        found[bisect_right(starts, star.start) - 1].stars.append(star)
    whole = [comment for comment in comments if comment.start is None]
    return Leaves(found, [Card(each, None, criteria.get(each.criterion, "")) for each in whole])
