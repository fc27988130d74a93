"""What the demo's files say, with their times counted from one day."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).parent
ESSAYS = ("essays.toml", "classwork.toml")
TIMES = (
    "opens",
    "due",
    "closes",
    "begun",
    "saved",
    "handed_in",
    "working",
    "marked",
    "returned",
    "sent_back",
    "at",
    "answered",
    "met",
)
A_SITTING = timedelta(minutes=70)


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round of an essay: `steps` are its text as it grew. A time that is None did not happen (yet)."""

    steps: list[str]
    begun: datetime
    ended: datetime
    handed_in: datetime | None = None
    working: datetime | None = None
    marked: datetime | None = None
    returned: datetime | None = None
    sent_back: datetime | None = None
    because: str = ""
    marker: str = "teacher"
    levels: dict = field(default_factory=dict)
    summary: str = ""
    next_step: str = ""
    comments: list[dict] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Story:
    """One student's essay on one piece of work, through its rounds."""

    id: str
    work: str
    by: str
    clippings: list[dict]
    first: Round
    redraft: Round | None
    correction: dict | None
    plan: dict | None
    aims: list[dict]


class Material:
    """The demo's files read as of `today`; times stand in the school's zone."""

    def __init__(self, today: date):
        people = _read("people.toml")
        self.school = people["school"]
        self.staff: list[dict] = people["staff"]
        self.students = [{"username": f"student{n}", **one} for n, one in enumerate(people["student"], 1)]
        self.large_class = [
            {"username": f"year10-{n:02}", "first_name": first, "last_name": last}
            for n, (first, last) in enumerate(people["large_class"]["students"], 1)
        ]
        self.midnight = datetime.combine(today, time(), ZoneInfo(self.school["zone"]))
        work = _read("work.toml")
        self.works = [self._timed(one) for one in work["work"]]
        self.excuses: list[dict] = work["excuse"]
        self.extensions: list[dict] = [self._timed(one) for one in work["extension"]]
        self.reading: dict[str, dict[str, str]] = work["reading"]
        thoughts = _read("plans.toml")
        self.plans = {said.pop("essay"): said for said in thoughts["plan"]}
        shared = _read("sheets.toml")
        self.sheets, self.stars, self.exemplars = (
            [self._timed(said) for said in shared[kind]] for kind in ("sheet", "star", "exemplar")
        )
        self.aims = [self._timed(said) for said in thoughts["aim"]]
        self.stories = [self._story(said) for name in ESSAYS for said in _read(name)["essay"]]

    @property
    def term_began(self) -> datetime:
        """When people came and classes were made: before anything was set."""
        return min(one["opens"] for one in self.works) - timedelta(days=20)

    def of_work(self, key: str) -> Iterator[Story]:
        """The essays on one piece of work."""
        return (story for story in self.stories if story.work == key)

    def _story(self, said: dict) -> Story:
        text = said["text"].strip()
        redraft, correction = said.get("redraft"), said.get("correction")
        return Story(
            id=said["id"],
            work=said["work"],
            by=said["by"],
            clippings=said.get("clipping", []),
            first=self._round(said, _grown(text)),
            redraft=self._round(redraft, _changed(text, redraft["changes"])) if redraft else None,
            correction=self._timed(correction) if correction else None,
            plan=self.plans.get(said["id"]),
            aims=[aim for aim in self.aims if aim["essay"] == said["id"]],
        )

    def _round(self, said: dict, steps: list[str]) -> Round:
        timed = self._timed(said)
        ended = timed.get("handed_in") or timed["saved"]
        fields = {name: value for name, value in timed.items() if name in Round.__dataclass_fields__}
        return Round(**{"begun": ended - A_SITTING, **fields, "ended": ended, "steps": steps})

    def _timed(self, said: dict) -> dict:
        return {key: self._moment(value) if key in TIMES else value for key, value in said.items()}

    def _moment(self, said: str) -> datetime:
        """`-3 16:00` is four in the afternoon three days ago."""
        days, clock = said.split()
        moment = self.midnight + timedelta(days=int(days))
        return datetime.combine(moment.date(), time.fromisoformat(clock), self.midnight.tzinfo)


def _read(name: str) -> dict:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _grown(text: str) -> list[str]:
    """A text as it was after its first blocks, after more of them, and whole."""
    blocks = text.split("\n\n")
    ends = sorted({max(1, len(blocks) // 3), max(1, 2 * len(blocks) // 3), len(blocks)})
    return ["\n\n".join(blocks[:end]) for end in ends]


def _changed(text: str, changes: list[list[str]]) -> list[str]:
    """A text after each of these changes."""
    steps = []
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"The demo changes words that stand {text.count(old)} times in the essay: {old}")
        text = text.replace(old, new)
        steps.append(text)
    return steps
