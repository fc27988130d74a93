"""Take what a marking desk sends again because no answer came: nothing happens twice."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from classrooms.models import User
from essays import marking
from essays.models import Comment, Submission

LONGEST = timedelta(days=1)  # after which the same words are another comment


@transaction.atomic
def comment(
    *, submission: Submission, by: User, kind: str, body: str, began: str, place: marking.Place | None = None,
    bank_code: str = "", criterion: str = "", staff_only: bool = False,
) -> Comment:  # fmt: skip
    """Add a comment, unless the first request did: then that one is brought to these words.

    The first is known by author, kind, place and words: these, or those it `began` with. If it was taken away since, it
    stays away. Raises what `marking.comment` and `marking.edit` raise.
    """
    body = marking.words_of(body, longest=marking.LONGEST_COMMENT, needed=True)
    began = marking.words_of(began, longest=marking.LONGEST_COMMENT)
    if place:
        marking.check_place(submission, place)
    start, end, _quote = place or (None, None, "")
    first = Comment.objects.filter(
        submission=submission,
        author=by,
        kind=kind,
        start=start,
        end=end,
        body__in=[body, began],
        made_at__gte=timezone.now() - LONGEST,
    ).last()
    if first is None:
        return marking.comment(
            submission=submission, by=by, kind=kind, body=body, place=place,
            bank_code=bank_code, criterion=criterion, staff_only=staff_only,
        )  # fmt: skip
    if first.removed_at:
        return first
    return marking.edit(
        comment=first, version=first.version, by=by, kind=kind, body=body, criterion=criterion, staff_only=staff_only
    )
