"""A person's own essays of all time, packed: a folder for each, with every text in every form, and a page to read."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from classrooms.models import User
from essays import document, files
from essays.files.kinds import KINDS
from essays.files.papers import Paper
from essays.leaves import leaves
from essays.models import Comment, Essay, Submission
from essays.queries_files import paper_of_draft, paper_of_submission
from essays.queries_marking import answered

STYLE = Path(files.__path__[0]) / "archive.css"


def pack(owner: User, packed: zipfile.ZipFile, count: Callable[[int, int], None]) -> None:
    """Put all essays of this person into an open zip; `count` is told how many are done, of how many."""
    own = Essay.objects.filter(writer=owner).select_related("draft", "assignment__classroom", "question", "writer")
    pks = list(own.order_by("begun_at", "pk").values_list("pk", flat=True))
    count(0, len(pks))
    listed = []
    for number, pk in enumerate(pks, start=1):
        essay = own.get(pk=pk)
        folder = f"{number:02}-{slugify(essay.text, allow_unicode=True)[:40].strip('-') or 'essay'}"
        pieces = list(_pieces(essay))
        for name, data in _files(essay, pieces):
            packed.writestr(f"{folder}/{name}", data)
        listed.append({"essay": essay, "folder": folder, "pieces": pieces})
        count(number, len(pks))
    page = {"owner": owner, "essays": listed, "made_at": timezone.now()}
    packed.writestr("index.html", render_to_string("essays/archive_index.html", page))
    packed.writestr("style.css", STYLE.read_bytes())


def _pieces(essay: Essay) -> Iterator[dict[str, Any]]:
    """The submissions of an essay, each with what was returned of it, then its draft."""
    for submission in Submission.objects.filter(essay=essay).select_related("essay").order_by("round", "pk"):
        back = f"-sent-back-{submission.pk}" if submission.sent_back_at else ""
        comments = answered(Comment.objects.returned().filter(submission=submission).select_related("author"))
        yield {
            "name": f"draft-{submission.round}-handed-in{back}",
            "paper": paper_of_submission(submission),
            "document": submission.document,
            "submission": submission,
            "html": mark_safe("").join(leaf.html for leaf in leaves(submission, comments).leaves),
        }
    if essay.draft.saved_at:
        paper = paper_of_draft(essay)
        html = mark_safe(document.render(paper.tree))  # noqa: S308  # render escapes everything
        yield {"name": "draft-now", "paper": paper, "document": essay.draft.document, "html": html}


def _files(essay: Essay, pieces: list[dict[str, Any]]) -> Iterator[tuple[str, bytes]]:
    for piece in pieces:
        for kind in ("docx", "txt"):
            yield f"{piece['name']}.{kind}", KINDS[kind].make(piece["paper"])
        yield f"{piece['name']}.json", piece["document"].encode()
    facts = {
        "question": essay.text,
        "class": essay.assignment.classroom.name if essay.assignment else None,
        "begun_at": essay.begun_at.isoformat(),
        "texts": [_said(piece) for piece in pieces],
    }
    yield "essay.json", json.dumps(facts, ensure_ascii=False, indent=1).encode()


def _said(piece: dict[str, Any]) -> dict[str, Any]:
    """One text of an essay for programs: where it lies, what is known of it, what was returned."""
    paper: Paper = piece["paper"]
    submission: Submission | None = piece.get("submission")
    facts: dict[str, Any] = {"document": f"{piece['name']}.json", "about": paper.facts}
    if submission:
        facts |= {
            "handed_in_at": submission.handed_in_at.isoformat(),
            "late": submission.late,
            "receipt": submission.receipt,
            "digest": submission.digest,
            "words": submission.words,
            "citations": submission.citations,
            "plan": submission.plan,
        }
    if paper.judgement:
        levels = [
            {"name": each.name, "level": each.level, "of": each.highest, "note": each.note}
            for each in paper.judgement.levels
        ]
        facts["mark"] = {
            "score": paper.judgement.score or None,
            "levels": levels,
            "summary": paper.judgement.summary,
            "next_step": paper.judgement.next_step,
            "by": paper.judgement.by,
        }
    facts["comments"] = [
        {
            "start": each.start,
            "end": each.end,
            "kind": each.kind,
            "body": each.body,
            "by": each.author,
            "at": each.made_at.isoformat(),
            "answers": list(each.answers),
        }
        for each in paper.remarks
    ]
    return facts
