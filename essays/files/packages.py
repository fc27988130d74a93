"""A Word file as it comes from outside: what is looked at before anything in it is read. No Django."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from lessons import zips

LARGEST = 5_000_000  # bytes, as it comes
LIMITS = zips.Limits(zip=LARGEST, inflated=50_000_000, file=50_000_000, entries=1_000)
BEGINS = zips.BEGINS

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XML = re.compile(r"\.(xml|rels)$", re.IGNORECASE)
_EMBEDDED = re.compile(r"(^|/)(embeddings|activex)/|\.bin$", re.IGNORECASE)
_HOLDS_OTHERS = {"oleObject", "package", "aFChunk", "control", "subDocument"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_DRAWN = ("/chart", "/diagram")


class Refused(ValueError):
    """A file that is not read. `code` says why: kind, damaged, macros, embedded, external, too-much."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Parts(NamedTuple):
    """What lies in a Word file beside its running text, counted."""

    comments: int
    changes: int
    formulas: int
    drawings: int
    margins: int  # heads and feet of pages with words in them


def open_package(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file by their paths. Raises Refused; nothing is inflated before the zip's list is checked."""
    if not data.startswith(BEGINS):
        raise Refused("kind")
    files, _folder, problems = zips.read(data, "document", LIMITS)
    names = [*files, *(problem.path for problem in problems)]
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    if any(_EMBEDDED.search(name) for name in names):
        raise Refused("embedded")
    if problems:
        raise Refused("damaged")
    for path, part in files.items():
        if _XML.search(path):
            _refuse_doctype(part)
    _refuse_other_kinds(files)
    for kind, external in _relations(files):
        if kind in _HOLDS_OTHERS:
            raise Refused("embedded")
        if external and kind != "hyperlink":
            raise Refused("external")
    return files


def count_parts(files: dict[str, bytes]) -> Parts:
    """Count what the text of a checked file leaves out."""
    text = _xml(files["word/document.xml"]) if "word/document.xml" in files else None
    tags = [node.tag for node in text.iter()] if text is not None else []
    drawn = [node.get("uri", "") for node in text.iter(_GRAPHIC)] if text is not None else []
    heads = [part for path, part in files.items() if re.fullmatch(r"word/(header|footer)\d*\.xml", path)]
    return Parts(
        comments=_count(files.get("word/comments.xml"), f"{_WORD}comment"),
        changes=tags.count(f"{_WORD}del") + tags.count(f"{_WORD}ins"),
        formulas=tags.count(_MATHS),
        drawings=sum(uri.endswith(_DRAWN) for uri in drawn),
        margins=sum(_has_words(part) for part in heads),
    )


def _refuse_doctype(part: bytes) -> None:
    """Entities are declared in a document type, which Word never writes."""

    def refuse(*_declared: object) -> None:
        raise Refused("damaged")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise Refused("damaged") from None


def _refuse_other_kinds(files: dict[str, bytes]) -> None:
    listed = files.get("[Content_Types].xml")
    if listed is None:
        raise Refused("kind")
    kinds = [node.get("ContentType", "") for node in _xml(listed)]
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds):
        raise Refused("macros")
    if _MAIN not in kinds:
        raise Refused("kind")


def _relations(files: dict[str, bytes]) -> Iterator[tuple[str, bool]]:
    """The kind of each relation in the file, and whether it leads out of it."""
    for path, part in files.items():
        if path.lower().endswith(".rels"):
            for node in _xml(part):
                external = node.get("TargetMode", "").lower() == "external"
                yield node.get("Type", "").rpartition("/")[2], external


def _xml(part: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(part)  # noqa: S314  # without a document type: _refuse_doctype


def _count(part: bytes | None, tag: str) -> int:
    return sum(1 for _node in _xml(part).iter(tag)) if part else 0


def _has_words(part: bytes) -> bool:
    return any((node.text or "").strip() for node in _xml(part).iter(f"{_WORD}t"))
