"""An essay as plain text, for a mail, another program or a file. No Django."""

from essays.document import CITATION, plain_text
from essays.files.lines import Line, lines
from essays.files.papers import Paper, Reference
from essays.schema import Tree


def plain(paper: Paper) -> str:
    """The whole paper: question, text, references, and what was said of it."""
    parts = [paper.question, paper.facts, body(paper.tree)]
    if paper.references:
        parts.append(reference_list(paper.words["references"], paper.references))
    if paper.judgement:
        parts.append(_judged(paper))
    if paper.remarks:
        parts += [paper.words["comments"], *_remarks(paper)]
    return "\n\n".join(part for part in parts if part) + "\n"


def body(tree: Tree) -> str:
    """The text alone: an empty line between blocks, none between a list's items; citations as [1]."""
    said = ""
    before: Line | None = None
    for line in lines(tree):
        words = _words(line)
        if not words.strip() and not line.marker:
            continue
        if before is not None:
            said += "\n" if before.depth and line.depth and before.block == line.block else "\n\n"
        said += words
        before = line
    return said


def reference_list(heading: str, references: list[Reference]) -> str:
    """The list of references under its heading."""
    return "\n".join([heading, *(f"[{each.number}] {each.text}" for each in references)])


def _words(line: Line) -> str:
    text = "".join(f"[{run.text}]" if run.clipping else run.text for run in line.runs)
    indent = "    " * max(line.depth - 1, 0)
    if line.marker:
        return f"{indent}{line.marker} {text}"
    if line.kind == "quote":
        return "\n".join(f"{indent}> {part}" for part in text.split("\n"))
    return f"{indent}  {text}" if line.kind == "more" else text


def _judged(paper: Paper) -> str:
    judged = paper.judgement
    assert judged is not None
    levels = [each.line for each in judged.levels]
    said = [paper.verdict, *levels]
    for name, words in (("summary", judged.summary), ("next_step", judged.next_step)):
        said += [f"{paper.words[name]}: {words}"] if words else []
    return "\n".join(said)


def _remarks(paper: Paper) -> list[str]:
    text = plain_text(paper.tree).replace(CITATION, " ")  # as long as before
    said = []
    for each in [*paper.placed, *paper.whole]:
        place = f"{each.number}. “{text[each.start : each.end].strip()}”" if each.number else paper.words["whole"]
        said.append("\n".join([place, *each.lines]))
    return said
