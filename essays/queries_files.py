"""What a file of an essay says: for its writer only what was returned, for those who mark what they ask for."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from essays import citing, document, rubrics
from essays.files.papers import Judgement, Level, Paper, Reference, Remark
from essays.models import Comment, Essay, Mark, Return, Submission
from essays.queries_marking import answered
from essays.queries_waiting import waiting


def paper_of_draft(essay: Essay) -> Paper:
    """The living text as it is saved, without anybody's opinion of it. Takes the essay with its draft."""
    draft = essay.draft
    tree = document.parse(draft.document)
    when = _("Draft %(round)s, saved on %(at)s") % {"round": draft.round, "at": _moment(draft.saved_at)}
    return Paper(
        question=essay.text,
        facts=_facts(when if draft.saved_at else "", draft.words),
        tree=tree,
        language=get_language() or "en",
        words=_words(),
        references=_references(citing.copies(tree, essay.writer_id)),
    )


def paper_of_submission(submission: Submission, *, unreturned: bool = False) -> Paper:
    """What was handed in, with its comments and mark once they are returned; `unreturned`: also before.

    Comments for staff only are never in it. Takes the submission with its essay.
    """
    comments = Comment.objects.standing().filter(staff_only=False) if unreturned else Comment.objects.returned()
    found = answered(comments.filter(submission=submission).select_related("author"))
    when = _("Draft %(round)s, handed in on %(at)s") % {
        "round": submission.round,
        "at": _moment(submission.handed_in_at),
    }
    return Paper(
        question=submission.essay.text,
        facts=_facts(when, submission.words),
        tree=document.parse(submission.document),
        language=get_language() or "en",
        words=_words(),
        references=_references(submission.citations),
        remarks=_remarks(found),
        judgement=_judgement(submission, unreturned),
    )


def file_name(essay: Essay, round: int, *, submission: int | None = None) -> str:
    """A name for an essay's file, without its ending: the question in short, the draft, the submission's number."""
    short = essay.assignment.short if essay.assignment else essay.question.short if essay.question else ""
    words = _slug(short) or _slug(essay.text) or "essay"
    number = f"-{submission}" if submission else ""
    return f"{words}-draft-{round}{number}"


def _slug(text: str) -> str:
    return slugify(text, allow_unicode=True)[:40].strip("-")


def _judgement(submission: Submission, unreturned: bool) -> Judgement | None:
    """The mark that counts: the newest that was returned; `unreturned`: the newest there is, unless it was reopened.

    While the mark waits, only its words are in it.
    """
    if unreturned:
        newest = submission.marks.select_related("rubric", "marker").order_by("-pk").first()
        return _whole(newest) if newest and newest.kind != Mark.Kind.REOPENED else None
    shown = Return.objects.visible().filter(submission=submission).select_related("mark__rubric", "mark__marker")
    returned = shown.order_by("-pk").first()
    if returned is None:
        return None
    return _whole(returned.mark) if waiting(returned).over else _words_only(returned.mark)


def _words_only(mark: Mark) -> Judgement:
    return Judgement(score="", levels=[], summary=mark.summary, next_step=mark.next_step, by=mark.marker.name)


def _whole(mark: Mark) -> Judgement:
    score = _("%(total)s of %(out_of)s") % {"total": mark.total, "out_of": mark.out_of}
    levels = [
        Level(row.name, _level(row.word, row.level, row.highest), row.level, row.highest, row.note)
        for row in rubrics.rows(mark.rubric, mark.levels, notes=mark.notes)
    ]
    return Judgement(
        score=f"{score} · {mark.grade}" if mark.grade else score,
        levels=levels,
        summary=mark.summary,
        next_step=mark.next_step,
        by=mark.marker.name,
    )


def _level(word: str, level: rubrics.Level | None, highest: int) -> str:
    if level is None:
        return word
    return _("%(word)s (%(level)s of %(highest)s)") % {"word": word, "level": level, "highest": highest}


def _remarks(comments: Iterable[Comment]) -> list[Remark]:
    """Comments in the order of the text, numbered as the pages number them."""
    ordered = sorted(comments, key=lambda each: (each.start is None, each.start or 0, each.pk))
    return [
        Remark(
            number=number if each.start is not None else None,
            kind=each.kind,
            word=each.get_kind_display(),
            start=each.start,
            end=each.end,
            body=each.body,
            author=each.author.name,
            made_at=each.made_at,
            answers=tuple(_answers(each)),
        )
        for number, each in enumerate(ordered, start=1)
    ]


def _answers(comment: Comment) -> Iterable[str]:
    response = getattr(comment, "response", None)
    if response is None:
        return
    note = f": {response.note}" if response.note else ""
    yield f"{response.get_answer_display()}{note}"
    for reply in response.replies.all():
        yield f"{reply.author.name}: {reply.body}"


def _references(copies: Iterable[dict]) -> list[Reference]:
    return [Reference(each["number"], each["clipping"], each["quote"], _one_line(each["reference"])) for each in copies]


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _facts(when: str, words: int) -> str:
    count = ngettext("%(n)s word", "%(n)s words", words) % {"n": words}
    return f"{when} · {count}" if when else count


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "l j F Y, G:i") if at else ""


def _words() -> dict[str, str]:
    """The headings that a file needs."""
    return {
        "references": _("References"),
        "feedback": _("Feedback"),
        "comments": _("Comments"),
        "whole": _("On the whole essay"),
        "summary": _("Summary"),
        "next_step": _("Your next step"),
    }
