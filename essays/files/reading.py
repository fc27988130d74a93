"""From the HTML that a Word file becomes to an essay's document, counting what an essay cannot hold. No Django."""

import re
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple

from essays.schema import FORBIDDEN, Tree

ADDED = "redraft"  # the class of paragraphs that a download had added: question, references, feedback
CITED = re.compile(r"#clipping_([1-9][0-9]{0,14})")

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {"p", "blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th"}
_VOID = {"br", "img", "hr"}
_MARKS = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic"}
_STYLES = {"u", "s", "sup", "sub"}
_NOTE = re.compile(r"#?((?:footnote|endnote)-\d+)")
_LINE_ENDS = re.compile(r"\r\n?|\n")


class Element(NamedTuple):
    """A piece of HTML: its tag, its attributes, what is in it."""

    tag: str
    attributes: dict[str, str]
    inside: "list[Element | str]"


class Found(NamedTuple):
    """An essay's document and how often something was left out or changed, by name."""

    tree: Tree
    counts: Counter[str]


def read_html(html: str) -> Found:
    """The document that this HTML says, in our schema but of any length."""
    parser = _Builder()
    parser.feed(html)
    parser.close()
    return _Reader(parser.root).read()


class _Builder(HTMLParser):
    """Builds Elements of HTML that is well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: list[Element | str] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, [])
        self._here().append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self._here().append(data)

    def _here(self) -> "list[Element | str]":
        return self.open[-1].inside if self.open else self.root


class _Reader:
    """Reads Elements once, counting as it goes."""

    def __init__(self, root: "list[Element | str]") -> None:
        self.counts: Counter[str] = Counter()
        self.notes = {key: note for node in root for key, note in _notes_of(node)}
        self.root = [node for node in root if not any(True for _note in _notes_of(node))]
        tags = set(_tags(self.root))
        self.levels = {"h1": 2, "h2": 3 if "h1" in tags else 2}

    def read(self) -> Found:
        content = self.blocks(self.root) or [{"type": "paragraph"}]
        return Found({"type": "doc", "content": content}, self.counts)

    def blocks(self, nodes: "Iterable[Element | str]", wrap: Tree | None = None) -> list[Tree]:
        """Blocks of these nodes; runs of inline ones become blocks like `wrap`, by default paragraphs."""
        found: list[Tree] = []
        pending: list[Tree] = []

        def flush() -> None:
            content = _joined(pending)
            if content:
                found.append({**(wrap or {"type": "paragraph"}), "content": content})
            pending.clear()

        for node in nodes:
            if isinstance(node, Element) and node.tag in _BLOCKS:
                flush()
                found += self.block(node)
            else:
                pending += self.inline(node, frozenset())
        flush()
        return found

    def block(self, node: Element) -> list[Tree]:
        if node.tag == "p" and node.attributes.get("class") == ADDED:
            self.counts["added"] += 1
            return []
        if node.tag in _HEADINGS:
            return self.blocks(node.inside, {"type": "heading", "attrs": {"level": self.levels.get(node.tag, 3)}})
        if node.tag == "table":
            self.counts["tables"] += 1
        if node.tag == "blockquote":
            content = self.blocks(node.inside)
            return [{"type": "blockquote", "content": content}] if content else []
        if node.tag in ("ul", "ol"):
            return self.items(node)
        return self.blocks(node.inside)

    def items(self, node: Element) -> list[Tree]:
        items = [self.item(child) for child in node.inside if isinstance(child, Element)]
        content = [{"type": "listItem", "content": item} for item in items if item]
        if not content:
            return []
        if node.tag == "ul":
            return [{"type": "bulletList", "content": content}]
        return [{"type": "orderedList", "attrs": {"start": 1, "type": None}, "content": content}]

    def item(self, node: Element) -> list[Tree]:
        """What is in a list's item, which always begins with a paragraph."""
        content = self.blocks(node.inside)
        return [{"type": "paragraph"}, *content] if content and content[0]["type"] != "paragraph" else content

    def inline(self, node: "Element | str", marks: frozenset[str]) -> list[Tree]:
        if isinstance(node, str):
            return _text(node, marks)
        if node.tag == "br":
            return [{"type": "hardBreak"}]
        if node.tag == "img":
            self.counts["pictures"] += 1
            return []
        if node.tag == "a":
            return self.link(node, marks)
        if node.tag in _STYLES and not _note_key(node):
            self.counts["styles"] += 1
        marks |= {_MARKS[node.tag]} if node.tag in _MARKS else frozenset()
        return [piece for child in node.inside for piece in self.inline(child, marks)]

    def link(self, node: Element, marks: frozenset[str]) -> list[Tree]:
        """A citation, a note's text in brackets, or the words of any other link."""
        href = node.attributes.get("href", "")
        if cited := CITED.fullmatch(href):
            return [{"type": "citation", "attrs": {"clipping": int(cited[1])}}]
        if (note := _NOTE.fullmatch(href)) and note[1] in self.notes:
            self.counts["notes"] += 1
            return _text(f" [{_words(self.notes[note[1]]).strip()}]", marks)
        if href and not href.startswith("#"):
            self.counts["links"] += 1
        return [piece for child in node.inside for piece in self.inline(child, marks)]


def _notes_of(node: "Element | str") -> list[tuple[str, Element]]:
    """The footnotes and endnotes in a list of them."""
    if isinstance(node, str) or node.tag != "ol":
        return []
    items = [child for child in node.inside if isinstance(child, Element)]
    return [(item.attributes["id"], item) for item in items if _NOTE.fullmatch(item.attributes.get("id", ""))]


def _note_key(node: Element) -> bool:
    """Whether this raised text is the mark of a note or of a citation."""
    inside = [child for child in node.inside if isinstance(child, Element)]
    return any(_NOTE.fullmatch(child.attributes.get("href", "")) for child in inside)


def _tags(nodes: "Iterable[Element | str]") -> Iterable[str]:
    for node in nodes:
        if isinstance(node, Element):
            yield node.tag
            yield from _tags(node.inside)


def _words(node: "Element | str") -> str:
    """The text of a note, without the arrow that leads back."""
    if isinstance(node, str):
        return node
    if node.tag == "a" and "-ref-" in node.attributes.get("href", ""):
        return ""
    return "".join(map(_words, node.inside)) + (" " if node.tag in _BLOCKS else "")


def _text(text: str, marks: frozenset[str]) -> list[Tree]:
    text = _LINE_ENDS.sub(" ", FORBIDDEN.sub("", text))
    if not text:
        return []
    node: Tree = {"type": "text", "text": text}
    if marks:
        node["marks"] = [{"type": mark} for mark in sorted(marks)]
    return [node]


def _joined(pieces: list[Tree]) -> list[Tree]:
    """Inline nodes with neighbours of the same marks made one."""
    joined: list[Tree] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last["type"] == piece["type"] == "text" and last.get("marks") == piece.get("marks"):
            joined[-1] = {**last, "text": last["text"] + piece["text"]}
        else:
            joined.append(piece)
    return joined
