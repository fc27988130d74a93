"""Clippings as evidence in an essay: whose they are, and how a reference names their place."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from essays import document
from lessons.models import Clipping


def own_clippings(writer: int, pks: Iterable[int]) -> set[int]:
    """Return those of these clippings that are the writer's (a user's pk), dropped from the notebook or not."""
    wanted = set(pks)
    return set(Clipping.objects.filter(user=writer, pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def reference(clipping: Clipping) -> str:
    """Name a clipping's place as a list of references does. Takes it with passage, section and unit."""
    section = clipping.passage.section
    return _("“%(title)s”, Unit %(unit)s.%(section)s, passage %(passage)s") % {
        "title": section.title,
        "unit": section.unit.number,
        "section": section.number,
        "passage": clipping.passage.position,
    }


def copies(tree: document.Tree, writer: int) -> list[dict]:
    """Return a copy of each cited clipping in the order of its number, for a submission to keep."""
    numbers = {pk: number for number, pk in enumerate(dict.fromkeys(document.citations(tree)), start=1)}
    clippings = Clipping.objects.filter(user=writer, pk__in=numbers).select_related("passage__section__unit__course")
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
                "reference": reference(clipping),
                "url": clipping.get_absolute_url(),
            }
            for clipping in clippings
        ),
        key=lambda copy: copy["number"],
    )
