"""Taking words from a passage into the notebook."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.models import User
from lessons import carrying
from lessons.models import Clipping, FileVersion, Passage, Section

LONGEST = 1_500  # code points: evidence, not a copy of the section
MOST_TAGS = 8
LONGEST_TAG = 30


class ClippingError(ValueError):
    """These words cannot be clipped; the text says why."""


@transaction.atomic
def clip(
    *,
    section: Section,
    passage: str,
    start: int,
    end: int,
    quote: str,
    note: str = "",
    tags: Iterable[str] = (),
    version: int | None = None,
    by: User,
) -> Clipping:
    """Keep words of a passage, with the version (its pk; none: the newest) of the text that the reader saw.

    `start` and `end` are code points of the passage's text in that version. The same words clipped again are the same
    clipping; a further note and further tags join those it has. Raises ClippingError if the quotation does not stand
    there, or is empty or too long.
    """
    version = version or section.version_id
    row = _checked(section, passage, start, end, quote, version)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one after the other: two tabs may send the same words
    known = Clipping.objects.filter(user=by, passage=row, start=start, end=end, quote=quote, dropped_at=None).first()
    if known is None:
        return Clipping.objects.create(
            school=section.unit.course.school,
            user=by,
            passage=row,
            version_id=version,
            start=start,
            end=end,
            quote=quote,
            note=note.strip(),
            tags=tidy(tags)[:MOST_TAGS],
        )
    said_already = f"\n{note.strip()}\n" in f"\n{known.note}\n"
    joined = known.note if said_already else f"{known.note}\n{note}"
    annotate(clipping=known, note=joined, tags=[*known.tags, *tags])
    return known


def _checked(section: Section, passage: str, start: int, end: int, quote: str, version: int) -> Passage:
    """Return the passage when the quotation may be taken from it, else raise ClippingError."""
    row = Passage.objects.filter(section=section, key=passage).first()
    if row is None or start < 0 or _said(section, row, version)[start:end] != quote:
        raise ClippingError(_("These words do not stand there any more. Load the page again."))
    if not quote.strip():
        raise ClippingError(_("There are no words in it."))
    if len(quote) > LONGEST:
        raise ClippingError(_("That is too much for one clipping. Choose the sentence you need."))
    return row


def _said(section: Section, passage: Passage, version: int) -> str:
    """What the passage says in a version of its section; "" when the version is not the section's."""
    if version == section.version_id:
        return passage.text if passage.retired_at is None else ""
    seen = FileVersion.objects.select_related("file").filter(pk=version).first()
    if seen is None or not carrying.is_text_of(seen, section):
        return ""
    return carrying.said_in([version])[version].get(passage.key, "")


def annotate(*, clipping: Clipping, note: str, tags: Iterable[str]) -> None:
    """Put own words and tags to a clipping, in place of those it has."""
    clipping.note = note.strip()
    clipping.tags = tidy(tags)[:MOST_TAGS]
    clipping.save(update_fields=["note", "tags"])


def tidy(tags: Iterable[str]) -> list[str]:
    """Return the tags without white space around them, empty ones, and those said already in other letters."""
    found: dict[str, str] = {}
    for tag in tags:
        tag = " ".join(tag.split())
        if tag:
            found.setdefault(tag.casefold(), tag)
    return list(found.values())


def drop(*, clipping: Clipping) -> None:
    """Take a clipping out of the notebook. Essays that cite it keep their citation."""
    Clipping.objects.filter(pk=clipping.pk, dropped_at=None).update(dropped_at=timezone.now())
