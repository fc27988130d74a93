"""A student's clippings: in a section they read, and in the notebook."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext as _

from classrooms.models import User
from lessons.carrying import Standing, standings
from lessons.models import Clipping, Question, Section, Unit
from lessons.search import marking
from lessons.search.asking import Asked, parse


def clippings_in(section: Section, user: User) -> list[Standing]:
    """Return where this person's clippings of a section stand now, also those taken out of the notebook."""
    clippings = Clipping.objects.visible_to(user).filter(passage__section=section)
    return standings(clippings.select_related("passage__section"))


def shown_in(section: Section, user: User, opened: str | None) -> dict:
    """Return what the section's page shows of them: all in the notebook, and the one (its pk) that is to be opened."""
    found = clippings_in(section, user)
    return {
        "clippings": [
            {
                "pk": each.clipping.pk,
                "key": each.clipping.passage.key,
                "start": each.where.start,
                "end": each.where.end,
                "quote": each.now.words,
                "sure": each.where.kind == "exact",
            }
            for each in found
            if each.now and each.now.words and (each.clipping.dropped_at is None or str(each.clipping.pk) == opened)
        ],
        "opened": next((each for each in found if str(each.clipping.pk) == opened), None),
    }


@dataclass(frozen=True)
class Entry:
    """A clipping as the notebook shows it: where it stands, and its words with those that were looked for marked."""

    standing: Standing
    quote: list[marking.Segment]
    note: list[marking.Segment]
    is_open: bool

    @property
    def clipping(self) -> Clipping:
        return self.standing.clipping


@dataclass(frozen=True)
class Group:
    """Clippings of one unit, or for one question."""

    key: str
    label: str
    title: str
    entries: list[Entry] = field(default_factory=list)


class Notebook:
    """One person's notebook, or what of it holds some words or has a tag; in four queries at most and one more for
    questions."""

    def __init__(self, user: User, *, by: str = "", q: str = "", tag: str = ""):
        self.user, self.by, self.tag = user, by or "unit", tag
        self.asked = parse(q)

    @cached_property
    def clippings(self) -> list[Clipping]:
        """All of them, in the order of the course."""
        rows = Clipping.objects.visible_to(self.user).filter(dropped_at=None)
        return list(
            rows.select_related("passage__section__unit__course").order_by(
                "passage__section__unit__course__title",
                "passage__section__unit__number",
                "passage__section__unit",
                "passage__section__number",
                "passage__position",
                "start",
            )
        )

    @cached_property
    def entries(self) -> list[Entry]:
        """Those that are shown."""
        wanted = [each for each in self.clippings if self._is_wanted(each)]
        return [self._entry(standing) for standing in standings(wanted)]

    @cached_property
    def tags(self) -> list[tuple[str, int]]:
        """All tags with how many clippings have them, in the order of the alphabet."""
        spelled: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for tag in (tag for each in self.clippings for tag in each.tags):
            counts[spelled.setdefault(tag.casefold(), tag)] += 1
        return sorted(counts.items(), key=lambda item: item[0].casefold())

    @property
    def groups(self) -> list[Group]:
        return self._by_question() if self.by == "question" else self._by_unit()

    @cached_property
    def questions(self) -> list[Question]:
        """The key questions of the courses that were clipped from, in order."""
        courses = {each.passage.section.unit.course_id for each in self.clippings}
        found = Question.objects.filter(unit__in=Unit.objects.published(), course__in=courses, retired_at=None)
        return list(found.select_related("unit__course").order_by("course__title", "unit__number", "position"))

    @property
    def unanswered(self) -> list[Question]:
        """Questions for which nothing is clipped yet, when the whole notebook is shown by question."""
        if self.by != "question" or self.asked or self.tag:
            return []
        return [question for question in self.questions if not any(_is_for(each, question) for each in self.entries)]

    def _by_unit(self) -> list[Group]:
        grouped = groupby(self.entries, key=lambda each: each.clipping.passage.section.unit)
        return [
            Group(f"unit-{unit.pk}", _("Unit %(number)s") % {"number": unit.number}, unit.title, list(entries))
            for unit, entries in grouped
        ]

    def _by_question(self) -> list[Group]:
        groups = [
            Group(
                f"question-{question.pk}",
                _("Question %(number)s") % {"number": question.number},
                question.text,
                [each for each in self.entries if _is_for(each, question)],
            )
            for question in self.questions
        ]
        placed = {each.clipping.pk for group in groups for each in group.entries}
        others = [each for each in self.entries if each.clipping.pk not in placed]
        other = Group("other", _("Others"), _("Of sections that no key question names"), others)
        return [group for group in [*groups, other] if group.entries]

    def _is_wanted(self, clipping: Clipping) -> bool:
        if self.tag and self.tag.casefold() not in {tag.casefold() for tag in clipping.tags}:
            return False
        return not self.asked or bool(marking.matches("\n".join(_words(clipping)), self.asked))

    def _entry(self, standing: Standing) -> Entry:
        clipping = standing.clipping
        unit = clipping.passage.section.unit
        is_there = clipping.passage.section.retired_at is None and unit.retired_at is None
        return Entry(
            standing,
            _marked(clipping.quote, self.asked),
            _marked(clipping.note, self.asked),
            is_open=is_there and (unit.is_published or self.user.keeps_courses),
        )


def _is_for(entry: Entry, question: Question) -> bool:
    """Whether it is of a section to read for this question."""
    section = entry.clipping.passage.section
    return section.slug in question.sections and section.unit.course_id == question.course_id


def _words(clipping: Clipping) -> Iterable[str]:
    section = clipping.passage.section
    return [clipping.quote, clipping.note, *clipping.tags, section.title, section.unit.title]


def _marked(text: str, asked: Asked) -> list[marking.Segment]:
    return marking.segments(text, marking.matches(text, asked, any_term=True)) if asked else [(text, False)]
