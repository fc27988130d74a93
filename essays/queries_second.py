"""A redraft read for the second time: what was asked for, what the student says, and the words that changed there."""

from dataclasses import dataclass

from essays import comparing, rubrics
from essays.document import CITATION
from essays.models import Comment, Mark
from essays.queries_marking import Desk
from lessons.texts import differences
from lessons.texts.differences import Paragraph, Run


@dataclass(frozen=True)
class Reread:
    """A returned comment on the draft before, and what became of its paragraph; None for one on the whole."""

    comment: Comment
    paragraph: Paragraph | None

    @property
    def changed(self) -> bool:
        return self.paragraph is not None and any(run.kind != "same" for run in self.paragraph.runs)

    @property
    def runs(self) -> list[Run]:
        """The changed words with a little around them."""
        return comparing.brief(self.paragraph.runs) if self.paragraph else []


@dataclass(frozen=True)
class SecondReading:
    """The draft before beside this one. `came` and `went` count words; `mark` and `rows` are of the draft before."""

    round: int
    items: list[Reread]
    came: int
    went: int
    mark: Mark | None
    rows: list[rubrics.Row]


def second_reading(desk: Desk) -> SecondReading | None:
    """What a marker reads first of a redraft; None for a first draft. Asks the database nothing."""
    if desk.before is None:
        return None
    before, now = (each.text.replace(CITATION, "*") for each in (desk.before, desk.submission))
    paragraphs = differences.compare(before, now)
    placed = [comment for comment in desk.answers if comment.start is not None]
    rows = comparing.rows(paragraphs, [comment.start or 0 for comment in placed])
    beside = {placed[index].pk: row.paragraph for row in rows for index in row.comments}
    came, went = differences.tally(paragraphs)
    mark = desk.before_mark
    return SecondReading(
        round=desk.before.round,
        items=[Reread(comment, beside.get(comment.pk)) for comment in desk.answers],
        came=came,
        went=went,
        mark=mark,
        rows=rubrics.rows(mark.rubric, mark.levels) if mark else [],
    )
