"""What a file of one essay says, whatever its kind. No Django: the words of its furniture come with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from essays.schema import Tree


@dataclass(frozen=True)
class Reference:
    """A numbered line of the list of references, for the citations of one clipping."""

    number: int
    clipping: int
    quote: str
    text: str


@dataclass(frozen=True)
class Remark:
    """A comment: on code points [start, end) of the canonical text, or on the whole (both None, without a number).

    `kind` is its code, `word` the same in words; `answers` are lines of what was said to it.
    """

    number: int | None
    kind: str
    word: str
    start: int | None
    end: int | None
    body: str
    author: str
    made_at: datetime
    answers: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        return [f"{self.word}: {self.body}", *self.answers]


@dataclass(frozen=True)
class Level:
    """A criterion, what was reached in it, and words about that."""

    name: str
    word: str
    level: float | None
    highest: int
    note: str = ""

    @property
    def line(self) -> str:
        """What was reached, and the marker's words about it."""
        return f"{self.name}: {self.word}. {self.note}" if self.note else f"{self.name}: {self.word}"


@dataclass(frozen=True)
class Judgement:
    """A mark with its levels; `score` in words ("14 of 20 · B"), empty while the mark waits."""

    score: str
    levels: list[Level]
    summary: str
    next_step: str
    by: str


@dataclass(frozen=True)
class Paper:
    """One essay for a file. `facts` is a line under the question; `words` are the headings the file needs, by name.

    The names are: references, feedback, whole, comments, summary, next_step, question.
    """

    question: str
    facts: str
    tree: Tree
    language: str
    words: Mapping[str, str]
    references: list[Reference] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    judgement: Judgement | None = None

    @property
    def verdict(self) -> str:
        """The heading over what was thought of it, with the score if there is one."""
        score = self.judgement.score if self.judgement else ""
        return f"{self.words['feedback']}: {score}" if score else self.words["feedback"]

    @property
    def placed(self) -> list[Remark]:
        """Remarks on words of the text."""
        return [remark for remark in self.remarks if remark.start is not None]

    @property
    def whole(self) -> list[Remark]:
        """Remarks on all of it."""
        return [remark for remark in self.remarks if remark.start is None]
