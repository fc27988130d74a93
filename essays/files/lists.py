"""The numbering of a Word file's lists: each list of an essay counts by itself. No Django."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from essays.files.lines import LEVELS, Listed

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BULLETS = "•◦▪"
_STEP = 360  # twentieths of a point
_LARGEST = 32_767


class Numbering:
    """Adds a definition for each list to the numbering part of a document, which has none yet."""

    def __init__(self, part: Any) -> None:
        self.part = part
        self.made: dict[int, int] = {}

    def number(self, paragraph: Paragraph, listed: Listed, depth: int) -> None:
        """Make this paragraph an item of a list at a depth from 1."""
        if listed.number not in self.made:
            self.made[listed.number] = self._define(listed)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = min(depth, LEVELS) - 1
        properties.get_or_add_numId().val = self.made[listed.number]

    def _define(self, listed: Listed) -> int:
        number = len(self.made) + 1
        kind = _child(None, "w:abstractNum", abstractNumId=number)
        _child(kind, "w:multiLevelType", val="hybridMultilevel")
        for level in range(LEVELS):
            self._level(kind, listed, level)
        first = self.part.find(qn("w:num"))
        if first is None:
            self.part.append(kind)
        else:
            first.addprevious(kind)  # all kinds stand before all lists
        num = _child(self.part, "w:num", numId=number)
        _child(num, "w:abstractNumId", val=number)
        return number

    def _level(self, kind: Any, listed: Listed, level: int) -> None:
        about = _child(kind, "w:lvl", ilvl=level)
        _child(about, "w:start", val=min(max(listed.start, 0), _LARGEST) if listed.ordered else 1)
        _child(about, "w:numFmt", val=_FORMATS[listed.type] if listed.ordered else "bullet")
        text = f"%{level + 1}." if listed.ordered else _BULLETS[level % len(_BULLETS)]
        _child(about, "w:lvlText", val=text)
        _child(about, "w:lvlJc", val="left")
        indent = _child(about, "w:pPr")
        _child(indent, "w:ind", left=_STEP * (level + 1), hanging=_STEP)


def _child(parent: Any, tag: str, **attributes: str | int) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    if parent is not None:
        parent.append(element)
    return element
