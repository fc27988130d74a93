"""Flag an essay to talk about it with the others who mark it, and lower the flag. Students never learn of it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.audit import record
from classrooms.errors import Conflict
from classrooms.models import User
from essays.errors import Unfit
from essays.models import Flag, Submission

LONGEST = 300


@transaction.atomic
def raise_flag(*, submission: Submission, note: str, by: User) -> Flag:
    """Flag a submission, with a note or none; one that is flagged already stays as it is.

    Raises Conflict when it was sent back, Unfit when the note is longer than 300 characters.
    """
    note = note.strip()
    if len(note) > LONGEST:
        raise Unfit(_("Say it in at most %(most)s characters.") % {"most": LONGEST}, code="long")
    if submission.sent_back_at:
        raise Conflict(_("This essay was sent back to its writer."), code="sent-back")
    flag, raised = Flag.objects.get_or_create(
        submission=submission,
        lowered_at=None,
        defaults={"school_id": submission.school_id, "note": note, "raised_by": by},
    )
    if raised:
        record(verb="flagged", by=by, school=submission.school, thing=submission)
    return flag


@transaction.atomic
def lower_flag(*, flag: Flag, by: User) -> None:
    """Lower a flag, whoever raised it; doing so twice changes nothing."""
    standing = Flag.objects.filter(pk=flag.pk, lowered_at=None)
    if standing.update(lowered_at=timezone.now(), lowered_by=by):
        record(verb="flag lowered", by=by, school=flag.school, thing=flag.submission)
