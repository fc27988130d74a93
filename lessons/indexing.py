"""Keeping what search finds in step with the courses."""

import html
import re
import unicodedata
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Model

from lessons.models import Course, SearchEntry, Section, Unit
from lessons.rendering import TAG, Links, Target, render_inline, render_section
from lessons.search.asking import plain
from lessons.search.languages import configuration

LONGEST = 200_000  # characters of one entry; PostgreSQL refuses a megabyte of words
HEADING_OR_ID = re.compile(r"^#{1,6} +(.+?)(?: *\{#[a-z0-9-]+\})? *$|\{#([a-z][a-z0-9-]*)\} *$", re.MULTILINE)
MARKUP = re.compile(r"[*_\[\\&<]")

# What is read of each kind beside its title, and where `data` is read, of that.
FIELDS: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "person": ("persons", "name", ("role", "fate", "text"), ()),
    "term": ("terms", "term", ("meaning",), ()),
    "source": (
        "sources",
        "title",
        ("described", "author", "date", "origin", "purpose", "value", "limitation", "reference"),
        (),
    ),
    "dispute": ("disputes", "title", ("about",), ("why", "use")),
    "figure": ("figures", "title", ("subtitle",), ("note", "source")),
    "event": ("events", "title", ("date", "text"), ()),
    "question": ("questions", "text", ("asks",), ()),
}


@transaction.atomic
def reindex(course: Course) -> None:
    """Make what search finds of a course say what its rows say; what is retired is not found."""
    course.search_entries.all().delete()
    SearchEntry.objects.bulk_create(_entries(course))


def catch_up(*, everything: bool) -> None:
    """Index the courses that have no entries, or all: for the upgrade to a release that looks at them anew."""
    for course in Course.objects.all() if everything else Course.objects.filter(search_entries=None):
        reindex(course)


def _entries(course: Course) -> Iterator[SearchEntry]:
    units, links = course.units.filter(retired_at=None), _links(course)
    for unit in units:
        overview = [block.plain for block in render_section(unit.overview, links).blocks]
        lines = _sentences([unit.summary, *overview], course.language)
        yield _entry(unit, "unit", unit.slug, unit.title, lines, course)
    sections = Section.objects.filter(unit__in=units, retired_at=None).select_related("version", "unit")
    for section in sections.prefetch_related("passages"):
        yield _section(section, course)
    for kind, (name, title, columns, in_data) in FIELDS.items():
        for part in getattr(course, name).filter(unit__in=units, retired_at=None).select_related("unit"):
            lines = [str(getattr(part, column)) for column in columns]
            lines += [part.data.get(key, "") for key in in_data] + _further(part) + [getattr(part, "native", "")]
            sentences = _sentences(lines, course.language)
            yield _entry(part.unit, kind, part.key, getattr(part, title), sentences, course)


def _links(course: Course) -> Links:
    """What the links of an overview are called, without addresses."""
    terms, people = course.terms.values_list("key", "term"), course.persons.values_list("key", "name")
    named = [{key: Target("", name) for key, name in pairs} for pairs in (terms, people)]
    return Links(terms=named[0], people=named[1], language=course.language)


def _further(part: Model) -> list[str]:
    """What stands in lists: the claims of a dispute, and a person's role in other units."""
    claims = [f"{claim['claim']}: {claim['who']}" for claim in getattr(part, "data", {}).get("claims", ())]
    also = getattr(part, "also", {})
    return claims + (list(also.values()) if isinstance(also, dict) else [])


def _section(section: Section, course: Course) -> SearchEntry:
    headings = _headings(section.version.text, course.language)
    passages = [passage for passage in section.passages.all() if passage.retired_at is None]
    lines = [_flat(f"{headings.get(passage.key, '')}{passage.text}") for passage in passages]
    entry = _entry(section.unit, "section", section.slug, section.title, [_flat(section.summary), *lines], course)
    entry.number, entry.passages = section.number, ["", *(passage.key for passage in passages)]
    return entry


def _headings(text: str, language: str) -> dict[str, str]:
    """Headings by the passage that follows them."""
    found, heading = {}, ""
    for match in HEADING_OR_ID.finditer(text):
        if match[1]:
            heading = f"{_words(match[1], language)}: "
        elif heading:
            found[match[2]], heading = heading, ""
    return found


def _entry(unit: Unit, kind: str, key: str, title: str, lines: list[str], course: Course) -> SearchEntry:
    title, text = _words(title, course.language), "\n".join(lines)[:LONGEST]
    return SearchEntry(
        course=course,
        unit=unit,
        kind=kind,
        key=key,
        language=configuration(course.language),
        title=title,
        text=text,
        plain_title=plain(title),
        plain_text=plain(text),
    )


def _sentences(lines: list[str], language: str) -> list[str]:
    return [_sentence(_words(line, language)) for line in lines if line]


def _words(markdown: str, language: str) -> str:
    """A line of Markdown as its reader sees it."""
    if not MARKUP.search(markdown):
        return _flat(markdown)
    return _flat(html.unescape(TAG.sub("", render_inline(markdown, language))))


def _flat(text: str) -> str:
    """One line, its letters composed."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _sentence(line: str) -> str:
    return line if line.endswith((".", "!", "?", "…", "”", "’")) else f"{line}."
