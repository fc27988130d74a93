"""What reading pages show, each page in a constant number of queries."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from classrooms.models import User
from lessons.models import (
    Course,
    Dispute,
    Figure,
    Image,
    Part,
    Person,
    Picture,
    Question,
    ReadingPlace,
    Section,
    Source,
    Term,
    Unit,
)
from lessons.pack import front
from lessons.queries_pictures import pictures_of, with_people
from lessons.rendering import Links, Rendered, Target, render_prose, render_section

PLACED = {"figure": Figure, "dispute": Dispute, "source": Source, "picture": Picture, "image": Image}
GLOSS = re.compile(r'data-gloss="([\w-]+)"')


@dataclass(frozen=True)
class Progress:
    """How far a reader has come in some sections. `at` is where to go on, None when all are read."""

    read: int
    of: int
    at: Section | None
    passage: str
    minutes_left: int


def sections_of(units) -> list[Section]:
    """Return the current sections of these units in reading order, each with its unit."""
    sections = Section.objects.filter(unit__in=units, retired_at=None).select_related("unit__course")
    return list(sections.order_by("unit__number", "number"))


def places_of(user: User, sections) -> dict[int, ReadingPlace]:
    """Return the reader's places in these sections, by section."""
    places = ReadingPlace.objects.filter(user=user, section__in=[section.pk for section in sections])
    return {place.section_id: place for place in places}


def progress(sections: list[Section], places: dict[int, ReadingPlace]) -> Progress:
    """Say how far a reader is: goes on at the newest unfinished place, else at the first section not read."""
    unread = [section for section in sections if section.pk not in places or not places[section.pk].read_at]
    begun = [section for section in unread if section.pk in places]
    at = max(begun, key=lambda section: places[section.pk].updated_at) if begun else next(iter(unread), None)
    return Progress(
        read=len(sections) - len(unread),
        of=len(sections),
        at=at,
        passage=places[at.pk].passage if at and at.pk in places else "",
        minutes_left=sum(section.minutes for section in unread),
    )


def units_with_progress(course: Course, user: User) -> list[tuple[Unit, list[Section], Progress]]:
    """Return the units that this person may read, with their sections and how far they are, in three queries."""
    units = list(course.units.visible_to(user).select_related("course"))
    sections = sections_of(units)
    places = places_of(user, sections)
    by_unit = {unit.pk: [section for section in sections if section.unit_id == unit.pk] for unit in units}
    return [(unit, by_unit[unit.pk], progress(by_unit[unit.pk], places)) for unit in units]


def unit_parts(unit: Unit) -> dict[str, list]:
    """Return everything that a unit's page lists below its sections, by kind."""
    return {
        "questions": list(unit.questions.filter(retired_at=None)),
        "events": list(unit.events.filter(retired_at=None)),
        "people": _also(Person, unit),
        "pictures": pictures_of(unit),
        "sources": list(unit.sources.filter(retired_at=None)),
        "disputes": list(unit.disputes.filter(retired_at=None)),
        "figures": list(unit.figures.filter(retired_at=None)),
        "terms": _also(Term, unit),
    }


def _also(model, unit: Unit) -> list:
    """Return the unit's own rows, then those of other units that it names too, with their role here."""
    rows = model.objects.filter(course=unit.course, retired_at=None).select_related("unit")
    number = str(unit.number)
    own = [row for row in rows if row.unit_id == unit.pk]
    others = [row for row in rows if row.unit_id != unit.pk and number in map(str, row.also)]
    for row in others:
        if isinstance(row.also, dict):
            row.role = row.also[number]
    return own + others


def render(section: Section) -> Rendered:
    """Return the section's text as blocks of HTML, made once for each version and each load of the course."""
    course = section.unit.course
    return _rendered(section.version_id, course.pk, course.loaded_at)


def overview(unit: Unit) -> str:
    """Return a unit's overview as HTML."""
    return _overview(unit.pk, unit.course.loaded_at)


@lru_cache(maxsize=512)
def _rendered(version: int, course: int, loaded_at) -> Rendered:
    section = Section.objects.select_related("version", "unit__course").get(version=version, retired_at=None)
    return render_section(body_of(section.version.text), links_of(section.unit.course))


@lru_cache(maxsize=64)
def _overview(unit: int, loaded_at) -> str:
    row = Unit.objects.select_related("course").get(pk=unit)
    return render_prose(row.overview, links_of(row.course))


def body_of(text: str) -> str:
    """Return a Markdown file's text without its front matter; all of it when that cannot be read."""
    try:
        return front.split(text).body
    except front.FrontMatterError:
        return text


def links_of(course: Course) -> Links:
    """Return where the course's [[links]] lead: to the glossary or the people of the unit that explains them."""
    units = {unit.pk: reverse("lessons:unit", args=[course.slug, unit.slug]) for unit in course.units.all()}

    def targets(rows, kind, name):
        return {row.key: Target(f"{units[row.unit_id]}#{kind}-{row.key}", getattr(row, name)) for row in rows}

    return Links(
        terms=targets(course.terms.filter(retired_at=None), "term", "term"),
        people=targets(course.persons.filter(retired_at=None), "person", "name"),
        language=course.language,
    )


def glosses(course: Course, htmls, people=()) -> dict[str, list]:
    """Return the terms and people whose cards these pieces of HTML may open, and these further people by key."""
    wanted = {key for html in htmls for key in GLOSS.findall(html)}
    terms = [key.removeprefix("term-") for key in wanted if key.startswith("term-")]
    people = [*people, *(key.removeprefix("person-") for key in wanted if key.startswith("person-"))]
    return {
        "terms": list(course.terms.filter(key__in=terms)) if terms else [],
        "people": list(course.persons.filter(key__in=people)) if people else [],
    }


def neighbours(section: Section, sections: list[Section]) -> tuple[Section | None, Section | None]:
    """Return the sections before and after this one in its unit."""
    at = next(n for n, other in enumerate(sections) if other.pk == section.pk)
    return (sections[at - 1] if at else None), (sections[at + 1] if at + 1 < len(sections) else None)


def questions_of(courses) -> list[Question]:
    """Return the key questions of these courses' published units, in order."""
    questions = Question.objects.filter(unit__in=Unit.objects.published(), course__in=courses, retired_at=None)
    return list(questions.select_related("unit__course").order_by("course__title", "unit__number", "position"))


def blocks_with_parts(course: Course, rendered: Rendered) -> list[tuple]:
    """Return the blocks in order, each with what is placed there (None for text, and for what the course lacks)."""
    found: dict[tuple[str, str], Part] = {}
    for kind, model in PLACED.items():
        keys = [block.pid for block in rendered.blocks if block.kind == kind]
        if keys:
            rows = model._default_manager.filter(course=course, key__in=keys)
            found.update({(kind, row.key): row for row in rows})
    with_people([part for part in found.values() if isinstance(part, Picture)])
    return [(block, found.get((block.kind, block.pid))) for block in rendered.blocks]


def sections_for(question: Question) -> list[Section]:
    """Return the sections to read for a key question, in reading order, as far as they are published."""
    units = Unit.objects.published().filter(pk=question.unit_id)
    wanted = set(question.sections)
    return [section for section in sections_of(units) if section.slug in wanted]
