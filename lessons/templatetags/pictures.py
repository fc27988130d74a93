"""Timelines, and pictures of people."""

import datetime as dt
from dataclasses import dataclass, field

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lessons.charts import Life, Moment, Tie, lives_picture, ties_picture, timeline
from lessons.models import Event, Person, Picture, Section

register = template.Library()


@dataclass(frozen=True)
class Line:
    """A timeline drawn across and tall, and its events with their numbers and the sections to read (or None)."""

    across: SafeString
    tall: SafeString
    rows: list[tuple[int, Event, Section | None]]


@dataclass(frozen=True)
class Drawn:
    """A picture drawn across and tall, and the same for words: lives and ties with the persons in them."""

    across: SafeString
    tall: SafeString
    lives: list[tuple[dict, Person]] = field(default_factory=list)
    ties: list[tuple[dict, Person, Person]] = field(default_factory=list)


@register.simple_tag
def timeline_of(events: list[Event], sections: list[tuple]) -> Line:
    """Draw a unit's events; `sections` are the unit's, as pairs that begin with one."""
    by_slug = {section.slug: section for section, *_rest in sections}
    rows = [(number, event, by_slug.get(event.section)) for number, event in enumerate(events, 1)]
    moments = [_moment(number, event) for number, event, _section in rows]
    name = _("Timeline, drawn to scale")
    across, tall = (timeline(moments, name=name, month=_month, tall=tall) for tall in (False, True))
    return Line(_drawing(across), _drawing(tall), rows)


@register.simple_tag
def picture_of(picture: Picture) -> Drawn:
    """Draw a picture whose `people` are known (queries_pictures.with_people); others are named by their id."""

    def person(key: str) -> Person:
        return picture.people.get(key) or Person(key=key, name=key)  # type: ignore[attr-defined]

    if picture.kind == "lives":
        lives = [(life, person(life["person"])) for life in picture.data["lives"]]
        return Drawn(*_lives(picture, lives), lives=lives)
    ordered = sorted(picture.data["ties"], key=lambda tie: tie["year"])
    ties = [(tie, person(tie["by"]), person(tie["of"])) for tie in ordered]
    return Drawn(*_ties(picture, ties), ties=ties)


def _lives(picture: Picture, lives: list[tuple[dict, Person]]) -> tuple[SafeString, SafeString]:
    rows = [
        Life(person.name, life["starts"], life["ends"], person.died, person.ended, end_in_words(person))
        for life, person in lives
    ]
    said = _("%(count)s people, each with the years in the group and how life ended. The table below says the same.")
    named = {"name": f"picture-{picture.key}", "title": picture.title, "description": said % {"count": len(rows)}}
    return _drawing(lives_picture(rows, "across", **named)), _drawing(lives_picture(rows, "tall", **named))


def _ties(picture: Picture, ties: list[tuple[dict, Person, Person]]) -> tuple[SafeString, SafeString]:
    rows = [Tie(by.key, of.key, tie["what"], tie["year"]) for tie, by, of in ties]
    names = {person.key: person.name for _tie, *both in ties for person in both}
    said = _("%(count)s arrows, year by year, from one person to another. The list below says the same.")
    named = {"name": f"picture-{picture.key}", "title": picture.title, "description": said % {"count": len(rows)}}
    return _drawing(ties_picture(rows, names, "across", **named)), _drawing(ties_picture(rows, names, "tall", **named))


@register.filter
def end_in_words(person: Person) -> str:
    """Say shortly how and when a life ended: shot 1936."""
    how = {
        "shot": _("shot"),
        "murdered": _("murdered"),
        "suicide": _("suicide"),
        "died-in-custody": _("died in custody"),
        "survived": _("survived, died"),
        "illness": _("illness"),
        "natural": _("natural death"),
    }.get(person.ended, _("died"))
    return f"{how} {person.died}" if person.died is not None else ""


def _moment(number: int, event: Event) -> Moment:
    said = _("%(number)s. %(date)s: %(title)s") % {"number": number, "date": event.date, "title": event.title}
    if event.turn:
        said += " " + _("(a turning point)")
    return Moment(event.key, number, event.starts, event.ends, event.title, said, event.turn)


def _month(day: dt.date) -> str:
    return date_format(day, "M Y")


def _drawing(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - charts escape every word
