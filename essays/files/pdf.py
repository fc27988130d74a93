"""An essay as a tagged PDF, set by Typst. Data goes in as JSON and is never read as markup. No Django."""

import json
from pathlib import Path
from typing import Any

import typst

from essays.files.lines import Line, Listed, is_right_to_left, lines, sayable
from essays.files.papers import Paper, Remark

LAYOUT = Path(__file__).with_name("essay.typ")
_NUMBERING = {"1": "1.", "a": "a.", "A": "A.", "i": "i.", "I": "I."}


def pdf_file(paper: Paper) -> bytes:
    """The file's bytes: PDF/UA-1, or where a letter has no font here, the same without that promise."""
    inputs = {"paper": json.dumps(_data(paper))}
    try:
        return typst.compile(LAYOUT, sys_inputs=inputs, pdf_standards=["ua-1"])
    except typst.TypstError:
        return typst.compile(LAYOUT, sys_inputs=inputs)


def _data(paper: Paper) -> dict[str, Any]:
    cuts = [edge for each in paper.placed for edge in (each.start or 0, each.end or 0)]
    set_lines = lines(paper.tree, cuts)
    return {
        "question": sayable(paper.question),
        "facts": sayable(paper.facts),
        "language": paper.language.partition("-")[0],
        "region": paper.language.partition("-")[2].upper() or None,
        "words": dict(paper.words),
        "blocks": _blocks(set_lines, paper),
        "references": [{"number": each.number, "text": sayable(each.text)} for each in paper.references],
        "whole": [_remark(each) for each in paper.whole],
        "judgement": _judgement(paper),
    }


def _blocks(set_lines: list[Line], paper: Paper) -> list[dict]:
    """The top-level blocks: each its nested parts, and the remarks that begin in it."""
    found = []
    for number in range(len(paper.tree["content"])):
        mine = [line for line in set_lines if line.block == number]
        ends = [max([run.end for run in line.runs], default=0) for line in mine]
        last = max(ends, default=0)
        first = min((run.start for line in mine for run in line.runs), default=last)
        here = [each for each in paper.placed if each.start is not None and first <= each.start <= last]
        found.append({"parts": _nested(mine, paper, 0), "remarks": [_remark(each) for each in here]})
    return found


def _nested(set_lines: list[Line], paper: Paper, depth: int) -> list[dict]:
    """Lines as they lie in one another: lists hold items, which hold lines again."""
    found: list[dict] = []
    at = 0
    while at < len(set_lines):
        line = set_lines[at]
        end = at + 1
        if line.kind == "quote" and line.depth <= depth:
            while end < len(set_lines) and set_lines[end].kind == "quote" and set_lines[end].depth == line.depth:
                end += 1
            found.append({"kind": "quote", "lines": [_text(each, paper) for each in set_lines[at:end]]})
            at = end
            continue
        if line.depth <= depth:
            found.append(_text(line, paper))
            at = end
            continue
        while end < len(set_lines) and not _ends(set_lines[end], line, depth):
            end += 1
        found.append(_list(set_lines[at:end], paper, depth + 1))
        at = end
    return found


def _ends(line: Line, first: Line, depth: int) -> bool:
    """Whether this line is no more of the list that `first` began."""
    if line.depth <= depth:
        return True
    return line.depth == depth + 1 and line.kind == "item" and line.listed != first.listed


def _list(set_lines: list[Line], paper: Paper, depth: int) -> dict:
    starts = [n for n, line in enumerate(set_lines) if line.kind == "item" and line.depth == depth]
    ends = [*starts[1:], len(set_lines)]
    listed = set_lines[0].listed or Listed(0, ordered=False)
    items = [
        [_text(set_lines[start], paper), *_nested(set_lines[start + 1 : end], paper, depth)]
        for start, end in zip(starts, ends, strict=True)
    ]
    return {
        "kind": "numbers" if listed.ordered else "bullets",
        "start": max(listed.start, 0),
        "numbering": _NUMBERING[listed.type],
        "items": items,
    }


def _text(line: Line, paper: Paper) -> dict:
    runs = []
    for run in line.runs:
        on = [each for each in paper.placed if each.start < run.end and each.end > run.start]  # type: ignore[operator]
        runs.append(
            {
                "text": run.text.replace("\t", "\u2003"),
                "bold": run.bold,
                "italic": run.italic,
                "cites": run.clipping is not None,
                "kind": on[0].kind if on else None,
                "ends": [each.number for each in on if each.end <= run.end],  # type: ignore[operator]
            }
        )
    return {"kind": line.kind, "level": line.level, "rtl": line.right_to_left, "runs": runs}


def _remark(each: Remark) -> dict:
    answers = [sayable(answer) for answer in each.answers]
    return {
        "number": each.number,
        "kind": each.kind,
        "word": each.word,
        "body": sayable(each.body),
        "author": sayable(each.author),
        "answers": answers,
        "rtl": is_right_to_left(each.body),
    }


def _judgement(paper: Paper) -> dict | None:
    judged = paper.judgement
    if judged is None:
        return None
    levels = [sayable(each.line) for each in judged.levels]
    texts = {"summary": sayable(judged.summary), "next_step": sayable(judged.next_step)}
    return {"head": paper.verdict, "by": sayable(judged.by), "levels": levels, **texts}
