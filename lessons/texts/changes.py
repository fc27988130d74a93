"""Two texts as an editor compares them: line by line with their numbers, what stays the same folded away."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from lessons.texts.differences import Paragraph, ParagraphKind, Run, compare

AROUND = 2  # unchanged lines that stay in sight before and after a change


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the texts and what became of it; `old` and `new` are its numbers there, from 1, or None."""

    kind: ParagraphKind
    runs: tuple[Run, ...]
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that follow one another: all unchanged and far from any change (`folded`), or not."""

    folded: bool
    lines: tuple[Line, ...]


def by_lines(old: str, new: str) -> list[Stretch]:
    """All lines of both texts in the order of the new one, but empty ones; none when only those differ."""
    numbered = _Numbers(old), _Numbers(new)
    lines = [_line(paragraph, *numbered) for paragraph in compare(old, new)]
    changed = [at for at, line in enumerate(lines) if line.kind != "same"]
    return list(_stretches(lines, changed)) if changed else []


class _Numbers:
    def __init__(self, text: str):
        self.ends = [at for at, character in enumerate(text) if character == "\n"]

    def of(self, span: tuple[int, int] | None) -> int | None:
        return bisect_left(self.ends, span[0]) + 1 if span else None


def _line(paragraph: Paragraph, olds: _Numbers, news: _Numbers) -> Line:
    return Line(paragraph.kind, paragraph.runs, olds.of(paragraph.old), news.of(paragraph.new))


def _stretches(lines: list[Line], changed: list[int]) -> Iterator[Stretch]:
    begin = 0
    for first, last in _in_sight(changed, len(lines)):
        if begin < first:
            yield Stretch(True, tuple(lines[begin:first]))
        yield Stretch(False, tuple(lines[first:last]))
        begin = last
    if begin < len(lines):
        yield Stretch(True, tuple(lines[begin:]))


def _in_sight(changed: list[int], count: int) -> list[tuple[int, int]]:
    """Ranges of lines around the changes; what would fold a single line between two is one range."""
    ranges: list[tuple[int, int]] = []
    for at in changed:
        first, last = max(0, at - AROUND), min(count, at + AROUND + 1)
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))
    return ranges
