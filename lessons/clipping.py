"""Taking words from a passage into the notebook."""

from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.models import User
from lessons.models import Clipping, Passage, Section

LONGEST = 1_500  # code points: evidence, not a copy of the section


class ClippingError(ValueError):
    """These words cannot be clipped; the text says why."""


def clip(*, section: Section, passage: str, start: int, end: int, quote: str, note: str = "", by: User) -> Clipping:
    """Keep words of a passage, with the version of the text they stand in.

    `start` and `end` are code points of the passage's text. The same words clipped again are the same clipping.
    Raises ClippingError if the quotation does not stand there, or is empty or too long.
    """
    row = Passage.objects.filter(section=section, key=passage, retired_at=None).first()
    if row is None or row.text[start:end] != quote or start < 0:
        raise ClippingError(_("These words do not stand there any more. Load the page again."))
    if not quote.strip():
        raise ClippingError(_("There are no words in it."))
    if len(quote) > LONGEST:
        raise ClippingError(_("That is too much for one clipping. Choose the sentence you need."))
    known = Clipping.objects.filter(user=by, passage=row, start=start, end=end, quote=quote, dropped_at=None).first()
    if known is None:
        return Clipping.objects.create(
            school=section.unit.course.school,
            user=by,
            passage=row,
            version=section.version,
            start=start,
            end=end,
            quote=quote,
            note=note.strip(),
        )
    if note.strip():
        annotate(clipping=known, note=note)
    return known


def annotate(*, clipping: Clipping, note: str) -> None:
    """Put own words to a clipping."""
    clipping.note = note.strip()
    clipping.save(update_fields=["note"])


def drop(*, clipping: Clipping) -> None:
    """Take a clipping out of the notebook. Essays that cite it keep their citation."""
    Clipping.objects.filter(pk=clipping.pk, dropped_at=None).update(dropped_at=timezone.now())
