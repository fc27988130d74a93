"""Rubrics found by the fingerprint of their words, and what levels come to by them."""

import hashlib
import json
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.audit import record
from classrooms.models import School, User
from essays.errors import Unfit
from essays.models import Rubric
from lessons.models import Course

PARTS = ("level_names", "criteria", "bands")
Level = int | float  # a whole number, or one and a half where the rubric has half levels
Levels = dict[str, Level]


class Row(NamedTuple):
    """One criterion as a page shows it. `level` is None when not set; `next` is what the level above asks for.

    `whole` is the level without its half, `note` what the marker says about this criterion.
    """

    code: str
    name: str
    short: str
    student: str
    level: Level | None
    whole: int | None
    half: bool
    highest: int
    weight: int
    word: str
    descriptor: str
    next: str
    steps: list[dict]
    gained: Level
    note: str

    @property
    def above(self) -> int:
        """The level that `next` speaks of."""
        return (self.whole or 0) + 1


def rubric_of(source: Course | Rubric | dict, *, school: School) -> Rubric:
    """Return the school's rubric with exactly these words (a course's rubric, or its data), made if it is new."""
    if isinstance(source, Rubric):
        return source
    said = (source.rubric or {}) if isinstance(source, Course) else source
    data = words_of(said)
    if not data["criteria"]:
        raise Unfit(_("This course has no rubric."), code="no-rubric")
    title = said.get("title") or _("Rubric")
    return Rubric.objects.get_or_create(
        school=school, fingerprint=fingerprint({"title": title, **data}), defaults={"title": title, "data": data}
    )[0]


@transaction.atomic
def keep_rubric(said: dict, *, by: User) -> tuple[Rubric, bool]:
    """Keep a title and words as the newest version of that title; tell whether they are new to the school."""
    assert by.school is not None, "who keeps rubrics belongs to a school"
    before = Rubric.objects.filter(school=by.school).count()
    rubric = rubric_of(said, school=by.school)
    made = Rubric.objects.filter(school=by.school).count() > before
    Rubric.objects.filter(pk=rubric.pk).update(made_at=timezone.now())
    record(verb="rubric kept", by=by, school=by.school, thing=rubric, new=made)
    return rubric, made


def words_of(said: dict) -> dict:
    """The parts of a rubric that are judged by. A weight of 1 and the lack of half levels go without saying."""
    data = {part: said.get(part, []) for part in PARTS}
    data["criteria"] = [
        {name: value for name, value in criterion.items() if name != "weight" or value != 1}
        for criterion in data["criteria"]
    ]
    return {**data, "halves": True} if said.get("halves") else data


def fingerprint(data: dict) -> str:
    """SHA-256, in hex, of the words in a fixed order of keys."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def has_halves(rubric: Rubric) -> bool:
    """Tell whether a level may be and a half."""
    return bool(rubric.data.get("halves"))


def checked_levels(rubric: Rubric, levels: object) -> Levels:
    """Return levels by criterion code, in the rubric's order, without those that are None; Unfit outside the rubric."""
    if not isinstance(levels, dict):
        raise Unfit(_("Levels come by criterion."), code="levels")
    highest = {criterion["code"]: len(criterion["levels"]) for criterion in rubric.data["criteria"]}
    given = {code: level for code, level in levels.items() if level is not None}
    for code in given:
        if code not in highest:
            raise Unfit(_("The rubric has no criterion “%(code)s”.") % {"code": code}, code="criterion")
    return {
        code: _checked_level(given[code], highest[code], halves=has_halves(rubric)) for code in highest if code in given
    }


def _checked_level(level: object, highest: int, *, halves: bool) -> Level:
    if isinstance(level, int | float) and not isinstance(level, bool) and 0 <= level <= highest:
        if level == int(level):
            return int(level)
        if halves and level * 2 == int(level * 2):
            return float(level)
    said = (
        _("A level is a number from 0 to %(highest)s, in halves.")
        if halves
        else _("A level is a whole number from 0 to %(highest)s.")
    )
    raise Unfit(said % {"highest": highest}, code="level")


def fitting(rubric: Rubric, levels: Levels) -> Levels:
    """Those of some levels that this rubric has: they may have been set by the one before it."""
    return {code: level for code, level in levels.items() if _fits(rubric, code, level)}


def _fits(rubric: Rubric, code: str, level: Level) -> bool:
    try:
        return bool(checked_levels(rubric, {code: level}))
    except Unfit:
        return False


def names(rubric: Rubric) -> dict[str, str]:
    """The short names of the criteria by their codes."""
    return {criterion["code"]: criterion["short"] for criterion in rubric.data["criteria"]}


def missing(rubric: Rubric, levels: Levels) -> list[dict]:
    """Return the criteria (code, name) that have no level yet."""
    return [
        {"code": criterion["code"], "name": criterion["short"]}
        for criterion in rubric.data["criteria"]
        if criterion["code"] not in levels
    ]


def total(rubric: Rubric, levels: Levels) -> Level:
    """A level is worth its number, as often as its criterion weighs."""
    points = sum(levels.get(criterion["code"], 0) * weight(criterion) for criterion in rubric.data["criteria"])
    return int(points) if points == int(points) else points


def out_of(rubric: Rubric) -> int:
    """The highest total."""
    return out_of_data(rubric.data)


def out_of_data(data: dict) -> int:
    """The highest total by a rubric's words."""
    return sum(len(criterion["levels"]) * weight(criterion) for criterion in data["criteria"])


def weight(criterion: dict) -> int:
    """How often the level of this criterion counts."""
    return criterion.get("weight", 1)


def grade(rubric: Rubric, total: Level) -> str:
    """The grade of the band that this total has reached, or nothing. Half a point more does not reach the next."""
    return next((band["grade"] for band in rubric.data["bands"] if band["low"] <= int(total) <= band["high"]), "")


def word(rubric: Rubric, level: Level | None) -> str:
    """A level in words."""
    if level is None:
        return _("Not set")
    if level != int(level):
        return _("%(lower)s to %(higher)s") % {
            "lower": word(rubric, int(level)),
            "higher": word(rubric, int(level) + 1),
        }
    names = rubric.data["level_names"]
    if level == 0:
        return _("Nothing yet")
    return names[int(level) - 1] if level <= len(names) else str(level)


def rows(
    rubric: Rubric, levels: Levels, before: Levels | None = None, notes: dict[str, str] | None = None
) -> list[Row]:
    """Return the criteria with the levels reached; steps gained since `before` (an earlier draft's levels) say so."""
    return [
        _row(rubric, criterion, levels.get(criterion["code"]), before, notes or {})
        for criterion in rubric.data["criteria"]
    ]


def _row(rubric: Rubric, criterion: dict, level: Level | None, before: Levels | None, notes: dict[str, str]) -> Row:
    says = {entry["level"]: entry["descriptor"] for entry in criterion["levels"]}
    reached = level or 0
    whole = int(reached)
    earlier = (before or {}).get(criterion["code"], reached)
    steps = [
        {
            "level": n,
            "on": n <= reached,
            "half": n - 0.5 == reached,
            "gained": earlier < n <= reached,
            "word": word(rubric, n),
            "says": says.get(n),
        }
        for n in range(1, len(says) + 1)
    ]
    return Row(
        code=criterion["code"],
        name=criterion["name"],
        short=criterion["short"],
        student=criterion.get("student", ""),
        level=level,
        whole=None if level is None else whole,
        half=reached != whole,
        highest=len(says),
        weight=weight(criterion),
        word=word(rubric, level),
        descriptor=says.get(whole, "") if level is not None else "",
        next=says.get(whole + 1, "") if level is not None else "",
        steps=steps,
        gained=max(0, reached - earlier),
        note=notes.get(criterion["code"], ""),
    )
