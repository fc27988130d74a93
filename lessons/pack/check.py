"""Check what only the whole course can show: references, numbers that must fit, order, the rubric."""

from collections.abc import Iterable, Iterator

from lessons.pack.check_images import check_images
from lessons.pack.check_pictures import check_pictures
from lessons.pack.check_prose import check_overview, check_section, write_ids
from lessons.pack.fields import is_number, near
from lessons.pack.parts import SECTION, CheckQuestion, Dispute, Figure, Pack, Part, Problem, RubricText, Unit

__all__ = ["check", "write_ids"]

PRINT = "print"  # in an address, where a unit is printed
MOST_CHOICES = 6
MOST_SERIES = {"bar": 1, "line": 6, "grouped": 4, "stacked": 4}
# Where parts of a kind are kept in a unit, and the file that defines them.
HOMES = {
    "term": ("terms", "terms.toml"),
    "person": ("people", "people.toml"),
    "source": ("sources", "sources.toml"),
    "figure": ("figures", "figures.toml"),
    "dispute": ("disputes", "disputes.toml"),
    "picture": ("pictures", "pictures.toml"),
    "image": ("images", "images.toml"),
    "check": ("checks", "checks.toml"),
    "event": ("events", "timeline.toml"),
    "question": ("questions", "questions.toml"),
}

HEAVIEST = 10  # how often a criterion may count


def check(pack: Pack) -> list[Problem]:
    """Every problem of a course in the order of its files: those found while reading, and those of the whole."""
    if pack.problems and not pack.files:  # nothing of it could be read
        return sorted(pack.problems)
    problems = set(pack.problems)
    if not pack.units and not any(problem.path.endswith("unit.md") for problem in problems):
        problems.add(Problem("course.toml", 1, "The course has no units. A unit is a folder such as 1-first-unit."))
    problems.update(_twice(((str(unit.number), unit) for unit in pack.units), "unit number"))
    problems.update(_twice(((unit.slug, unit) for unit in pack.units), "unit name"))
    for kind, (home, _) in HOMES.items():
        problems.update(_twice(((part.id, part) for unit in pack.units for part in getattr(unit, home)), f"{kind} id"))
    known = _known(pack)
    for unit in pack.units:
        problems.update(_unit(unit, known))
        problems.update(_named_sections(unit, pack))
    if pack.rubric is not None:
        problems.update(check_rubric(pack.rubric))
    problems.update(_comments(pack))
    problems.update(check_images(pack))
    if "person" in known:
        problems.update(check_pictures(pack))
    return sorted(problems)


def _known(pack: Pack) -> dict[str, set[str]]:
    """The ids of each kind; a kind is left out when one of its files is broken, so that one fault is told once."""
    broken = {problem.path.rpartition("/")[2] for problem in pack.problems}
    return {
        kind: {part.id for unit in pack.units for part in getattr(unit, home)}
        for kind, (home, name) in HOMES.items()
        if name not in broken and "unit.md" not in broken
    }


def _twice(named: Iterable[tuple[str, Part]], what: str) -> Iterator[Problem]:
    first: dict[str, Part] = {}
    for name, part in named:
        if name in first:
            before = first[name]
            place = f"{before.path}:{before.line}"
            yield Problem(part.path, part.line, f"The {what} “{name}” is used twice; it stands in {place} already.")
        first.setdefault(name, part)


def _unit(unit: Unit, known: dict[str, set[str]]) -> Iterator[Problem]:
    yield from check_overview(unit, known)
    yield from _twice(((str(section.number), section) for section in unit.sections), "section number")
    yield from _twice(((section.slug, section) for section in unit.sections), "section name")
    for section in unit.sections:
        yield from check_section(section, known)
        if section.slug == PRINT:
            yield Problem(
                section.path, section.line, f"A section cannot be called “{PRINT}”: the unit is printed there."
            )
    yield from _also(unit, known)
    for event in unit.events:
        if event.ends is not None and event.ends < event.starts:
            yield Problem(event.path, event.line, f"“from” ({event.starts}) is after “to” ({event.ends}).")
    for person in unit.people:
        if person.born is not None and person.died is not None and person.died < person.born:
            yield Problem(person.path, person.line, f"“born” ({person.born}) is after “died” ({person.died}).")
    for question in unit.checks:
        yield from _check_question(question, unit)
    for figure in unit.figures:
        yield from (Problem(figure.path, figure.line, what) for what in _figure(figure))
    for dispute in unit.disputes:
        yield from _dispute(dispute)


def _named_sections(unit: Unit, pack: Pack) -> Iterator[Problem]:
    names = (path.rpartition("/") for path in pack.files)
    found = (SECTION.fullmatch(name) for folder, _, name in names if folder == unit.folder)
    slugs = {one[2] for one in found if one}
    named: list[tuple[Part, str]] = [(one, slug) for one in unit.questions for slug in one.sections]
    named += [(one, one.section) for one in unit.checks]
    named += [(one, one.section) for one in unit.events if one.section]
    for part, slug in named:
        if slug not in slugs:
            yield Problem(part.path, part.line, f"No section “{slug}” in this unit.{near(slug, slugs)}")


def _check_question(question: CheckQuestion, unit: Unit) -> Iterator[Problem]:
    if not 2 <= len(question.choices) <= MOST_CHOICES:
        yield Problem(question.path, question.line, f"A check question has 2 to {MOST_CHOICES} choices.")
    elif sum(choice.right for choice in question.choices) != 1:
        yield Problem(question.path, question.line, "Exactly one choice has “right = true”.")
    yield from _twice(((choice.text, choice) for choice in question.choices), "choice")
    section = next((one for one in unit.sections if one.slug == question.section), None)
    passages = [passage.id for passage in section.passages] if section else []
    if section and question.passage and question.passage not in passages:
        what = f"No paragraph “{question.passage}” in this section.{near(question.passage, passages)}"
        yield Problem(question.path, question.line, what)


def _also(unit: Unit, known: dict[str, set[str]]) -> Iterator[Problem]:
    for kind, also, own in (
        ("person", unit.also_people, {person.id for person in unit.people}),
        ("term", unit.also_terms, {term.id for term in unit.terms}),
    ):
        yield from _twice(((one.id, one) for one in also), f"{kind}")
        for one in also:
            if one.id in own:
                yield Problem(one.path, one.line, f"The {kind} “{one.id}” is defined in this unit already.")
            elif kind in known and one.id not in known[kind]:
                yield Problem(one.path, one.line, f"No {kind} “{one.id}”.{near(one.id, known[kind])}")


def _figure(figure: Figure) -> Iterator[str]:
    wide = len(figure.columns)
    if wide < 2 or not figure.rows:
        yield "A figure needs at least two columns and one row."
        return
    if wide > MOST_SERIES[figure.chart] + 1:
        yield f"A {figure.chart} chart shows at most {MOST_SERIES[figure.chart]} series. Make two figures of it."
    categories = set()
    for number, row in enumerate(figure.rows, 1):
        if len(row) != wide:
            yield f"Row {number} has {len(row)} values; there are {wide} columns."
        if not row or not isinstance(row[0], str):
            yield f"Row {number} must start with text in quotes."
            continue
        if row[0] in categories:
            yield f"“{row[0]}” stands in two rows."
        categories.add(row[0])
        if not all(is_number(value) for value in row[1:]):
            yield f"Row {number} holds a value that is not a number."
        elif figure.chart == "stacked" and any(value < 0 for value in row[1:]):
            yield f"Row {number} is below zero, which cannot be stacked."
    for key in figure.key:
        if key not in categories:
            yield f"“key” names “{key}”, which is in no row.{near(key, categories)}"


def _dispute(dispute: Dispute) -> Iterator[Problem]:
    if len(dispute.claims) < 2:
        yield Problem(dispute.path, dispute.line, "A dispute needs at least two claims.")
    numeric = [claim for claim in dispute.claims if claim.low is not None or claim.high is not None]
    if dispute.unit and not numeric:
        yield Problem(dispute.path, dispute.line, "The dispute has a unit, but no claim has “low” and “high”.")
    for claim in numeric:
        if not dispute.unit:
            yield Problem(claim.path, claim.line, "The claim has numbers, but the dispute has no “unit”.")
        elif claim.low is None or claim.high is None:
            yield Problem(
                claim.path, claim.line, "A claim has both “low” and “high”; for a single number they are equal."
            )
        elif claim.low > claim.high:
            yield Problem(claim.path, claim.line, "“low” is greater than “high”.")


def check_rubric(rubric: RubricText) -> Iterator[Problem]:
    """What is wrong with a rubric as a whole."""
    if not rubric.criteria:
        yield Problem(rubric.path, rubric.line, "The rubric has no criteria.")
    yield from _twice(((criterion.code, criterion) for criterion in rubric.criteria), "criterion code")
    for criterion in rubric.criteria:
        if not 1 <= criterion.weight <= HEAVIEST:
            yield Problem(criterion.path, criterion.line, f"“weight” is a whole number from 1 to {HEAVIEST}.")
        levels = [level.level for level in criterion.levels]
        if not levels or levels != list(range(1, len(levels) + 1)):
            yield Problem(criterion.path, criterion.line, "The levels of a criterion are 1, 2, 3 ... in this order.")
        elif rubric.level_names and len(levels) != len(rubric.level_names):
            what = f"The criterion has {len(levels)} levels, but “level_names” has {len(rubric.level_names)}."
            yield Problem(criterion.path, criterion.line, what)
    yield from _bands(rubric)


def _bands(rubric: RubricText) -> Iterator[Problem]:
    """Bands cover every mark from 0 to the highest once."""
    expected = 0
    bands = sorted(rubric.bands, key=lambda band: (band.low, band.high))
    for band in bands:
        if band.low > band.high:
            yield Problem(band.path, band.line, f"“low” ({band.low}) is greater than “high” ({band.high}).")
        elif band.low > expected:
            yield Problem(band.path, band.line, f"No band covers {expected} to {band.low - 1}.")
        elif band.low < expected:
            yield Problem(band.path, band.line, f"The band {band.low}-{band.high} overlaps another one.")
        expected = max(expected, band.high + 1)
    highest = sum(len(criterion.levels) * criterion.weight for criterion in rubric.criteria)
    if bands and expected != highest + 1:
        yield Problem(bands[-1].path, bands[-1].line, f"The bands end at {expected - 1}, the marks at {highest}.")


def _comments(pack: Pack) -> Iterator[Problem]:
    yield from _twice(((comment.code, comment) for comment in pack.comments), "comment code")
    if pack.rubric is None:
        return
    codes = {criterion.code for criterion in pack.rubric.criteria}
    for comment in pack.comments:
        if comment.criterion and comment.criterion not in codes:
            yield Problem(comment.path, comment.line, f"No criterion “{comment.criterion}” in the rubric.")
