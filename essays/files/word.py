"""An essay as a Word file, with its citations, references, and what was said of it as real comments. No Django."""

import io
from datetime import UTC, datetime
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from essays.files import lists
from essays.files.lines import Line, Run, continued, is_right_to_left, lines, sayable
from essays.files.papers import Judgement, Paper, Remark
from essays.files.template import HEADING, QUESTION, REFERENCE, TEXT, template

_INDENT = Pt(18)  # for each list around a line, as in lists.py


def word_file(paper: Paper) -> bytes:
    """The file's bytes. It names nobody but the authors of the comments it carries."""
    return _Writer(paper).write()


class _Writer:
    """Fills one document; remembers each run's code points, so that comments find their words."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.docx: Any = docx.Document(io.BytesIO(template()))
        self.placed: list[tuple[int, int, WordRun]] = []
        self.lists = lists.Numbering(self.docx.part.numbering_part.element)
        self.bookmarks = 0

    def write(self) -> bytes:
        self.describe()
        self.speak()
        question = self.added(self.paper.question, QUESTION)
        if self.paper.facts:
            self.added(self.paper.facts, TEXT)
        cuts = [edge for each in self.paper.placed for edge in (each.start or 0, each.end or 0)]
        for line in lines(self.paper.tree, cuts):
            self.line(line)
        self.references()
        if self.paper.judgement:
            self.judgement(self.paper.judgement)
        for remark in self.paper.placed:
            self.comment(remark, self.covered(remark) or question.runs)
        for remark in self.paper.whole:
            self.comment(remark, question.runs)
        out = io.BytesIO()
        self.docx.save(out)
        return out.getvalue()

    def describe(self) -> None:
        """Say in the file's properties what it is, and nothing of who made it."""
        about = self.docx.core_properties
        about.title, about.language = sayable(self.paper.question)[:255], self.paper.language
        about.author = about.last_modified_by = about.comments = about.keywords = ""
        about.created = about.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)

    def speak(self) -> None:
        """Say the language of the text."""
        properties = self.docx.styles["Normal"].element.get_or_add_rPr()
        properties.append(_element("w:lang", val=self.paper.language))

    def added(self, text: str, style: str) -> Paragraph:
        paragraph = self.docx.add_paragraph(style=style)
        _direct(paragraph, is_right_to_left(text))
        for n, part in enumerate(text.splitlines() or [""]):
            run = paragraph.add_run()
            if n:
                run._r.add_br()
            run._r.add_t(sayable(part))
        return paragraph

    def line(self, line: Line) -> None:
        paragraph = self.docx.add_paragraph(style=_style_of(line))
        _direct(paragraph, line.right_to_left)
        if line.kind == "item" and line.listed:
            self.lists.number(paragraph, line.listed, line.depth)
        elif line.depth:
            paragraph.paragraph_format.left_indent = _INDENT * line.depth
        for run in line.runs:
            written = self.citation(paragraph, run) if run.clipping else self.run(paragraph, run)
            written.font.rtl = True if is_right_to_left(run.text) else None
            self.placed.append((run.start, run.end, written))

    def run(self, paragraph: Paragraph, run: Run) -> WordRun:
        written = paragraph.add_run()
        if run.text == "\n":
            written._r.add_br()
            return written
        for n, part in enumerate(run.text.split("\t")):
            if n:
                written._r.add_tab()
            if part:
                written._r.add_t(part)
        written.bold, written.italic = run.bold or None, run.italic or None
        return written

    def citation(self, paragraph: Paragraph, run: Run) -> WordRun:
        """A raised number that leads to its line in the list of references."""
        written = paragraph.add_run(run.text)
        written.font.superscript = True
        link = _element("w:hyperlink", anchor=_bookmark(run.clipping))
        written._r.addprevious(link)
        link.append(written._r)
        self.bookmark(link, f"cited_{self.bookmarks + 1}")  # keeps two citations apart that follow one another
        return written

    def bookmark(self, element: Any, name: str) -> None:
        """Give this element a name that links can lead to."""
        self.bookmarks += 1
        element.addprevious(_element("w:bookmarkStart", id=str(self.bookmarks), name=name))
        element.addnext(_element("w:bookmarkEnd", id=str(self.bookmarks)))

    def references(self) -> None:
        if not self.paper.references:
            return
        self.added(self.paper.words["references"], HEADING)
        for each in self.paper.references:
            paragraph = self.added(f"{each.number}. {each.text}", REFERENCE)
            self.bookmark(paragraph.runs[0]._r, _bookmark(each.clipping))

    def judgement(self, judged: Judgement) -> None:
        self.added(self.paper.verdict, HEADING)
        for level in judged.levels:
            self.added(level.line, TEXT)
        for name, text in (("summary", judged.summary), ("next_step", judged.next_step)):
            if text:
                self.added(f"{self.paper.words[name]}: {text}", TEXT)

    def covered(self, remark: Remark) -> list[WordRun]:
        first, last = remark.start or 0, remark.end or 0
        return [run for start, end, run in self.placed if start < last and end > first]

    def comment(self, remark: Remark, runs: list[WordRun]) -> None:
        text = sayable("\n".join(remark.lines))
        initials = "".join(word[0] for word in remark.author.split()[:3])
        comment = self.docx.add_comment(runs, text=text, author=sayable(remark.author), initials=sayable(initials))
        comment._comment_elm.set(qn("w:date"), remark.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _style_of(line: Line) -> str:
    if line.kind == "heading":
        return f"Heading {line.level}"
    if line.kind == "quote":
        return "Quote"
    if line.kind == "item":
        return "List Paragraph"
    if line.kind == "more":
        return continued(line.depth)
    return "Normal"


def _bookmark(clipping: int | None) -> str:
    return f"clipping_{clipping}"


def _direct(paragraph: Paragraph, right_to_left: bool) -> None:
    if right_to_left:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
