"""Rubrics found by the fingerprint of their words, and what levels come to by them."""

import hashlib
import json
from typing import NamedTuple

from django.utils.translation import gettext as _

from classrooms.models import School
from essays.errors import Unfit
from essays.models import Rubric
from lessons.models import Course

PARTS = ("level_names", "criteria", "bands")


class Row(NamedTuple):
    """One criterion as a page shows it. `level` is None when not set; `next` is what the level above asks for."""

    code: str
    name: str
    short: str
    student: str
    level: int | None
    highest: int
    word: str
    descriptor: str
    next: str
    steps: list[dict]
    gained: int


def rubric_of(source: Course | dict, *, school: School) -> Rubric:
    """Return the school's rubric with exactly these words (a course's rubric, or its data), made if it is new."""
    said = (source.rubric or {}) if isinstance(source, Course) else source
    data = {part: said.get(part, []) for part in PARTS}
    if not data["criteria"]:
        raise Unfit(_("This course has no rubric."), code="no-rubric")
    title = said.get("title") or _("Rubric")
    return Rubric.objects.get_or_create(
        school=school, fingerprint=fingerprint({"title": title, **data}), defaults={"title": title, "data": data}
    )[0]


def fingerprint(data: dict) -> str:
    """SHA-256, in hex, of the words in a fixed order of keys."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def checked_levels(rubric: Rubric, levels: object) -> dict[str, int]:
    """Return levels by criterion code, in the rubric's order, without those that are None; Unfit outside the rubric."""
    if not isinstance(levels, dict):
        raise Unfit(_("Levels come by criterion."), code="levels")
    highest = {criterion["code"]: len(criterion["levels"]) for criterion in rubric.data["criteria"]}
    given = {code: level for code, level in levels.items() if level is not None}
    for code, level in given.items():
        if code not in highest:
            raise Unfit(_("The rubric has no criterion “%(code)s”.") % {"code": code}, code="criterion")
        if type(level) is not int or not 0 <= level <= highest[code]:
            raise Unfit(
                _("A level is a whole number from 0 to %(highest)s.") % {"highest": highest[code]}, code="level"
            )
    return {code: given[code] for code in highest if code in given}


def names(rubric: Rubric) -> dict[str, str]:
    """The short names of the criteria by their codes."""
    return {criterion["code"]: criterion["short"] for criterion in rubric.data["criteria"]}


def missing(rubric: Rubric, levels: dict[str, int]) -> list[dict]:
    """Return the criteria (code, name) that have no level yet."""
    return [
        {"code": criterion["code"], "name": criterion["short"]}
        for criterion in rubric.data["criteria"]
        if criterion["code"] not in levels
    ]


def total(levels: dict[str, int]) -> int:
    """A level is worth its number."""
    return sum(levels.values())


def out_of(rubric: Rubric) -> int:
    """The highest total."""
    return sum(len(criterion["levels"]) for criterion in rubric.data["criteria"])


def grade(rubric: Rubric, total: int) -> str:
    """The grade of the band that holds this total, or nothing."""
    return next((band["grade"] for band in rubric.data["bands"] if band["low"] <= total <= band["high"]), "")


def word(rubric: Rubric, level: int | None) -> str:
    """A level in words."""
    if level is None:
        return _("Not set")
    names = rubric.data["level_names"]
    if level == 0:
        return _("Nothing yet")
    return names[level - 1] if level <= len(names) else str(level)


def rows(rubric: Rubric, levels: dict[str, int], before: dict[str, int] | None = None) -> list[Row]:
    """Return the criteria with the levels reached; steps gained since `before` (an earlier draft's levels) say so."""
    return [_row(rubric, criterion, levels.get(criterion["code"]), before) for criterion in rubric.data["criteria"]]


def _row(rubric: Rubric, criterion: dict, level: int | None, before: dict[str, int] | None) -> Row:
    says = {entry["level"]: entry["descriptor"] for entry in criterion["levels"]}
    reached = level or 0
    earlier = (before or {}).get(criterion["code"], reached)
    steps = [
        {"level": n, "on": n <= reached, "gained": earlier < n <= reached, "word": word(rubric, n), "says": says.get(n)}
        for n in range(1, len(says) + 1)
    ]
    return Row(
        code=criterion["code"],
        name=criterion["name"],
        short=criterion["short"],
        student=criterion.get("student", ""),
        level=level,
        highest=len(says),
        word=word(rubric, level),
        descriptor=says.get(level, "") if level is not None else "",
        next=says.get(reached + 1, "") if level is not None else "",
        steps=steps,
        gained=max(0, reached - earlier),
    )
