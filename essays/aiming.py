"""What a student sets out to do next: written down after a return, kept until it is met or dropped."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.errors import Conflict
from classrooms.models import User
from essays.errors import Unfit
from essays.marking import words_of
from essays.models import Aim, Submission

MOST_OPEN = 5
LONGEST = 300


@transaction.atomic
def set_out(*, submission: Submission, by: User, text: object) -> Aim:
    """Write down an aim drawn from a returned submission; the same words, while open, are one aim.

    Raises Unfit: "empty", "too-long", "characters", or "too-many" when MOST_OPEN are open.
    """
    words = _words(text)
    User.objects.select_for_update().get(pk=by.pk)  # two tabs count one after the other
    standing = Aim.objects.filter(student=by, met_at=None, dropped_at=None)
    if before := standing.filter(text=words).first():
        return before
    if standing.count() >= MOST_OPEN:
        message = _("%(most)s aims are enough at a time. Mark one as met, or drop it, then add this.")
        raise Unfit(message % {"most": MOST_OPEN}, code="too-many")
    return Aim.objects.create(school_id=submission.school_id, student=by, submission=submission, text=words)


def change(*, aim: Aim, text: object) -> None:
    """Put an open aim in other words. Raises Unfit, and Conflict once it is met or dropped."""
    if not Aim.objects.filter(pk=aim.pk, met_at=None, dropped_at=None).update(text=_words(text)):
        raise Conflict(_("This aim is met or dropped already."), code="aim")


def meet(*, aim: Aim) -> None:
    """Mark as met; asked twice, the first time counts."""
    Aim.objects.filter(pk=aim.pk, met_at=None, dropped_at=None).update(met_at=timezone.now())


def take_up_again(*, aim: Aim) -> None:
    """An aim that was marked as met is open again."""
    Aim.objects.filter(pk=aim.pk, dropped_at=None).update(met_at=None)


def drop(*, aim: Aim) -> None:
    """Give an aim up: it is kept, and shown to nobody."""
    Aim.objects.filter(pk=aim.pk, dropped_at=None).update(dropped_at=timezone.now())


def _words(text: object) -> str:
    words = words_of(text, longest=LONGEST, needed=True)
    return " ".join(words.split())
