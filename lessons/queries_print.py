"""A whole unit on one page, for paper."""

import re
from dataclasses import replace
from itertools import islice

from lessons import queries
from lessons.models import Section, Unit
from lessons.rendering import Block, Rendered, render_section

OWN_IDS = re.compile(r'^(<\w+)(?: id="[^"]*")?(?: data-passage="[^"]*")?')
HEADING_TAG = re.compile(r"(?<=<)(/?)h([2-5])\b")
PLACED = {"figures": "figure", "disputes": "dispute", "sources": "source", "pictures": "picture"}


def sections_in_full(unit: Unit) -> list[tuple[Section, list[tuple]]]:
    """Return the unit's sections in order, each with its blocks and what is placed there, as `blocks_with_parts`.

    Passages lose their ids, which are unique in a section only, and headings stand one level lower. More sections cost
    no more queries.
    """
    rows = Section.objects.filter(unit=unit, retired_at=None).select_related("unit__course", "version")
    sections = list(rows.order_by("number"))
    links = queries.links_of(unit.course)
    texts = [render_section(queries.body_of(section.version.text), links).blocks for section in sections]
    blocks = tuple(_for_paper(block) for text in texts for block in text)
    placed = iter(queries.blocks_with_parts(unit.course, Rendered(blocks, (), 0, 0)))
    return [(section, list(islice(placed, len(text)))) for section, text in zip(sections, texts, strict=True)]


def not_placed(parts: dict[str, list], sections: list[tuple[Section, list[tuple]]]) -> dict[str, list]:
    """Of the unit's figures, disputes, sources and pictures, return those that stand in none of these sections."""
    placed = {(block.kind, block.pid) for _section, blocks in sections for block, _part in blocks}
    return {name: [part for part in parts[name] if (kind, part.key) not in placed] for name, kind in PLACED.items()}


def _for_paper(block: Block) -> Block:
    html = OWN_IDS.sub(r"\1", block.html)
    if block.kind == "heading":
        html = HEADING_TAG.sub(lambda tag: f"{tag[1]}h{int(tag[2]) + 1}", html)
    return replace(block, html=html)
