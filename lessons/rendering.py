"""The text of a section as HTML: passages, headings, and places for its figures, disputes and sources. No Django."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.renderer import RendererHTML

from lessons.pack import prose
from lessons.texts.words import count_words

WORDS_A_MINUTE = 180
TAG = re.compile(r"<[^>]*>")
OPENED = re.compile(r"(<(?:ul|ol|li|blockquote)\b[^>]*>)\n")
CLOSED = re.compile(r"\n(</(?:ul|ol|li|blockquote)>)")


@dataclass(frozen=True)
class Target:
    """Where a term or person is explained, and its own name."""

    href: str
    name: str


@dataclass(frozen=True)
class Links:
    """What the [[links]] of a text may lead to, by id, and the language whose quotation marks it uses."""

    terms: Mapping[str, Target] = field(default_factory=dict)
    people: Mapping[str, Target] = field(default_factory=dict)
    language: str = "en"

    def target(self, link: prose.Link) -> Target | None:
        """Where a link leads; None when the course has no such term or person."""
        return {"term": self.terms, "person": self.people}.get(link.kind, {}).get(link.id)


@dataclass(frozen=True)
class Block:
    """A part of a section in order: a passage, a heading, or the place of a figure, dispute, source, picture or image.

    `pid` is the id in the file; where something is placed, it is that thing's and `html` is empty. `plain` is the text
    of `html` exactly as a browser's textContent gives it; offsets of clippings are code points of it.
    """

    kind: str
    pid: str
    html: str
    plain: str


@dataclass(frozen=True)
class Rendered:
    """A section ready to show: blocks, headings as (id, title), words, and minutes of reading."""

    blocks: tuple[Block, ...]
    headings: tuple[tuple[str, str], ...]
    words: int
    minutes: int


def render_section(text: str, links: Links) -> Rendered:
    """The Markdown body of a section as blocks of safe HTML. Unknown links are marked, never an error."""
    blocks = tuple(_rendered(block, links) for block in prose.blocks(text, links.language))
    words = count_words(" ".join(block.plain for block in blocks))
    headings = tuple((block.pid, block.plain) for block in blocks if block.kind == "heading")
    return Rendered(blocks, headings, words, minutes_for(words))


def render_prose(text: str, links: Links) -> str:
    """Markdown of an overview as safe HTML."""
    return "\n".join(_rendered(block, links).html for block in prose.blocks(text, links.language))


def render_inline(text: str, language: str = "en") -> str:
    """One line of Markdown, as in a source's reference, as safe HTML without a paragraph around it."""
    tokens = prose.reader(language).parseInline(text.replace("\n", " "))
    return _RENDERER.render(tokens, prose.reader(language).options, {"links": Links(language=language)})


def inline_text(text: str, language: str = "en") -> str:
    """One line of Markdown as plain text."""
    return html.unescape(TAG.sub("", render_inline(text, language)))


def minutes_for(words: int) -> int:
    """Minutes that a careful reader of sixteen needs, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def _rendered(block: prose.Block, links: Links) -> Block:
    if block.kind not in ("passage", "heading"):
        return Block(block.kind, block.id, "", "")
    first = block.tokens[0]
    if block.id:
        first.attrSet("id", block.id)
        if block.kind == "passage":
            first.attrSet("data-passage", block.id)
    made = _RENDERER.render(block.tokens, prose.reader(links.language).options, {"links": links}).strip()
    made = CLOSED.sub(r"\1", OPENED.sub(r"\1", made))
    return Block(block.kind, block.id, made, html.unescape(TAG.sub("", made)))


class _CourseRenderer(RendererHTML):
    """markdown-it's renderer with our links, and a space for each line break inside a paragraph."""

    def softbreak(self, tokens, idx, options, env) -> str:
        return " "

    def link_open(self, tokens, idx, options, env) -> str:
        tokens[idx].attrSet("rel", "external noopener")
        return self.renderToken(tokens, idx, options, env)

    def course_link_open(self, tokens, idx, options, env) -> str:
        """A link of three tokens: opening, words, closing."""
        link: prose.Link = tokens[idx].meta["link"]
        target = env["links"].target(link)
        if target is None:
            tokens[idx + 2].tag = "span"
            return '<span class="term is-unknown">'
        if link.shown is None:
            tokens[idx + 1].content = prose.typographic(target.name, env["links"].language)
        return (
            f'<term-card><a class="term" href="{html.escape(target.href)}"'
            f' data-gloss="{html.escape(f"{link.kind}-{link.id}")}">'
        )

    def course_link_close(self, tokens, idx, options, env) -> str:
        return "</span>" if tokens[idx].tag == "span" else "</a></term-card>"


_RENDERER = _CourseRenderer()
