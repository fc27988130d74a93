"""Two drafts as rows: each paragraph before and after, where moved ones came from, and the comments beside them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from lessons.texts.differences import Paragraph, Run


@dataclass(frozen=True)
class Row:
    """A paragraph with its number (from 1) in either draft. `departed`: only the place that a moved one has left.

    `comments` are those that begin in it, as indexes of the starts given.
    """

    paragraph: Paragraph
    before: int | None
    after: int | None
    departed: bool = False
    comments: list[int] = field(default_factory=list)


def rows(paragraphs: Sequence[Paragraph], starts: Sequence[int]) -> list[Row]:
    """The rows of a comparison, and on each the comments that start there (code points of the earlier text).

    Each comment stands on exactly one row; on none only when the earlier text has no paragraph.
    """
    olds = sorted(one.old for one in paragraphs if one.old)
    news = sorted(one.new for one in paragraphs if one.new)
    before: dict[tuple[int, int] | None, int] = {span: number for number, span in enumerate(olds, 1)}
    after: dict[tuple[int, int] | None, int] = {span: number for number, span in enumerate(news, 1)}
    made = [Row(one, before.get(one.old), after.get(one.new)) for one in paragraphs]
    by_number = {row.before: row for row in made if row.before}
    for index, start in enumerate(starts):
        number = max(1, bisect_right(olds, (start, float("inf"))))
        if row := by_number.get(number):
            row.comments.append(index)
    return _with_departures(made)


def brief(runs: Sequence[Run], around: int = 60) -> list[Run]:
    """The runs with what stayed the same cut to so many characters before and after a change."""
    cut = []
    for n, run in enumerate(runs):
        before, after = run.text[:around] if n else "", run.text[-around:] if n + 1 < len(runs) else ""
        long = run.kind == "same" and len(run.text) > len(before) + len(after) + 1
        cut.append(Run(run.kind, f"{before}…{after}") if long else run)
    return cut


def _with_departures(made: list[Row]) -> list[Row]:
    """The rows, and one more where each moved paragraph stood: after what stood before it and has stayed."""
    left = sorted((row for row in made if row.paragraph.kind == "moved"), key=lambda row: row.before or 0)
    result = []
    for row in made:
        stays = row.before and row.paragraph.kind != "moved"
        while left and stays and (left[0].before or 0) < (row.before or 0):
            result.append(_departed(left.pop(0)))
        result.append(row)
    return result + [_departed(row) for row in left]


def _departed(row: Row) -> Row:
    return Row(row.paragraph, row.before, row.after, departed=True)
