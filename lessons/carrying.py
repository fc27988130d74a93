"""Where the words of clippings stand now, when their section has been edited since."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lessons.models import Clipping, FileVersion, Person, Section
from lessons.pack import front
from lessons.rendering import Links, Target, render_section
from lessons.texts import anchors

ORDER = re.compile(r"(^|/)\d+-")


class Cut(NamedTuple):
    """A passage's text with some of its words apart; these are "" when they do not stand in it."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Standing:
    """A clipping, and where its words stand now: code points of its passage's text, both 0 when they are gone.

    `then` is what the passage said when the words were taken, `now` what it says now, None when it is gone.
    """

    clipping: Clipping
    where: anchors.Anchor
    then: Cut
    now: Cut | None

    @property
    def is_older(self) -> bool:
        """Whether the section has a newer text than the one these words were taken from."""
        return self.clipping.version_id != self.clipping.passage.section.version_id or self.is_changed

    @property
    def is_changed(self) -> bool:
        """Whether the passage itself says something else now."""
        return self.now is None or "".join(self.then) != "".join(self.now)


def standings(clippings: Iterable[Clipping]) -> list[Standing]:
    """Say where each clipping stands. Takes them with passage and section; asks twice more if some texts are older."""
    clippings = list(clippings)
    older = {each.version_id for each in clippings if each.version_id != each.passage.section.version_id}
    said = said_in(older)
    return [_standing(each, said.get(each.version_id, {}).get(each.passage.key, "")) for each in clippings]


def said_in(versions: Collection[int]) -> dict[int, dict[str, str]]:
    """Return what the passages said in these versions (pks) of sections, by version and by the passage's id."""
    found = list(FileVersion.objects.filter(pk__in=versions).select_related("file__course")) if versions else []
    courses = {each.file.course for each in found}
    people: dict[int, list[tuple[str, str]]] = {course.pk: [] for course in courses}
    named = Person.objects.filter(course__in=courses).order_by("key").values_list("course", "key", "name")
    for course, key, name in named if courses else ():
        people[course].append((key, name))
    return {
        each.pk: _passages(each.text, each.file.course.language, tuple(people[each.file.course_id])) for each in found
    }


def is_text_of(version: FileVersion, section: Section) -> bool:
    """Tell whether a version is of this section's text. Takes it with its file; numbers in a path only order."""
    unit = section.unit
    path = ORDER.sub(r"\1", version.file.path)
    return version.file.course_id == unit.course_id and path == f"{unit.slug}/{section.slug}.md"


@lru_cache(maxsize=256)
def _passages(text: str, language: str, people: tuple[tuple[str, str], ...]) -> dict[str, str]:
    links = Links(people={key: Target("", name) for key, name in people}, language=language)
    blocks = render_section(front.split(text).body, links).blocks
    return {block.pid: block.plain for block in blocks if block.kind == "passage"}


def _standing(clipping: Clipping, then: str) -> Standing:
    passage, quote, start = clipping.passage, clipping.quote, clipping.start
    gone = passage.retired_at is not None or passage.section.retired_at is not None
    now = "" if gone else passage.text
    then = then or now
    if then[start : clipping.end] != quote:  # a person was named otherwise then: nothing but the quotation is sure
        then, start = quote, 0
    if now == then:
        where = anchors.Anchor("exact", start, start + len(quote))
    else:
        where = anchors.find(quote, start, then, now)
    return Standing(clipping, where, _cut(then, start, start + len(quote)), None if gone else _cut(now, *where[1:]))


def _cut(text: str, start: int, end: int) -> Cut:
    return Cut(text[:start], text[start:end], text[end:]) if end > start else Cut(text, "", "")
