"""Clippings as evidence in an essay: whose they are, and how a reference names their place."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from essays import document
from lessons.models import Clipping, Source
from lessons.rendering import inline_text
from lessons.sourcing import sources_of


def own_clippings(writer: int, pks: Iterable[int]) -> set[int]:
    """Return those of these clippings that are the writer's (a user's pk), dropped from the notebook or not."""
    wanted = set(pks)
    return set(Clipping.objects.filter(user=writer, pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def reference(clipping: Clipping, source: Source | None = None) -> str:
    """Name a clipping's place, and the source that its passage quotes, as a list of references does.

    Takes the clipping with passage, section, unit and course.
    """
    section = clipping.passage.section
    place = _("“%(title)s”, Unit %(unit)s.%(section)s, passage %(passage)s") % {
        "title": section.title,
        "unit": section.unit.number,
        "section": section.number,
        "passage": clipping.passage.position,
    }
    if source is None:
        return place
    named = described(source, section.unit.course.language)
    return _("%(place)s. Source: %(source)s") % {"place": place, "source": named}


def described(source: Source, language: str) -> str:
    """A source's author, title and date, as far as they are known, in one line of plain text."""
    title = _("“%(title)s”") % {"title": inline_text(source.title, language)}
    return ", ".join(part for part in (source.author, title, source.date) if part)


def copies(tree: document.Tree, writer: int) -> list[dict]:
    """Return a copy of each cited clipping in the order of its number, for a submission to keep."""
    numbers = {pk: number for number, pk in enumerate(dict.fromkeys(document.citations(tree)), start=1)}
    rows = Clipping.objects.filter(user=writer, pk__in=numbers).select_related("passage__section__unit__course")
    clippings = list(rows)
    sources = sources_of(clippings)
    return sorted(
        (
            {
                "clipping": clipping.pk,
                "number": numbers[clipping.pk],
                "quote": clipping.quote,
                "passage": clipping.passage_id,
                "start": clipping.start,
                "end": clipping.end,
                "version": clipping.version_id,
                "reference": reference(clipping, sources.get(clipping.pk)),
                "url": clipping.get_absolute_url(),
            }
            for clipping in clippings
        ),
        key=lambda copy: copy["number"],
    )
