"""The essay as a small checked tree: its canonical text, its words and its HTML."""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from html import escape
from itertools import pairwise
from typing import NamedTuple

from essays.schema import FORBIDDEN, MARKS, SCHEMA, TEXT_BLOCKS, DocumentError, Tree, check, dumps, parse
from lessons.texts.words import count_words

__all__ = [
    "CITATION",
    "SCHEMA",
    "DocumentError",
    "Span",
    "Tree",
    "blocks",
    "check",
    "citations",
    "count_words",
    "digest",
    "dumps",
    "from_paragraphs",
    "is_plain",
    "parse",
    "plain_text",
    "render",
    "render_blocks",
    "to_paragraphs",
    "without_citations",
    "words",
]

CITATION = "\ufffc"  # what a citation is in the canonical text

Cite = Callable[[int, int], str | None]

_NEWLINE = re.compile(r"\r\n?|\n")


class Span(NamedTuple):
    """A comment's place: code points [start, end) of the canonical text. `number` None draws no number."""

    start: int
    end: int
    id: int | str
    kind: str
    number: int | None = None


def plain_text(tree: Tree) -> str:
    """The canonical text: each text block ends in a newline, a hard break is one, a citation is U+FFFC."""
    return "".join(map(_text_of, tree["content"]))


def blocks(tree: Tree) -> list[tuple[int, int]]:
    """The code point range (start, end) of each top-level block, end newline included; they cover the whole text."""
    ranges, start = [], 0
    for block in tree["content"]:
        end = start + len(_text_of(block))
        ranges.append((start, end))
        start = end
    return ranges


def words(tree: Tree) -> int:
    """The number of words, the one count that is shown everywhere."""
    return count_words(plain_text(tree))


def citations(tree: Tree) -> list[int]:
    """Clipping ids in the order of the text, as often as they are cited."""
    found, todo = [], [tree]
    while todo:
        node = todo.pop()
        if node["type"] == "citation":
            found.append(node["attrs"]["clipping"])
        todo.extend(reversed(node.get("content", ())))
    return found


def without_citations(tree: Tree, keep: Collection[int]) -> Tree:
    """A copy of the tree in which only citations of the clippings in `keep` are left."""
    copy = dict(tree)
    if "content" in tree:
        copy["content"] = [
            without_citations(child, keep)
            for child in tree["content"]
            if child["type"] != "citation" or child["attrs"]["clipping"] in keep
        ]
        if not copy["content"]:
            del copy["content"]
    return copy


def from_paragraphs(text: str) -> Tree:
    """The tree of a textarea's text: each line is a paragraph; blank lines and forbidden characters are dropped."""
    lines = _NEWLINE.split(FORBIDDEN.sub("", text))
    content = [{"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in lines if line.strip()]
    return {"type": "doc", "content": content or [{"type": "paragraph"}]}


def to_paragraphs(tree: Tree) -> str:
    """The text for a textarea: one line for each paragraph, a blank line between; marks and citations are lost."""
    lines = _NEWLINE.split(plain_text(tree).replace(CITATION, ""))
    return "\n\n".join(line for line in lines if line.strip())


def is_plain(tree: Tree) -> bool:
    """Whether a textarea loses nothing of it but blank lines."""
    return all(
        block["type"] == "paragraph"
        and all(
            node["type"] == "text" and not node.get("marks") and not _NEWLINE.search(node["text"])
            for node in block.get("content", ())
        )
        for block in tree["content"]
    )


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8, in lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def render(tree: Tree, spans: Iterable[Span | tuple] = (), cite: Cite | None = None) -> str:
    """The document's HTML, everything escaped; see `render_blocks`."""
    return "".join(render_blocks(tree, spans, cite))


def render_blocks(tree: Tree, spans: Iterable[Span | tuple] = (), cite: Cite | None = None) -> list[str]:
    """HTML of each top-level block of a checked tree.

    Takes Spans, or tuples in their order, which may overlap; `cite(clipping, number)` gives a citation's address or
    None for a bare number. Text runs, breaks and citations carry `data-at`, their first code point; what is not text
    carries `data-aside`. Citations are numbered by the first appearance of their clipping.
    """
    printer = _Printer([Span(*span) for span in spans], cite)
    return [printer.block(block) for block in tree["content"]]


class _Printer:
    """Writes blocks one after another, knowing at which code point it is."""

    def __init__(self, spans: list[Span], cite: Cite | None) -> None:
        self.at = 0
        self.cite = cite
        self.spans = [span for span in spans if span.start < span.end]
        self.cuts = sorted({edge for span in self.spans for edge in span[:2]})
        self.numbers: dict[int, int] = {}

    def block(self, node: Tree) -> str:
        children = node.get("content", ())
        if node["type"] in TEXT_BLOCKS:
            inside = "".join(map(self.inline, children)) + self.step(1)
        else:
            inside = "".join(map(self.block, children))
        tag, attributes = _tag(node)
        return f"<{tag}{attributes}>{inside}</{tag}>"

    def inline(self, node: Tree) -> str:
        if node["type"] == "hardBreak":
            return f'<br data-at="{self.at}">' + self.step(1)
        if node["type"] == "citation":
            return self.citation(node) + self.step(1)
        start, end = self.at, self.at + len(node["text"])
        cuts = self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]
        return "".join(
            self.run(node["text"][left - start : right - start], node) + self.step(right - left)
            for left, right in pairwise([start, *cuts, end])
        )

    def run(self, text: str, node: Tree) -> str:
        covering = self.covering()
        tag = f"mark{_comment_attributes(covering)}" if covering else "span"
        html = f'<{tag} data-at="{self.at}">{_escape(text)}</{tag.partition(" ")[0]}>'
        for mark in reversed(node.get("marks", ())):
            name = MARKS[mark["type"]]
            html = f"<{name}>{html}</{name}>"
        return html

    def citation(self, node: Tree) -> str:
        clipping = node["attrs"]["clipping"]
        number = self.numbers.setdefault(clipping, len(self.numbers) + 1)
        href = self.cite(clipping, number) if self.cite else None
        tag, address = ("span", "") if href is None else ("a", f' href="{_escape(href)}"')
        html = f'<{tag} class="cite" data-aside data-at="{self.at}"{address}>{number}</{tag}>'
        covering = self.covering()
        return f"<mark{_comment_attributes(covering)}>{html}</mark>" if covering else html

    def covering(self) -> list[Span]:
        return [span for span in self.spans if span.start <= self.at < span.end]

    def step(self, length: int) -> str:
        """Goes on by so many code points; returns the numbers of the comments that end there."""
        self.at += length
        return "".join(
            f'<span class="hl-n" data-aside>{span.number}</span>'
            for span in self.spans
            if span.end == self.at and span.number is not None
        )


def _comment_attributes(spans: list[Span]) -> str:
    names = dict.fromkeys(name for span in spans for name in _classes(span.kind))
    return f' class="{_escape(" ".join(names))}" data-comments="{" ".join(_escape(str(span.id)) for span in spans)}"'


def _classes(kind: str) -> tuple[str, ...]:
    return ("starred",) if kind == "star" else ("hl", f"hl-{kind}")


def _tag(node: Tree) -> tuple[str, str]:
    attributes = node.get("attrs", {})
    match node["type"]:
        case "paragraph":
            return "p", ""
        case "heading":
            return f"h{attributes['level']}", ""
        case "bulletList":
            return "ul", ""
        case "listItem":
            return "li", ""
        case "orderedList":
            start = f' start="{attributes["start"]}"' if attributes["start"] != 1 else ""
            kind = f' type="{attributes["type"]}"' if attributes["type"] not in (None, "1") else ""
            return "ol", start + kind
    return "blockquote", ""


def _escape(text: str) -> str:
    return escape(text).replace("\r", "&#13;")  # a bare one would reach the page as a line feed


def _text_of(node: Tree) -> str:
    kind = node["type"]
    if kind == "text":
        return node["text"]
    if kind == "hardBreak":
        return "\n"
    if kind == "citation":
        return CITATION
    inside = "".join(map(_text_of, node.get("content", ())))
    return inside + "\n" if kind in TEXT_BLOCKS else inside
