"""Where found words stand in a text, and the piece of it that shows them best."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from lessons.search.asking import WORD, Asked, fold

START, STOP = "\x02", "\x03"  # around a found word, as the database writes it
LONGEST = 240  # characters of an excerpt
SHORT = 120  # an excerpt of fewer goes on with the next line
LEAD = 60  # characters before the first found word

Span = tuple[int, int]
Segment = tuple[str, bool]  # words, and whether they are marked

_ENDING = re.compile(r"(?<=\w{4})(?:ing|ies|ed|es|en|er|s|e|y)$")


def spans(marked: str) -> list[Span]:
    """Where the found words stand, as ranges of the text without its marks."""
    found, at, begun = [], 0, 0
    for piece in re.split(f"([{START}{STOP}])", marked):
        if piece == START:
            begun = at
        elif piece == STOP:
            found.append((begun, at))
        else:
            at += len(piece)
    return found


def matches(text: str, asked: Asked, *, any_term: bool = False) -> list[Span]:
    """Where words of a text begin like those asked for, grammatical endings aside.

    Empty unless all terms are there, or any with `any_term`.
    """
    words = [(match.span(), fold(match[0])) for match in WORD.finditer(text)]
    found = [_places(words, tuple(_ENDING.sub("", fold(word)) for word in term)) for term in asked.terms]
    return _apart(sorted(span for spans in found for span in spans)) if any_term or all(found) else []


def _places(words: list[tuple[Span, str]], begins: tuple[str, ...]) -> list[Span]:
    """Where consecutive words begin so."""
    return [
        (words[at][0][0], words[at + len(begins) - 1][0][1])
        for at in range(len(words) - len(begins) + 1)
        if all(word.startswith(begin) for (_, word), begin in zip(words[at:], begins, strict=False))
    ]


def _apart(found: list[Span]) -> list[Span]:
    """The same without those that overlap an earlier one."""
    return [span for before, span in pairwise([(0, 0), *found]) if span[0] >= before[1]]


def best_line(text: str, found: Sequence[Span]) -> int:
    """The number, from 0, of the line that holds the most different found words; then the most; then the first."""
    ends = [match.start() for match in re.finditer("\n", text)]
    held: dict[int, list[str]] = {}
    for start, end in found:
        held.setdefault(bisect_left(ends, end), []).append(fold(text[start:end]))
    return max(held, key=lambda line: (len(set(held[line])), len(held[line]), -line), default=0)


def segments(text: str, found: Sequence[Span], start: int = 0, end: int | None = None) -> list[Segment]:
    """The text from `start` to `end` as marked and unmarked pieces in order."""
    end = len(text) if end is None else end
    cut: list[Segment] = []
    at = start
    for first, last in found:
        if start <= first and last <= end and first >= at:
            cut += [(text[at:first], False), (text[first:last], True)]
            at = last
    return [(piece.replace("\n", " "), marked) for piece, marked in [*cut, (text[at:end], False)] if piece]


def excerpt(text: str, found: Sequence[Span]) -> list[Segment]:
    """At most some 240 characters of the best line, or of it and those after it, with an ellipsis where cut."""
    lines = text.split("\n")
    number = best_line(text, found)
    line_start = sum(len(line) + 1 for line in lines[:number])
    line_end = line_start + len(lines[number])
    here = [span for span in found if line_start <= span[0] and span[1] <= line_end]
    first = max((start for start, _ in here), key=lambda start: (_held(text, here, start), -start), default=line_start)
    start = line_start if first - line_start <= LONGEST // 2 else _gap(text, first - LEAD, first)
    end = line_end if line_end - start <= LONGEST else _gap_before(text, start + LONGEST, first)
    for line in lines[number + 1 :]:
        if end < line_end or end - start >= SHORT or end + 1 + len(line) - start > LONGEST:
            break
        end += 1 + len(line)
    cut = [("… ", False)] * (start > line_start), [(" …", False)] * (end < line_end)
    return [*cut[0], *segments(text, found, start, end), *cut[1]]


def _held(text: str, found: Sequence[Span], start: int) -> int:
    """How many different found words an excerpt shows whose first one begins at `start`."""
    return len({fold(text[a:b]) for a, b in found if start <= a and b <= start + LONGEST - LEAD})


def _gap(text: str, at: int, latest: int) -> int:
    """The first beginning of a word from `at` on, at the latest `latest`."""
    space = text.find(" ", at, latest)
    return latest if space < 0 else space + 1


def _gap_before(text: str, at: int, earliest: int) -> int:
    """The last end of a word before `at`; `at` itself in one endless word."""
    space = text.rfind(" ", earliest, at)
    return at if space < 0 else space
