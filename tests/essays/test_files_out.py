"""An essay as a file: what it says to whom, before and after the return, and how a browser is told to keep it."""

import io
import json
import re
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essays import document
from essays.files.kinds import KINDS
from essays.files.papers import Paper, Remark
from essays.files.pdf import pdf_file
from essays.files.plain import body
from essays.models import Comment, Essay, Submission
from tests import make
from tests.essays.test_word_files import NOW, WORDS, cite, doc, para, text

VECTORS = Path(__file__).parents[1] / "vectors" / "plain.json"
CANARIES = {
    "comment": "CANARYcomment",
    "staff": "CANARYstaff",
    "summary": "CANARYsummary",
    "note": "CANARYnote",
    "step": "CANARYstep",
    "grade": "CANARYgr",
}


@pytest.fixture
def marked(cast, work):
    """Ann's essay, marked with a comment, a note for staff and a mark that each hold a canary; not returned."""
    submission = cast.ann.submission
    make.comment(on=submission, by=cast.hale, body=CANARIES["comment"], quote="Kirov")
    make.comment(on=submission, by=cast.hale, body=CANARIES["staff"], staff_only=True)
    return make.mark(
        on=submission,
        by=cast.hale,
        notes={"K": CANARIES["note"]},
        summary=CANARIES["summary"],
        next_step=CANARIES["step"],
        grade=CANARIES["grade"],
    )


def fetch(client, submission, kind, **query):
    return client.get(reverse("essays:submission-file", args=[submission.pk, kind]), query)


def said(answer, kind) -> str:
    """All that a file says: every part of a Word file, the text of a PDF as a reader finds it, and its raw bytes."""
    assert answer.status_code == 200
    data = answer.content
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "\n".join(f"{name}\n{packed.read(name).decode('utf-8', 'replace')}" for name in packed.namelist())
    if kind == "pdf":
        return _glyphs(data)
    return data.decode()


def _glyphs(data: bytes) -> str:
    """A PDF's text, by pdftotext where there is one, else by the data that the layout is given."""
    try:
        done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext (poppler-utils) is missing, so the PDF's text is not read")
    return done.stdout.decode()


def found_in(answer, kind) -> set[str]:
    words = re.sub(r"\s", "", said(answer, kind))
    return {name for name, canary in CANARIES.items() if canary in words}


@pytest.mark.parametrize("kind", KINDS)
class TestReturn:
    def test_nothing_of_a_mark_is_in_a_students_file_before_its_return(self, marked, cast, client_of, kind):
        ann = client_of(cast.ann)
        assert found_in(fetch(ann, cast.ann.submission, kind), kind) == set()
        assert found_in(fetch(ann, cast.ann.submission, kind, **{"with": "comments"}), kind) == set()
        make.returned(marked, by=cast.hale, ago=-timedelta(seconds=30))
        assert found_in(fetch(ann, cast.ann.submission, kind), kind) == set()

    def test_after_the_return_all_but_the_staffs_notes_is_in_it(self, marked, cast, client_of, kind):
        make.returned(marked, by=cast.hale)
        expected = {"comment", "summary", "note", "step", "grade"}
        for person in (cast.ann, cast.hale, cast.mori):
            assert found_in(fetch(client_of(person), cast.ann.submission, kind), kind) == expected

    def test_those_who_mark_get_the_text_alone_unless_they_ask(self, marked, cast, client_of, kind):
        hale = client_of(cast.hale)
        assert found_in(fetch(hale, cast.ann.submission, kind), kind) == set()
        with_comments = fetch(hale, cast.ann.submission, kind, **{"with": "comments"})
        assert found_in(with_comments, kind) == {"comment", "summary", "note", "step", "grade"}

    def test_the_draft_never_holds_anybodys_opinion(self, marked, cast, client_of, kind):
        make.returned(marked, by=cast.hale)
        answer = client_of(cast.ann).get(reverse("essays:essay-file", args=[cast.ann.essay.pk, kind]))
        assert found_in(answer, kind) == set()
        assert "Kirovwasshot" in re.sub(r"\s", "", said(answer, kind))

    def test_a_file_does_not_name_its_writer(self, marked, cast, client_of, kind):
        make.returned(marked, by=cast.hale)
        answer = fetch(client_of(cast.hale), cast.ann.submission, kind)
        everything = said(answer, kind) + answer["Content-Disposition"]
        assert cast.ann.name not in everything
        assert cast.ann.username not in re.findall(r"[a-z]+", everything.lower())
        assert cast.ann.email not in everything

    def test_it_is_a_file_to_keep_and_no_page(self, cast, work, client_of, kind):
        answer = fetch(client_of(cast.ann), cast.ann.submission, kind)
        assert answer["Content-Disposition"] == f'attachment; filename="why-draft-1.{kind}"'
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == KINDS[kind].content_type
        assert "no-store" in answer["Cache-Control"]


class TestNames:
    @pytest.mark.parametrize(
        ("short", "name"),
        [
            ("Why?", 'filename="why-draft-1.txt"'),
            ('a"; filename="evil.exe', 'filename="a-filenameevilexe-draft-1.txt"'),
            ("../../etc/passwd", 'filename="etcpasswd-draft-1.txt"'),
            ("Почему Киров", "filename*=utf-8''%D0%BF%D0%BE%D1%87"),
            ("???", 'filename="why-did-it-happen-draft-1.txt"'),
        ],
    )
    def test_a_name_is_safe_whatever_the_question_is_called(self, cast, work, client_of, short, name):
        work.short = short
        work.save(update_fields=["short"])
        assert name in fetch(client_of(cast.ann), cast.ann.submission, "txt")["Content-Disposition"]

    def test_those_who_mark_can_tell_many_files_apart(self, cast, work, client_of):
        answer = fetch(client_of(cast.hale), cast.ann.submission, "txt")
        assert f"why-draft-1-{cast.ann.submission.pk}.txt" in answer["Content-Disposition"]

    @pytest.mark.parametrize("kind", ["html", "doc", "json", "DOCX"])
    def test_there_are_no_other_kinds(self, cast, work, client_of, kind):
        assert fetch(client_of(cast.ann), cast.ann.submission, kind).status_code == 404


class TestContents:
    def submit(self, cast, work, tree, citations=()):
        raw = document.dumps(tree)
        Essay.objects.filter(pk=cast.ann.essay.pk).update(text="Why <b>did</b> it #happen?")
        return make.submission(
            cast.ann.essay, round=2, document=raw, text=document.plain_text(tree), citations=list(citations)
        )

    def test_citations_are_numbered_and_listed(self, cast, work, client_of):
        copies = [
            {"clipping": 9, "number": 1, "quote": "q", "reference": "“One”, Unit 1.1,\n passage 1"},
            {"clipping": 4, "number": 2, "quote": "q", "reference": "“Two”, Unit 1.2, passage 2"},
        ]
        submission = self.submit(cast, work, doc(para("So", cite(9), cite(4), " it", cite(9), ".")), copies)
        page = fetch(client_of(cast.ann), submission, "txt").content.decode()
        assert "So[1][2] it[1]." in page
        assert "References\n[1] “One”, Unit 1.1, passage 1\n[2] “Two”, Unit 1.2, passage 2" in page
        opened = docx.Document(io.BytesIO(fetch(client_of(cast.ann), submission, "docx").content))
        assert [each.text for each in opened.paragraphs][-3:] == [
            "References",
            "1. “One”, Unit 1.1, passage 1",
            "2. “Two”, Unit 1.2, passage 2",
        ]

    def test_a_drafts_citations_are_those_of_the_writers_clippings(self, cast, work, client_of, course):
        clipping = make.clipping(course.passages[0], by=cast.ann)
        draft = cast.ann.essay.draft
        draft.document = document.dumps(doc(para("See", cite(clipping.pk))))
        draft.save(update_fields=["document"])
        page = client_of(cast.ann).get(reverse("essays:essay-file", args=[cast.ann.essay.pk, "txt"])).content.decode()
        assert "See[1]" in page
        assert "[1] “One”, Unit 1.1, passage 1" in page

    def test_answers_and_replies_stand_with_their_comment(self, marked, cast, client_of):
        make.returned(marked, by=cast.hale)
        comment = Comment.objects.get(staff_only=False)
        make.response(comment, by=cast.ann, note="Which law?")
        page = fetch(client_of(cast.ann), cast.ann.submission, "txt").content.decode()
        assert f"1. “Kirov”\nTarget: {CANARIES['comment']}\nQuestion: Which law?" in page

    def test_a_corrected_mark_is_the_one_that_counts(self, marked, cast, client_of):
        make.returned(marked, by=cast.hale, ago=timedelta(minutes=9))
        newer = make.mark(on=cast.ann.submission, by=cast.hale, kind="corrected", reason="Added up.", summary="Better.")
        make.returned(newer, by=cast.hale, ago=timedelta(minutes=1))
        page = fetch(client_of(cast.ann), cast.ann.submission, "txt").content.decode()
        assert "Better." in page
        assert CANARIES["summary"] not in page

    def test_a_file_costs_as_many_queries_for_30_comments_as_for_3(self, marked, cast, client_of):
        make.returned(marked, by=cast.hale)
        client, counts = client_of(cast.ann), []
        for more in (2, 27):
            for _each in range(more):
                make.response(make.comment(on=cast.ann.submission, by=cast.hale, quote="Kirov"), by=cast.ann)
            with CaptureQueriesContext(connection) as noted:
                fetch(client, cast.ann.submission, "txt")
            counts.append(len(noted))
        assert counts[0] == counts[1]

    def test_nothing_is_written_by_reading(self, marked, cast, client_of):
        client = client_of(cast.ann)
        with CaptureQueriesContext(connection) as noted:
            fetch(client, cast.ann.submission, "docx")
        assert not [each["sql"] for each in noted if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        assert Submission.objects.get().pk == cast.ann.submission.pk


class TestPdf:
    def test_it_is_tagged_and_says_what_it_is(self):
        data = pdf_file(Paper("Why?", "Draft 1", doc(para("Text.")), "en-gb", WORDS))
        assert data.startswith(b"%PDF-1.7")
        for name in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid:part", b"/Lang"):
            assert name in data

    def test_a_script_without_a_font_still_makes_a_file(self):
        data = pdf_file(Paper("Why?", "", doc(para("\U000e0fff \U0010fffd 𓀀 \ufdd0")), "en", WORDS))
        assert data.startswith(b"%PDF-")

    def test_text_is_never_markup(self):
        words = '#panic("x") #read("/etc/passwd") $x$ *b* _i_ \\ // /* @a <b> `c` = h\n- i'
        read = _glyphs(pdf_file(Paper(words, words, doc(para(words, text(words, "bold"))), "en", WORDS)))
        assert read.count('#panic("x")') >= 3
        assert "passwd" in read
        assert "root:" not in read

    def test_comments_follow_their_paragraph_with_the_numbers_of_their_words(self):
        remarks = [
            Remark(2, "praise", "Praise", 12, 18, "Well put.", "Hale Test", NOW),
            Remark(1, "target", "Target", 0, 5, "Which law?", "Hale Test", NOW),
        ]
        tree = doc(para("First text."), para("Second text."))
        read = re.sub(r"\s+", " ", _glyphs(pdf_file(Paper("Why?", "", tree, "en", WORDS, remarks=remarks))))
        places = [read.index(words) for words in ("First", "Which law?", "Second", "Well put.")]
        assert places == sorted(places)


def test_the_page_after_the_return_offers_the_files(marked, cast, page_of):
    make.returned(marked, by=cast.hale)
    page = page_of(cast.ann, "essays:feedback", cast.ann.essay.pk)
    for kind in KINDS:
        assert reverse("essays:submission-file", args=[cast.ann.submission.pk, kind]) in page


def test_the_marking_desk_offers_the_files_with_and_without_comments(marked, cast, page_of):
    page = page_of(cast.hale, "essays:marking-desk", cast.ann.submission.pk)
    address = reverse("essays:submission-file", args=[cast.ann.submission.pk, "docx"])
    assert f'href="{address}"' in page
    assert f'href="{address}?with=comments"' in page


def test_the_desk_offers_the_files_to_its_writer(cast, work, page_of):
    page = page_of(cast.ben, "essays:desk", cast.ben.essay.pk)
    for kind in KINDS:
        assert reverse("essays:essay-file", args=[cast.ben.essay.pk, kind]) in page
    assert reverse("essays:bring-in", args=[cast.ben.essay.pk]) in page


def test_plain_text_is_the_browsers_plain_text():
    vectors = json.loads(VECTORS.read_text())
    assert {each["name"]: body(json.loads(each["json"])) for each in vectors} == {
        each["name"]: each["plain"] for each in vectors
    }
