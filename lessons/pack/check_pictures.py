"""Check the pictures of a course: whom they show, and years that fit these people's lives."""

from collections.abc import Iterator, Mapping

from lessons.pack.fields import near
from lessons.pack.parts import Life, Pack, Part, Person, Picture, Problem, Tie

FEWEST, MOST = 2, 20
NAMES = {"lives": "[[picture.life]]", "ties": "[[picture.tie]]"}
People = Mapping[str, Person]


def check_pictures(pack: Pack) -> Iterator[Problem]:
    """Faults of the pictures of a course whose people are all known."""
    people = {person.id: person for unit in pack.units for person in unit.people}
    for unit in pack.units:
        for picture in unit.pictures:
            yield from _rows(picture)
            seen: set[str] = set()
            for life in picture.lives:
                yield from _told(life, _life(life, people, seen))
            for tie in picture.ties:
                yield from _told(tie, _tie(tie, people))


def _told(part: Part, whats: Iterator[str]) -> Iterator[Problem]:
    return (Problem(part.path, part.line, what) for what in whats)


def _rows(picture: Picture) -> Iterator[Problem]:
    rows = {"lives": picture.lives, "ties": picture.ties}
    other = "ties" if picture.kind == "lives" else "lives"
    if not FEWEST <= len(rows[picture.kind]) <= MOST:
        what = f"A picture of {picture.kind} has {FEWEST} to {MOST} {NAMES[picture.kind]}."
        yield Problem(picture.path, picture.line, what)
    if rows[other]:
        yield Problem(picture.path, picture.line, f"A picture of {picture.kind} has no {NAMES[other]}.")


def _life(life: Life, people: People, seen: set[str]) -> Iterator[str]:
    if life.starts > life.ends:
        yield f"“from” ({life.starts}) is after “to” ({life.ends})."
    if life.person in seen:
        yield f"“{life.person}” stands in two rows of the picture."
    seen.add(life.person)
    person = people.get(life.person)
    if person is None:
        yield from _nobody(life.person, people)
        return
    if person.born is not None and life.starts < person.born:
        yield f"“from” ({life.starts}) is before “{person.id}” was born ({person.born})."
    if person.died is None and person.ended != "survived":
        yield f"“{person.id}” has no year in “died”, so the picture cannot show how this life ended."
    if person.died is not None and person.died < life.ends:
        yield f"“to” ({life.ends}) is after “{person.id}” died ({person.died})."


def _tie(tie: Tie, people: People) -> Iterator[str]:
    for key in dict.fromkeys((tie.by, tie.of)):
        if key not in people:
            yield from _nobody(key, people)
        elif (born := people[key].born) is not None and tie.year < born:
            yield f"{tie.year} is before “{key}” was born ({born})."
    if tie.by == tie.of:
        yield f"“by” and “of” are both “{tie.by}”."
    elif tie.by in people and (died := people[tie.by].died) is not None and tie.year > died:
        yield f"{tie.year} is after “{tie.by}” died ({died})."


def _nobody(key: str, people: People) -> Iterator[str]:
    yield f"No person “{key}”.{near(key, people)}"
