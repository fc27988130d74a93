"""Check the Markdown of sections and overviews, and write the paragraph ids that are missing."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lessons.pack import front, prose
from lessons.pack.fields import near
from lessons.pack.parts import Problem, Section, Unit

# Markdown that other places know and a course does not.
FOREIGN = [
    (re.compile(r"</?[A-Za-z](?!ttps?://)|<!"), "HTML is not read here. Write Markdown."),
    (re.compile(r"!\["), "Pictures are not kept in a course. Use a figure or a source."),
    (re.compile(r"\[\^"), "Footnotes are not read here. Put the words into the text or into a source."),
    (re.compile(r"\s*(```|~~~)"), "Code blocks are not read here."),
    (re.compile(r"\s*\|"), "Tables are not read here. Put the numbers into figures.toml."),
    (re.compile(r"\s*([-*_]\s*){3,}$"), "Rules are not read here. Use a heading."),
    (re.compile(r"#\s|#{4,}\s"), "Headings in a text have two or three #: the title stands in the front matter."),
]
AT_START = FOREIGN[3:]
PASSAGE_ID = re.compile(r"p[1-9]\d*")
HEADING_ID = re.compile(r"h-[a-z0-9-]+")
KINDS = {"term": "term", "person": "person"}
Known = Mapping[str, Iterable[str]]


def check_overview(unit: Unit, known: Known) -> Iterator[Problem]:
    """Faults of a unit's overview; `known` holds the ids of each kind, and lacks a kind whose file is broken."""
    path = f"{unit.folder}/unit.md"
    yield from _lines(path, unit.overview, unit.overview_line, known)
    for block in prose.blocks(unit.overview):
        if block.kind not in ("passage", "heading"):
            yield Problem(path, unit.overview_line + block.line, f"A {block.kind} stands in a section, not here.")


def check_section(section: Section, known: Known) -> Iterator[Problem]:
    """Faults of a section's text: ids, links, directives, Markdown that is not read."""
    yield from _lines(section.path, section.body, section.body_line, known)
    blocks = prose.blocks(section.body)
    if not any(block.kind == "passage" for block in blocks):
        yield Problem(section.path, section.body_line, "The section has no text.")
    seen: dict[str, int] = {}
    placed: set[tuple[str, str]] = set()
    for block in blocks:
        line = section.body_line + block.line
        if block.kind in ("passage", "heading"):
            for what in _own_id(block, seen):
                yield Problem(section.path, line, what)
            seen.setdefault(block.id, line)
        else:
            if block.id not in known.get(block.kind, (block.id,)):
                what = f"No {block.kind} “{block.id}”.{near(block.id, known[block.kind])}"
                yield Problem(section.path, line, what)
            elif (block.kind, block.id) in placed:
                yield Problem(section.path, line, f"The {block.kind} “{block.id}” stands in this section already.")
            placed.add((block.kind, block.id))


def _own_id(block: prose.Block, seen: dict[str, int]) -> Iterator[str]:
    name, shape, form = (
        ("heading", HEADING_ID, "{#h-...}") if block.kind == "heading" else ("paragraph", PASSAGE_ID, "{#p1}")
    )
    if _source_of(block).lstrip().startswith(":::"):
        yield "A directive stands alone between blank lines: “:::figure id”, “:::dispute id” or “:::source id”."
    elif not block.id:
        yield f"This {name} has no id. Write {form} at its end, or run check with --write-ids."
    elif not shape.fullmatch(block.id):
        yield f"The id of a {name} is written {form}, not {{#{block.id}}}."
    elif block.id in seen:
        yield f"The id “{block.id}” is used twice; it stands on line {seen[block.id]} already."


def _lines(path: str, text: str, first: int, known: Known) -> Iterator[Problem]:
    """What single lines show: foreign Markdown, links to nothing, broken links, ids in the wrong place."""
    for number, line in enumerate(text.split("\n"), first):
        for pattern, what in FOREIGN:
            if pattern.match(line) if (pattern, what) in AT_START else pattern.search(line):
                yield Problem(path, number, what)
        for found in prose.LINK.finditer(line):
            what = _link(prose.link_of(found), known)
            if what:
                yield Problem(path, number, what)
        rest = prose.LINK.sub("", line)
        if "[[" in rest or "]]" in rest:
            yield Problem(path, number, "A link is written [[term]], [[term|words]] or [[person:id]], on one line.")
        if "{#" in prose.OWN_ID.sub("", line):
            yield Problem(path, number, "An id stands once, at the end of a paragraph: {#p1}.")


def _link(link: prose.Link, known: Known) -> str:
    if link.kind not in KINDS:
        return f"A link leads to a term or a person, not to “{link.kind}”."
    if link.kind in known and link.id not in known[link.kind]:
        return f"No {link.kind} “{link.id}”.{near(link.id, known[link.kind])}"
    return ""


def _source_of(block: prose.Block) -> str:
    return next((token.content for token in block.tokens if token.type == "inline"), "")


def write_ids(text: str, used: Iterable[str] = ()) -> str:
    """The text of a section file with an id on each paragraph and heading that had none.

    Numbers go on from the highest one in the text or in `used` (ids of earlier versions), so that none comes back.
    Raises front.FrontMatterError.
    """
    fronted = front.split(text)
    lines = text.split("\n")
    blocks = prose.blocks(fronted.body)
    taken = {*used, *(block.id for block in blocks)}
    highest = max((int(one[1:]) for one in taken if PASSAGE_ID.fullmatch(one)), default=0)
    for block in blocks:
        if block.id or block.kind not in ("passage", "heading") or _source_of(block).startswith(":::"):
            continue
        if block.kind == "heading":
            own = _free(f"h-{prose.slugify(_source_of(block))[:60].strip('-') or 'heading'}", taken)
        else:
            highest += 1
            own = f"p{highest}"
        taken.add(own)
        at = fronted.body_line - 1 + block.last_line
        while not lines[at].strip():
            at -= 1
        line, end = lines[at].rstrip(), "\r" if lines[at].endswith("\r") else ""
        lines[at] = f"{line} {{#{own}}}{end}"
    return "\n".join(lines)


def _free(wanted: str, taken: set[str]) -> str:
    own, count = wanted, 1
    while own in taken:
        count += 1
        own = f"{wanted}-{count}"
    return own
