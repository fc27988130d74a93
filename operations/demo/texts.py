"""From the plain writing of the demo's files to an essay's document."""

import re
from collections.abc import Iterator

from essays.document import Tree

PIECE = re.compile(r"\{(?P<clipping>[\w-]+)\}|\*(?P<italic>[^*\n]+)\*|(?P<plain>[^{*]+|[{*])")


def tree(text: str, clippings: dict[str, int]) -> Tree:
    """The document of a text whose blocks are parted by blank lines.

    A block that begins with `## ` is a heading, with `> ` a quotation, with `- ` a list of points; `*words*` are italic
    and `{name}` cites the clipping of that name. KeyError if there is none.
    """
    blocks = [block.strip() for block in text.strip().split("\n\n")]
    return {"type": "doc", "content": [_block(block, clippings) for block in blocks]}


def _block(block: str, clippings: dict[str, int]) -> Tree:
    if block.startswith("## "):
        return {"type": "heading", "attrs": {"level": 2}, "content": list(_inline(block[3:], clippings))}
    if block.startswith("> "):
        return {"type": "blockquote", "content": [_paragraph(block[2:], clippings)]}
    if block.startswith("- "):
        points = [_paragraph(line[2:], clippings) for line in block.split("\n")]
        return {"type": "bulletList", "content": [{"type": "listItem", "content": [point]} for point in points]}
    return _paragraph(block, clippings)


def _paragraph(text: str, clippings: dict[str, int]) -> Tree:
    return {"type": "paragraph", "content": list(_inline(text, clippings))}


def _inline(text: str, clippings: dict[str, int]) -> Iterator[Tree]:
    for piece in PIECE.finditer(text):
        if name := piece["clipping"]:
            yield {"type": "citation", "attrs": {"clipping": clippings[name]}}
        elif words := piece["italic"]:
            yield {"type": "text", "marks": [{"type": "italic"}], "text": words}
        else:
            yield {"type": "text", "text": piece["plain"]}
