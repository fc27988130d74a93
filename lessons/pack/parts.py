"""The parts of a course as its files state them; the fields of each dataclass are the keys that a file may have."""

import datetime as dt
import re
from dataclasses import dataclass, field

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
UNIT = re.compile(r"([1-9]\d{0,2})-([a-z0-9]+(?:-[a-z0-9]+)*)")
SECTION = re.compile(r"([1-9]\d{0,2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
LONG = 5_000

LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*"
IMAGE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:png|jpg|webp)")
PICTURES = ("lives", "ties")
CHARTS = ("bar", "line", "stacked", "grouped")
ENDS = ("natural", "shot", "murdered", "suicide", "died-in-custody", "survived", "illness")
COMMENT_KINDS = ("praise", "target", "question", "note")


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of a course folder, at a line (counted from 1) of a file."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


def upto(longest: int, **more):
    """A text of at most so many characters; left out when `default` is given."""
    return field(metadata={"longest": longest}, **more)


def among(*values: str):
    """A text that is one of these."""
    return field(metadata={"among": values})


def made(default):
    """Not a key of the file: the reader fills it in."""
    return field(default=default, metadata={"made": True})


def an_id():
    """Lower-case letters, digits and hyphens."""
    return field(metadata={"id": True, "longest": 100})


@dataclass(frozen=True, kw_only=True)
class Part:
    """Something that stands in a file, at a line counted from 1."""

    path: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Passage(Part):
    """One addressable paragraph, list or quotation of a section."""

    id: str


@dataclass(frozen=True, kw_only=True)
class Section(Part):
    title: str = upto(200)
    summary: str = upto(90)
    facts: tuple[str, ...] = ()
    number: int = made(0)
    slug: str = made("")
    body: str = made("")
    body_line: int = made(1)
    passages: tuple[Passage, ...] = made(())


@dataclass(frozen=True, kw_only=True)
class Question(Part):
    id: str = an_id()
    text: str
    short: str = upto(24)
    command: str = upto(100, default="")
    asks: str = ""
    strong: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    misconception: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Event(Part):
    id: str = an_id()
    date: str = upto(60)
    starts: dt.date = field(metadata={"key": "from"})
    ends: dt.date | None = field(default=None, metadata={"key": "to"})
    title: str = upto(300)
    text: str = ""
    turn: bool = False
    section: str = ""


@dataclass(frozen=True, kw_only=True)
class Person(Part):
    id: str = an_id()
    name: str = upto(120)
    native: str = upto(120, default="")
    born: int | None = None
    died: int | None = None
    role: str = upto(300)
    fate: str = upto(300, default="")
    ended: str = field(default="", metadata={"among": ENDS})
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class AlsoPerson(Part):
    """A person of another unit, with the role in this one."""

    id: str = an_id()
    role: str = upto(300)


@dataclass(frozen=True, kw_only=True)
class Term(Part):
    id: str = an_id()
    term: str = upto(120)
    native: str = upto(120, default="")
    meaning: str


@dataclass(frozen=True, kw_only=True)
class AlsoTerm(Part):
    """A term of another unit that this one uses too."""

    id: str = an_id()


@dataclass(frozen=True, kw_only=True)
class Source(Part):
    id: str = an_id()
    title: str = upto(300)
    kind: str = among("primary", "historian")
    author: str = upto(200, default="")
    date: str = upto(100, default="")
    described: str
    origin: str = ""
    purpose: str = ""
    value: str = ""
    limitation: str = ""
    reference: str


@dataclass(frozen=True, kw_only=True)
class Figure(Part):
    id: str = an_id()
    title: str = upto(300)
    subtitle: str = upto(400, default="")
    chart: str = among(*CHARTS)
    unit: str = upto(100)
    columns: tuple[str, ...]
    rows: tuple[tuple, ...]
    key: tuple[str, ...] = ()
    source: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim(Part):
    """One answer in a dispute; `low` and `high` are given where the dispute has a unit."""

    claim: str
    who: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Dispute(Part):
    id: str = an_id()
    title: str = upto(300)
    about: str = ""
    unit: str = upto(100, default="")
    why: str = ""
    use: str = ""
    claims: tuple[Claim, ...] = field(metadata={"key": "claim"})


@dataclass(frozen=True, kw_only=True)
class Life(Part):
    """One person of a "lives" picture: in the body `starts` to `ends` (years), and what became of them."""

    person: str = an_id()
    starts: int = field(metadata={"key": "from"})
    ends: int = field(metadata={"key": "to"})


@dataclass(frozen=True, kw_only=True)
class Tie(Part):
    """One arrow of a "ties" picture: what one person did to another, in a year."""

    by: str = an_id()
    of: str = an_id()
    what: str = upto(200)
    year: int


@dataclass(frozen=True, kw_only=True)
class Picture(Part):
    """People drawn from the course's data: how lives ended ("lives"), or who did what to whom ("ties")."""

    id: str = an_id()
    title: str = upto(300)
    subtitle: str = upto(400, default="")
    kind: str = among(*PICTURES)
    source: str
    note: str = ""
    lives: tuple[Life, ...] = field(default=(), metadata={"key": "life"})
    ties: tuple[Tie, ...] = field(default=(), metadata={"key": "tie"})


@dataclass(frozen=True, kw_only=True)
class Image(Part):
    """A photograph or scan, its file beside this one."""

    id: str = an_id()
    file: str = upto(100)
    caption: str = upto(300, default="")
    description: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Choice(Part):
    """One answer to choose at a check question, and what the reader is told about it."""

    text: str = upto(300)
    why: str
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckQuestion(Part):
    """A quick question after a section."""

    id: str = an_id()
    section: str
    text: str
    passage: str = upto(40, default="")
    choices: tuple[Choice, ...] = field(metadata={"key": "choice"})


@dataclass(frozen=True, kw_only=True)
class Reading(Part):
    reference: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Unit(Part):
    title: str = upto(200)
    years: str = upto(40, default="")
    summary: str = ""
    number: int = made(0)
    slug: str = made("")
    folder: str = made("")
    overview: str = made("")
    overview_line: int = made(1)
    sections: tuple[Section, ...] = made(())
    questions: tuple[Question, ...] = made(())
    events: tuple[Event, ...] = made(())
    people: tuple[Person, ...] = made(())
    also_people: tuple[AlsoPerson, ...] = made(())
    terms: tuple[Term, ...] = made(())
    also_terms: tuple[AlsoTerm, ...] = made(())
    sources: tuple[Source, ...] = made(())
    figures: tuple[Figure, ...] = made(())
    disputes: tuple[Dispute, ...] = made(())
    pictures: tuple[Picture, ...] = made(())
    images: tuple[Image, ...] = made(())
    checks: tuple[CheckQuestion, ...] = made(())
    readings: tuple[Reading, ...] = made(())


@dataclass(frozen=True, kw_only=True)
class Course(Part):
    title: str = upto(200)
    summary: str = ""
    language: str = field(default="en", metadata={"longest": 12, "pattern": LANGUAGE})
    native: str = field(default="", metadata={"longest": 12, "pattern": f"({LANGUAGE})?"})
    authors: tuple[str, ...] = ()
    licence: str = upto(100, default="")


@dataclass(frozen=True, kw_only=True)
class Level(Part):
    level: int
    descriptor: str


@dataclass(frozen=True, kw_only=True)
class Criterion(Part):
    code: str = upto(12)
    name: str = upto(200)
    short: str = upto(40)
    student: str = ""
    weight: int = 1
    levels: tuple[Level, ...] = field(default=(), metadata={"key": "level"})


@dataclass(frozen=True, kw_only=True)
class Band(Part):
    low: int
    high: int
    grade: str = upto(12)
    word: str = upto(60, default="")


@dataclass(frozen=True, kw_only=True)
class RubricText(Part):
    title: str = upto(200)
    level_names: tuple[str, ...] = ()
    halves: bool = False
    criteria: tuple[Criterion, ...] = field(default=(), metadata={"key": "criterion"})
    bands: tuple[Band, ...] = field(default=(), metadata={"key": "band"})


@dataclass(frozen=True, kw_only=True)
class BankComment(Part):
    code: str = upto(12)
    label: str = upto(60)
    text: str
    criterion: str = upto(12, default="")
    kind: str = among(*COMMENT_KINDS)


@dataclass(frozen=True)
class Pack:
    """A course folder in memory: the exact text of each file, and each image's bytes, by path inside the folder.

    `kept` are the paths of images whose bytes stay as the school has them; they are not in memory.
    """

    name: str
    files: dict[str, str]
    images: dict[str, bytes] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    course: Course | None = None
    rubric: RubricText | None = None
    comments: tuple[BankComment, ...] = ()
    units: tuple[Unit, ...] = ()
    problems: tuple[Problem, ...] = ()
