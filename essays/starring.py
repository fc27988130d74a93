"""Star a passage that is worth showing to the class, and take the star away. Staff alone see stars."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.audit import record as audit
from classrooms.errors import Conflict
from classrooms.models import User
from essays.marking import Place, check_place
from essays.models import Star, Submission


@transaction.atomic
def star(*, submission: Submission, by: User, place: Place) -> Star:
    """Star a place in the text, before or after the return; the same place is starred once.

    Raises Conflict when the submission was sent back, SpanError (not these words there), Unfit.
    """
    if submission.sent_back_at:
        raise Conflict(_("This essay was sent back to its writer."), code="sent-back")
    check_place(submission, place)
    start, end, quote = place
    starred, _made = Star.objects.get_or_create(
        submission=submission,
        start=start,
        end=end,
        removed_at=None,
        defaults={"school_id": submission.school_id, "starred_by": by, "quote": quote},
    )
    return starred


@transaction.atomic
def unstar(*, star: Star, by: User) -> None:
    """Take a star away; doing so twice changes nothing."""
    if Star.objects.filter(pk=star.pk, removed_at=None).update(removed_at=timezone.now()):
        audit(verb="star removed", by=by, school=star.school, thing=star)
