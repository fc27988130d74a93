"""The empty Word file that every download begins with: the few styles an essay needs, and nothing of its maker."""

import io
from functools import cache
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from essays.files.lines import LEVELS, continued

# Styles of what a download adds to the text, by which an import knows it again (converting.py).
QUESTION, HEADING, TEXT, REFERENCE = (f"Redraft {name}" for name in ("Question", "Heading", "Text", "Reference"))
_ADDED = {QUESTION: (18, True), HEADING: (14, True), TEXT: (10.5, False), REFERENCE: (10.5, False)}  # points, bold
_KEPT = {"Normal", "Heading 2", "Heading 3", "Quote", "List Paragraph", "Default Paragraph Font"}
_KEPT |= {"List Continue", "List Continue 2", "List Continue 3"}
_NEEDED = ("/styles", "/numbering", "/settings", "/fontTable", "/theme", "/comments", "/core-properties")
_FACE = "Georgia"
_INK = RGBColor(0x1D, 0x1A, 0x16)


@cache
def template() -> bytes:
    """The file's bytes, made once."""
    document: Any = docx.Document()
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if not relation.reltype.endswith((*_NEEDED, "/officeDocument")):
                del relations[key]
    numbering = document.part.numbering_part.element
    for definition in list(numbering):
        numbering.remove(definition)
    _keep_styles(document.styles)
    _dress(document.styles)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _keep_styles(styles: Any) -> None:
    """Leave a few of the two hundred styles, without ties to those that go."""
    for style in list(styles):
        if style.name not in _KEPT:
            style.delete()
    ids = {style.style_id for style in styles}
    for style in styles:
        for tag in ("w:link", "w:next", "w:basedOn"):
            tie = style.element.find(qn(tag))
            if tie is not None and tie.get(qn("w:val")) not in ids:
                style.element.remove(tie)


def _dress(styles: Any) -> None:
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FACE, Pt(11.5)
    normal.paragraph_format.line_spacing, normal.paragraph_format.space_after = 1.35, Pt(8)
    for name in ("Heading 2", "Heading 3"):
        styles[name].font.color.rgb, styles[name].font.name = _INK, _FACE
    for level in range(4, LEVELS + 1):  # Word's own end at 3
        styles.add_style(continued(level), WD_STYLE_TYPE.PARAGRAPH).base_style = normal
    for name, (size, bold) in _ADDED.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = style.next_paragraph_style = normal  # what is typed below is the writer's own
        style.font.size, style.font.bold = Pt(size), bold
        if name in (QUESTION, HEADING):
            style.paragraph_format.keep_with_next = True
            outline = OxmlElement("w:outlineLvl")
            outline.set(qn("w:val"), "0")
            style.element.get_or_add_pPr().append(outline)
