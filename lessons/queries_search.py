"""What somebody finds in the courses they may read, and in their own notebook."""

from dataclasses import dataclass
from functools import lru_cache

from django.core.paginator import Page, Paginator
from django.urls import reverse

from classrooms.models import User
from lessons.models import Clipping, SearchEntry, Unit
from lessons.search import index, marking
from lessons.search.asking import WORD, Asked, fold, parse
from lessons.search.languages import common_words, configuration
from lessons.search.marking import Segment
from lessons.search.spelling import Vocabulary, is_named

A_PAGE = 20
CLIPPINGS = 20  # shown at most
NEWEST = 2_000  # clippings looked at

KINDS = SearchEntry.Kind.values
SHOWN = ("number", "slug", "title", "course__slug", "course__language", "course__loaded_at")  # of a unit
LONG = [f"passage__section__unit__{name}" for name in ("overview", "reading", "course__rubric", "course__comments")]
WEIGHTS = {"section": 2}  # both databases think little of a word in a long text
ANCHORS = {"dispute": "#dispute-{}-title"}  # others are named by kind and id


@dataclass(frozen=True)
class Result:
    """One thing found: where it is, and its title and an excerpt with the found words marked.

    `number` is a section's, as 3.1; of others "".
    """

    kind: str
    number: str
    unit: Unit
    href: str
    title: list[Segment]
    excerpt: list[Segment]


@dataclass(frozen=True)
class OwnResult:
    """A clipping that holds the words; `is_open` when its section may still be read."""

    clipping: Clipping
    quote: list[Segment]
    note: list[Segment]
    is_open: bool


@dataclass(frozen=True)
class Found:
    """What a search brought. `corrected` is the query that was answered in place of a misspelled one, else "".

    `any_word` says that nothing holds all the words, so that what holds some of them is shown.
    """

    asked: Asked
    corrected: str
    any_word: bool
    page: Page
    results: list[Result]
    clippings: list[OwnResult]


class _Reach:
    """The units that somebody may read: nothing else is looked at."""

    def __init__(self, user: User):
        units = Unit.objects.visible_to(user).select_related("course").only(*SHOWN)
        self.units = {unit.pk: unit for unit in units}
        self.languages = {configuration(unit.course.language) for unit in self.units.values()}

    def find(self, asked: Asked, **options) -> list[index.Hit]:
        return index.find(asked, list(self.units), self.languages, **options)

    def vocabulary(self) -> Vocabulary:
        """The words of the titles in these units, made once for each load of a course."""
        loads = frozenset((unit.course_id, unit.course.loaded_at) for unit in self.units.values())
        return _vocabulary(loads, frozenset(self.units))


@lru_cache(maxsize=32)
def _vocabulary(loads: frozenset, units: frozenset[int]) -> Vocabulary:
    return Vocabulary(SearchEntry.objects.filter(unit__in=units).values_list("title", flat=True))


def search(user: User, text: str, *, number: str | None = None, as_typed: bool = False) -> Found:
    """Find any text in the published units of one's school (admins: in all) and in one's own clippings.

    What holds all words comes first; if nothing does, misspelled words are put right unless `as_typed`; then what
    holds some of the words.
    """
    reach = _Reach(user)
    common = common_words(reach.languages)
    typed = asked = parse(text, common)
    hits, clippings, corrected, any_word = reach.find(asked), _clippings(user, asked, reach), "", False
    if not (hits or clippings or as_typed) and (corrected := _corrected(asked, reach)):
        asked = parse(corrected, common)
        hits, clippings = reach.find(asked), _clippings(user, asked, reach)
    if not hits and len(asked.terms) > 1:
        hits, any_word = reach.find(asked, any_word=True), True
    page = Paginator(sorted(hits, key=lambda hit: _order(hit, asked)), A_PAGE).get_page(number)
    results = _results([hit.pk for hit in page], asked, any_word, reach.units)
    return Found(typed, corrected if hits or clippings else "", any_word, page, results, clippings)


def _corrected(asked: Asked, reach: _Reach) -> str:
    """What was asked for with the nearest word of a title for each word that stands nowhere; "" if none is near."""
    terms = asked.one_by_one()
    missing = terms if len(terms) == 1 else [term for term in terms if not reach.find(term, most=1)]
    words = [term.terms[0][0] for term in missing if len(term.terms[0]) == 1]
    nearest = {fold(word): near for word in words if (near := reach.vocabulary().nearest(word))}
    corrected = WORD.sub(lambda word: nearest.get(fold(word[0]), word[0]), asked.text)
    return corrected if nearest else ""


def _order(hit: index.Hit, asked: Asked) -> tuple:
    """What is named as asked comes first, people and terms before others; then by score."""
    named = is_named(hit.title, asked.text, surname=hit.kind == SearchEntry.Kind.PERSON)
    return (not named, KINDS.index(hit.kind) if named else 0, -hit.score * WEIGHTS.get(hit.kind, 1))


def _results(ids: list[int], asked: Asked, any_word: bool, units: dict[int, Unit]) -> list[Result]:
    entries = SearchEntry.objects.defer("plain_title", "plain_text").in_bulk(ids)
    found = index.marks(asked, ids, any_word=any_word)
    results = []
    for entry in (entries[pk] for pk in ids if pk in entries):
        in_title, in_text = found.get(entry.pk, ([], []))
        unit = units[entry.unit_id]
        results.append(
            Result(
                kind=str(SearchEntry.Kind(entry.kind).label),
                number=f"{unit.number}.{entry.number}" if entry.number else "",
                unit=unit,
                href=_address(entry, unit, marking.best_line(entry.text, in_text)),
                title=marking.segments(entry.title, in_title),
                excerpt=marking.excerpt(entry.text, in_text),
            )
        )
    return results


def _address(entry: SearchEntry, unit: Unit, line: int) -> str:
    """Where it stands: a section's passage of that line, else its place on the page of its unit."""
    if entry.kind == SearchEntry.Kind.SECTION:
        passage = entry.passages[line] if line < len(entry.passages) else ""
        section = reverse("lessons:section", args=[unit.course.slug, unit.slug, entry.key])
        return f"{section}#{passage}" if passage else section
    if entry.kind == SearchEntry.Kind.UNIT:
        return unit.get_absolute_url()
    return unit.get_absolute_url() + ANCHORS.get(entry.kind, f"#{entry.kind}-{{}}").format(entry.key)


def _clippings(user: User, asked: Asked, reach: _Reach) -> list[OwnResult]:
    """One's own clippings that hold all that is asked in quotation, note or tags; the newest first."""
    own = Clipping.objects.visible_to(user).filter(dropped_at=None).order_by("-made_at", "-pk")
    rows = own.values_list("pk", "quote", "note", "tags")[:NEWEST] if asked else ()
    fitting = [pk for pk, quote, note, tags in rows if marking.matches("\n".join([quote, note, *tags]), asked)]
    places = own.select_related("passage__section__unit__course").defer(*LONG)
    chosen = places.in_bulk(fitting[:CLIPPINGS])
    return [_own(chosen[pk], asked, reach) for pk in fitting[:CLIPPINGS]]


def _own(clipping: Clipping, asked: Asked, reach: _Reach) -> OwnResult:
    quote, note = (
        marking.segments(text, marking.matches(text, asked, any_term=True)) for text in (clipping.quote, clipping.note)
    )
    section = clipping.passage.section
    return OwnResult(clipping, quote, note, section.unit_id in reach.units and section.retired_at is None)
