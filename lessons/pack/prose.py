"""The Markdown of sections and overviews: one parser for checking, for paragraph ids and for the page."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, smartquotes
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

OWN_ID = re.compile(r"\s*\{#([a-z][a-z0-9-]*)\}\s*$")
DIRECTIVE = re.compile(r":::(figure|dispute|source|picture|image) ([a-z0-9-]+)")
LINK = re.compile(r"\[\[(?:([a-z]+):)?([^\[\]|\n]+)(?:\|([^\[\]|\n]+))?\]\]")
BETWEEN_DIGITS = re.compile(r"(?<=\d)-(?=\d)")
RULES_OFF = ["code", "fence", "hr", "html_block", "html_inline", "image", "lheading", "reference", "backticks"]
LONGEST_QUOTED = 20_000  # characters
QUOTES = {"en": "“”‘’", "de": "„“‚‘", "fr": ["«\xa0", "\xa0»", "‹\xa0", "\xa0›"], "es": "«»“”", "ru": "«»„“"}


@dataclass(frozen=True)
class Link:
    """A [[link]] of the text: what it names, and the words it shows (none: the name of the thing itself)."""

    kind: str
    id: str
    shown: str | None


@dataclass(frozen=True)
class Block:
    """One block of a text. `line` and `last_line` count from 0 in that text; `tokens` are markdown-it's."""

    kind: str
    id: str
    line: int
    last_line: int
    tokens: tuple[Token, ...]

    @property
    def links(self) -> list[Link]:
        children = [child for token in self.tokens for child in token.children or ()]
        return [child.meta["link"] for child in children if "link" in child.meta]


def slugify(words: str) -> str:
    """The id that words stand for: "Show trial" is show-trial."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def link_of(found: re.Match[str]) -> Link:
    """What a match of LINK says."""
    kind, name, shown = found[1] or "term", found[2].strip(), found[3]
    return Link(kind, slugify(name), shown if shown or kind == "person" else name)


def blocks(text: str, language: str = "en") -> list[Block]:
    """The blocks of a Markdown text in order: passage, heading or what a directive places (see Block)."""
    return [_block(list(tokens)) for tokens in _top_level(reader(language).parse(text))]


def typographic(text: str, language: str = "en") -> str:
    """Plain text with curly quotes, ellipses and dashes, as the pages print it."""
    inline = _plain_reader(language).parseInline(text)[0]
    return "".join(child.content for child in inline.children or ())


@lru_cache
def reader(language: str = "en") -> MarkdownIt:
    """The Markdown of a course: no HTML, no images, our links and directives, quotes of the language."""
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": _quotes(language)})
    markdown.disable(RULES_OFF)
    markdown.validateLink = _is_web_address  # type: ignore[method-assign]
    markdown.inline.ruler.before("link", "course_link", _course_link)
    markdown.core.ruler.after("block", "own_ids", _own_ids)
    return _with_typography(markdown)


@lru_cache
def _plain_reader(language: str) -> MarkdownIt:
    markdown = MarkdownIt("zero", {"typographer": True, "quotes": _quotes(language)})
    return _with_typography(markdown)


def _with_typography(markdown: MarkdownIt) -> MarkdownIt:
    markdown.enable("smartquotes")
    markdown.core.ruler.at("smartquotes", _smartquotes)
    markdown.core.ruler.before("smartquotes", "dashes", _dashes)
    markdown.core.ruler.after("smartquotes", "apostrophes", _apostrophes)
    return markdown


def _quotes(language: str) -> Sequence[str]:
    return QUOTES.get(language.split("-")[0].lower(), QUOTES["en"])


def _is_web_address(url: str) -> bool:
    return url.strip().lower().startswith(("https://", "http://"))


def _course_link(state: StateInline, silent: bool) -> bool:
    found = LINK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        link = link_of(found)
        state.push("course_link_open", "a", 1).meta = {"link": link}
        state.push("text", "", 0).content = link.shown or link.id
        state.push("course_link_close", "a", -1)
    state.pos = found.end()
    return True


def _own_ids(state: StateCore) -> None:
    """Take {#p7} off the end of each block and a directive's name out of its paragraph."""
    for tokens in _top_level(state.tokens):
        first, inlines = tokens[0], [token for token in tokens if token.type == "inline"]
        if not inlines:
            continue
        directive = DIRECTIVE.fullmatch(inlines[0].content) if first.type == "paragraph_open" else None
        if directive:
            first.meta = {"kind": directive[1], "id": directive[2]}
            inlines[0].content = ""
            continue
        found = OWN_ID.search(inlines[-1].content)
        if found:
            inlines[-1].content = inlines[-1].content[: found.start()]
            first.meta = {"id": found[1]}


def _smartquotes(state: StateCore) -> None:
    """markdown-it's rule, whose time grows with the square of a paragraph; far too long ones keep straight quotes."""
    if all(len(token.content) <= LONGEST_QUOTED for token in state.tokens):
        smartquotes(state)


def _dashes(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                text = BETWEEN_DIGITS.sub("–", child.content)
                child.content = text.replace(" - ", " – ").replace(" -- ", " – ").replace("...", "…")


def _apostrophes(state: StateCore) -> None:
    """What is left of straight single quotes stands for something left out: '37."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = child.content.replace("'", "’")


def _top_level(tokens: list[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []
    if group:
        yield group


def _block(tokens: list[Token]) -> Block:
    first = tokens[0]
    kind = first.meta.get("kind") or ("heading" if first.type == "heading_open" else "passage")
    start, end = first.map or (0, 1)
    return Block(kind, first.meta.get("id", ""), start, end - 1, tuple(tokens))
