"""An essay as a word processor has it: one line after another, each of runs that know their code points. No Django."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from essays.schema import TEXT_BLOCKS, Tree

LEVELS = 9  # of lists, as Word has them
_PIECES = re.compile(r"\r\n|[\r\n]|[^\r\n]+")
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML has no way to write
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
)
_ROMAN += ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Run:
    """Text of one look at code points [start, end); a line break is "\\n"; a citation has its clipping and number."""

    text: str
    start: int
    end: int
    bold: bool = False
    italic: bool = False
    clipping: int | None = None


@dataclass(frozen=True)
class Listed:
    """The list that an item belongs to. `number` counts the lists of an essay."""

    number: int
    ordered: bool
    start: int = 1
    type: str = "1"


@dataclass(frozen=True)
class Line:
    """A text block: paragraph, heading, quote, item (a list's) or more (an item's further paragraph).

    `level` is a heading's; `depth` counts the lists around it; `count` is the item's place in its list, from 0.
    """

    kind: str
    runs: list[Run]
    level: int = 0
    depth: int = 0
    listed: Listed | None = None
    count: int = 0
    block: int = 0  # the top-level block that it belongs to

    @property
    def right_to_left(self) -> bool:
        """Whether its first letter that has a direction is Hebrew, Arabic or the like."""
        return is_right_to_left("".join(run.text for run in self.runs))

    @property
    def marker(self) -> str:
        """What stands before an item: "•", "3.", "c." ...; nothing before other lines."""
        if self.kind != "item" or self.listed is None:
            return ""
        if not self.listed.ordered:
            return "•"
        return f"{counted(self.listed.start + self.count, self.listed.type)}."


def lines(tree: Tree, cuts: Iterable[int] = ()) -> list[Line]:
    """The lines of a checked document; runs end wherever one of `cuts` lies."""
    return _Liner(sorted(set(cuts))).read(tree)


def continued(level: int) -> str:
    """The style of a further paragraph of an item at a level from 1."""
    return "List Continue" if level == 1 else f"List Continue {min(level, LEVELS)}"


def sayable(text: str) -> str:
    """The text without the few characters that XML cannot hold."""
    return _UNSAYABLE.sub("", text)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def counted(number: int, type: str) -> str:
    """A list's number in its type: 1, a, A, i or I. What letters or Roman numbers cannot say is said in digits."""
    if type in ("a", "A") and number > 0:
        said = ""
        while number > 0:
            number, at = divmod(number - 1, 26)
            said = _LETTERS[at] + said
    elif type in ("i", "I") and 0 < number < 4000:
        said = ""
        for value, letters in _ROMAN:
            said += letters * (number // value)
            number %= value
    else:
        return str(number)
    return said.upper() if type.isupper() else said


@dataclass
class _Liner:
    """Walks through a document, knowing at which code point it is."""

    cuts: list[int]
    at: int = 0
    lists: int = 0
    block: int = 0
    numbers: dict[int, int] = field(default_factory=dict)

    def read(self, tree: Tree) -> list[Line]:
        found: list[Line] = []
        for self.block, node in enumerate(tree["content"]):
            found += self.lines(node, quoted=False, depth=0)
        return found

    def lines(self, node: Tree, *, quoted: bool, depth: int) -> Iterator[Line]:
        kind = node["type"]
        if kind in TEXT_BLOCKS:
            yield self.line(node, "quote" if quoted else "more" if depth else "paragraph", depth)
        elif kind == "blockquote":
            for child in node["content"]:
                yield from self.lines(child, quoted=True, depth=depth)
        else:
            yield from self.items(node, depth=depth + 1)

    def items(self, node: Tree, *, depth: int) -> Iterator[Line]:
        self.lists += 1
        attributes = node.get("attrs", {})
        ordered = node["type"] == "orderedList"
        listed = Listed(self.lists, ordered, attributes.get("start", 1), attributes.get("type") or "1")
        for count, item in enumerate(node["content"]):
            first, *rest = item["content"]
            yield self.line(first, "item", depth, listed, count)
            for child in rest:
                yield from self.lines(child, quoted=False, depth=depth)

    def line(self, node: Tree, kind: str, depth: int, listed: Listed | None = None, count: int = 0) -> Line:
        runs = [run for child in node.get("content", ()) for run in self.runs(child)]
        self.at += 1
        if node["type"] == "heading":
            kind = "heading"
        level = node["attrs"]["level"] if kind == "heading" else 0
        return Line(kind, runs, level, depth, listed, count, self.block)

    def runs(self, node: Tree) -> Iterator[Run]:
        start = self.at
        if node["type"] == "hardBreak":
            self.at += 1
            yield Run("\n", start, self.at)
        elif node["type"] == "citation":
            self.at += 1
            clipping = node["attrs"]["clipping"]
            number = self.numbers.setdefault(clipping, len(self.numbers) + 1)
            yield Run(str(number), start, self.at, clipping=clipping)
        else:
            marks = {mark["type"] for mark in node.get("marks", ())}
            for left, right, text in self.pieces(node["text"]):
                yield Run(text, left, right, "bold" in marks, "italic" in marks)

    def pieces(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The text cut at its line ends, which become breaks, and at the cuts."""
        start, self.at = self.at, self.at + len(text)
        for piece in _PIECES.finditer(text):
            left, right = start + piece.start(), start + piece.end()
            if piece[0] in ("\r\n", "\r", "\n"):
                yield left, right, "\n"
                continue
            inner = self.cuts[bisect_right(self.cuts, left) : bisect_right(self.cuts, right - 1)]
            for a, b in pairwise([left, *inner, right]):
                yield a, b, sayable(text[a - start : b - start])
