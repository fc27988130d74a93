"""Which source a clipping rests on: the one that stands after its passage and that the passage names."""

from collections.abc import Collection

from lessons.models import Clipping, FileVersion, Source
from lessons.texts import naming


def sources_of(clippings: Collection[Clipping]) -> dict[int, Source]:
    """Return the source behind each clipping (by its pk) that has one.

    Takes clippings with passage, section and unit; asks twice, however many they are. The section's text is the one
    that the clipping was taken from. A passage that only stands near a source is not said to quote it.
    """
    texts = dict(FileVersion.objects.filter(pk__in={each.version_id for each in clippings}).values_list("pk", "text"))
    placed = {
        each.pk: naming.placed_after(texts.get(each.version_id, "")).get(each.passage.key, ()) for each in clippings
    }
    keys = {key for found in placed.values() for key in found}
    rows = Source.objects.filter(key__in=keys, retired_at=None) if keys else Source.objects.none()
    known = {(source.course_id, source.key): source for source in rows}
    found = {}
    for each in clippings:
        candidates = [known.get((each.passage.section.unit.course_id, key)) for key in placed[each.pk]]
        named = (one for one in candidates if one and naming.speaks_of(each.passage.text, one.author, one.title))
        if source := next(named, None):
            found[each.pk] = source
    return found
