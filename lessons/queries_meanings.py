"""What the words that a reader selected mean, as far as the course explains it."""

from classrooms.models import User
from lessons.models import Course, Person, Term, Unit
from lessons.search.asking import WORD, fold

LONGEST = 120  # characters; more is no name
SHORT = 4  # letters: shorter words are articles, or say too little by themselves
ENDING = 2  # letters by which a word may differ from its plural


def meaning(course: Course, user: User, words: str) -> Term | Person | None:
    """Return the term or person that the words name, in the units that this person may read; None if unsure.

    A term may have another ending ("kulaks"), and an article before it; a person may be named by the last name alone.
    """
    asked = _words(words)
    if not asked or len(words) > LONGEST:
        return None
    units = Unit.objects.visible_to(user)
    terms = Term.objects.filter(course=course, unit__in=units, retired_at=None)
    people = Person.objects.filter(course=course, unit__in=units, retired_at=None)
    ranked: list[tuple[int, Term | Person]] = [
        *((_rank(asked, (term.term, term.native)), term) for term in terms),
        *((_rank(asked, (person.name, person.native), part=True), person) for person in people),
    ]
    best = min((rank for rank, _row in ranked), default=UNLIKE)
    found = [row for rank, row in ranked if rank == best]
    return found[0] if best < UNLIKE and (best == SAME or len(found) == 1) else None


SAME, INFLECTED, PART, UNLIKE = range(4)


def _rank(asked: list[str], names: tuple[str, ...], *, part: bool = False) -> int:
    """How well the words name it; with `part`, some words of a name will do if its last one is among them."""
    wordings = [asked, asked[1:]] if len(asked) > 1 and len(asked[0]) < SHORT else [asked]
    ranks = [
        _compared(wording, _words(name), part)
        for wording in wordings
        for name in (*names, *(name.partition("(")[0] for name in names))
        if _words(name)
    ]
    return min(ranks, default=UNLIKE)


def _compared(asked: list[str], name: list[str], part: bool) -> int:
    if asked == name:
        return SAME
    if len(asked) == len(name) and asked[:-1] == name[:-1]:
        short, long = sorted((asked[-1], name[-1]), key=len)
        if len(short) >= SHORT and long.startswith(short) and len(long) - len(short) <= ENDING:
            return INFLECTED
    if part and name[-1] in asked and len(name[-1]) >= SHORT and set(asked) <= set(name):
        return PART
    return UNLIKE


def _words(text: str) -> list[str]:
    """The words without case, accents and a possessive s."""
    words = WORD.findall(fold(text))
    return words[:-1] if len(words) > 1 and words[-1] == "s" else words
