"""A Word file comes into an essay: looked at first, then one state more; what is bad leaves nothing behind."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx.shared import Inches

from classrooms.models import AuditEntry
from essays import document, left_out, revisions, taking_in, writing
from essays.files import converting
from essays.files.packages import LARGEST, Refused
from essays.files.papers import Reference
from essays.files.word import word_file
from essays.forms_files import REFUSALS
from essays.models import Branch, Revision
from tests import make
from tests.essays import bad_words
from tests.essays.test_word_files import cite, doc, paper, para
from tests.lessons.pictures import image

MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CLIENT = "a-tab-of-the-test"


@pytest.fixture
def essay(cast, work):
    """Ben's, saved once by the protocol, so that it has a history."""
    essay = cast.ben.essay
    text = document.dumps(make.tree("Half an essay.", ""))
    writing.save(essay=essay, client=CLIENT, seq=1, base=1, text=text)
    return fresh(essay)


@pytest.fixture
def ben(cast, client_of):
    return client_of(cast.ben)


def fresh(essay):
    essay.draft.refresh_from_db()
    return essay


def send(client, essay, data, name="essay.docx"):
    return client.post(reverse("essays:bring-in", args=[essay.pk]), {"file": SimpleUploadedFile(name, data)})


def keep(client, essay, *paragraphs, where="instead", revision=None, **more):
    given = {
        "document": document.dumps(make.tree(*paragraphs)),
        "revision": essay.draft.revision if revision is None else revision,
        "where": where,
        **more,
    }
    return client.post(reverse("essays:take-in", args=[essay.pk]), given)


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def text_of(essay):
    return document.plain_text(document.parse(fresh(essay).draft.document))


def word(fill) -> bytes:
    opened = docx.Document()
    fill(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


class TestLooking:
    def test_nothing_is_kept_before_the_choice(self, ben, essay):
        answer = send(ben, essay, bad_words.good("Kirov was shot."))
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "3 words from your file" in page
        assert "Kirov was shot." in page
        assert "Your essay has 3 words now" in page
        assert text_of(essay) == "Half an essay.\n\n"
        assert Revision.objects.filter(essay=essay).count() == 1

    def test_what_the_page_holds_is_what_the_choice_sends(self, ben, essay):
        answer = send(ben, essay, bad_words.good("“Kirov” & <b>co</b> 👩‍👩‍👧"))
        given = {name: answer.context[name] for name in ("document",)}
        answer = ben.post(
            reverse("essays:take-in", args=[essay.pk]),
            {
                **given,
                "revision": essay.draft.revision,
                "where": "instead",
                "left_out": answer.context["left_out_json"],
            },
        )
        assert answer.status_code == 302
        assert text_of(essay) == "“Kirov” & <b>co</b> 👩‍👩‍👧\n"

    def test_an_empty_essay_needs_no_choice_of_place(self, cast, ben, course):
        essay = writing.practise(question=course.question, by=cast.ben)
        page = send(ben, essay, bad_words.good()).content.decode()
        assert "Use this text" in page
        assert "Add at the end" not in page

    def test_the_file_is_shown_as_text_and_never_as_markup(self, ben, essay):
        page = send(ben, essay, bad_words.good("<script>alert(1)</script>")).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;" in page

    def test_each_thing_that_an_essay_cannot_hold_is_said(self, ben, essay):
        def fill(opened):
            paragraph = opened.add_paragraph("Kirov ")
            paragraph.add_run("was").underline = True
            opened.add_comment(paragraph.runs, "Is it so?", "A friend", "AF")
            for _each in range(2):
                opened.add_table(1, 2).cell(0, 0).text = "1934"
            opened.add_picture(io.BytesIO(image()), width=Inches(1))
            opened.sections[0].header.paragraphs[0].text = "My name"

        page = send(ben, essay, word(fill)).content.decode()
        for line in (
            "2 tables became plain paragraphs.",
            "1 picture was left out.",
            "1 comment was left out.",
            "The head or foot of the pages was left out.",
            "Underlined, struck out and raised words became plain.",
        ):
            assert line in page
        assert "1934" in page
        assert "Is it so?" not in page
        assert "My name" not in page

    def test_nothing_left_out_is_said_too(self, ben, essay):
        assert "Nothing was left out." in send(ben, essay, bad_words.good()).content.decode()

    def test_a_download_comes_in_again_with_its_citations_and_without_those_of_others(self, ben, essay, cast, course):
        own, other = (make.clipping(course.passages[0], by=person).pk for person in (cast.ben, cast.ann))
        tree = doc(para("Kirov", cite(own), " was", cite(other), " shot", cite(own), "."))
        page = send(ben, essay, word_file(paper(tree, references=[Reference(1, own, "q", "One")])))
        assert "1 citation of a clipping that is not in your notebook was left out." in page.content.decode()
        assert "What a download had added" in page.content.decode()
        assert json.loads(page.context["document"]) == doc(para("Kirov", cite(own), " was", " shot", cite(own), "."))


class TestConverting:
    """From Word's own XML."""

    def convert(self, body, **parts):
        names = f'xmlns:w="{bad_words.WORD}" xmlns:r="{bad_words.OFFICE}" xmlns:m="{MATHS}"'
        xml = f"<w:document {names}><w:body>{body}</w:body></w:document>"
        return converting.convert_here(bad_words.changed({"word/document.xml": xml.encode(), **parts}))

    def test_a_footnote_stands_in_brackets_where_its_number_was(self):
        note = '<w:footnote w:id="5"><w:p><w:r><w:t>See Knight.</w:t></w:r></w:p></w:footnote>'
        notes = f'<w:footnotes xmlns:w="{bad_words.WORD}">{note}</w:footnotes>'
        relations = bad_words.part("word/_rels/document.xml.rels")
        related = bad_words.RELATION % (bad_words.OFFICE, "footnotes", "footnotes.xml", "Internal")
        found = self.convert(
            '<w:p><w:r><w:t>Kirov</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r>'
            "<w:r><w:t> died.</w:t></w:r></w:p>",
            **{
                "word/footnotes.xml": notes.encode(),
                "word/_rels/document.xml.rels": relations.replace("</Relationships>", related).encode(),
            },
        )
        assert document.plain_text(found.tree) == "Kirov [See Knight.] died.\n"
        assert found.counts == {"notes": 1}

    def test_tracked_changes_are_taken_as_accepted(self):
        found = self.convert(
            "<w:p><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
            "<w:r><w:t>word</w:t></w:r></w:p>"
        )
        assert document.plain_text(found.tree) == "new word\n"
        assert found.counts == {"changes": 2}

    def test_formulas_are_counted(self):
        found = self.convert("<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><w:r><w:t>and</w:t></w:r></w:p>")
        assert found.counts == {"formulas": 1}

    def test_a_link_to_a_site_becomes_its_words(self):
        relations = bad_words.part("word/_rels/document.xml.rels")
        related = bad_words.RELATION % (bad_words.OFFICE, "hyperlink", "http://example.org/", "External")
        found = self.convert(
            '<w:p><w:hyperlink r:id="rId77"><w:r><w:t>a site</w:t></w:r></w:hyperlink></w:p>',
            **{"word/_rels/document.xml.rels": relations.replace("</Relationships>", related).encode()},
        )
        assert document.plain_text(found.tree) == "a site\n"
        assert found.counts == {"links": 1}

    @pytest.mark.parametrize(
        ("styles", "levels"), [((1, 2, 3), [2, 3, 3]), ((2, 3), [2, 3]), ((1, 1), [2, 2]), ((3, 5), [3, 3])]
    )
    def test_headings_become_the_two_levels_that_there_are(self, styles, levels):
        def fill(opened):
            for level in styles:
                opened.add_heading("Heading", level)

        tree = converting.convert_here(word(fill)).tree
        assert [node["attrs"]["level"] for node in tree["content"]] == levels

    def test_blank_lines_are_no_paragraphs(self):
        def fill(opened):
            for text in ("One.", "", "  ", "Two."):
                opened.add_paragraph(text)

        assert [node["type"] for node in converting.convert_here(word(fill)).tree["content"]] == ["paragraph"] * 3

    def test_every_count_has_its_words(self):
        names = [
            "tables",
            "pictures",
            "drawings",
            "formulas",
            "notes",
            "comments",
            "changes",
            "links",
            "citations",
            "margins",
            "styles",
            "added",
        ]
        assert len(left_out.sentences(dict.fromkeys(names, 2))) == len(names)
        assert left_out.sentences({}) == []


class TestKeeping:
    def test_in_place_of_the_text_is_one_state_more(self, ben, essay):
        before = essay.draft.revision
        assert keep(ben, essay, "From Word.").status_code == 302
        assert text_of(essay) == "From Word.\n"
        assert essay.draft.revision == before + 1
        assert document.plain_text(document.parse(revisions.reconstruct(essay, before))) == "Half an essay.\n\n"

    def test_at_the_end_it_follows_the_last_words(self, ben, essay):
        keep(ben, essay, "From Word.", "And more.", where="end")
        assert text_of(essay) == "Half an essay.\nFrom Word.\nAnd more.\n"

    def test_the_history_says_where_the_text_came_from(self, ben, essay):
        keep(ben, essay, "From Word.")
        assert "From a Word file" in ben.get(reverse("essays:history", args=[essay.pk])).content.decode()

    def test_the_state_says_what_came_from_outside(self, ben, essay, cast):
        keep(ben, essay, "From Word.", where="end")
        state = Revision.objects.filter(essay=essay).latest("number")
        assert state.pastes == [{"at": 15, "length": 11, "from": "outside"}]
        assert text_of(essay)[15:26] == "From Word.\n"
        entry = AuditEntry.objects.get(verb="brought in a file")
        assert (entry.actor, entry.details) == (cast.ben, {"where": "end", "words": 5})

    def test_a_text_that_moved_on_is_not_overwritten_and_the_choice_comes_again(self, ben, essay):
        seen = essay.draft.revision
        text = document.dumps(make.tree("Written meanwhile."))
        writing.save(essay=essay, client=CLIENT, seq=2, base=seen, text=text)
        answer = keep(ben, essay, "From Word.", revision=seen, left_out='["1 picture was left out."]')
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "changed elsewhere meanwhile" in page
        assert "1 picture was left out." in page
        assert text_of(essay) == "Written meanwhile.\n"
        assert not Branch.objects.exists()
        assert keep(ben, essay, "From Word.", revision=answer.context["draft"].revision).status_code == 302

    def test_a_save_between_look_and_write_is_a_conflict_that_keeps_nothing(self, essay, cast, monkeypatch):
        real, seen = writing.save, essay.draft.revision

        def overtaken(**given):
            real(essay=essay, client=CLIENT, seq=2, base=seen, text=document.dumps(make.tree("First.")))
            return real(**given)

        monkeypatch.setattr(writing, "save", overtaken)
        with pytest.raises(taking_in.Conflict):
            taking_in.take_in(essay=essay, tree=make.tree("Mine."), where="instead", revision=seen, by=cast.ben)
        assert not Branch.objects.exists()

    def test_both_together_may_be_too_long_and_the_page_says_by_how_much(self, ben, essay):
        text = document.dumps(make.tree("a" * 150_000))
        writing.save(essay=essay, client=CLIENT, seq=2, base=essay.draft.revision, text=text)
        answer = keep(ben, fresh(essay), "b" * 100_000, where="end")
        assert answer.status_code == 422
        assert "245 KB, and an essay holds 200 KB" in answer.content.decode()
        assert keep(ben, fresh(essay), "b" * 100_000, where="instead").status_code == 302

    def test_citations_of_other_peoples_clippings_are_dropped(self, ben, essay, cast, course):
        own, other = (make.clipping(course.passages[0], by=person).pk for person in (cast.ben, cast.ann))
        cites = [{"type": "citation", "attrs": {"clipping": pk}} for pk in (own, other)]
        tree = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "See"}, *cites]}]}
        ben.post(
            reverse("essays:take-in", args=[essay.pk]),
            {"document": document.dumps(tree), "revision": essay.draft.revision, "where": "instead"},
        )
        assert document.citations(document.parse(fresh(essay).draft.document)) == [own]

    @pytest.mark.parametrize("name", ["bring-in", "take-in"])
    def test_it_is_refused_when_it_is_not_the_writers_turn(self, client_of, cast, essay, name):
        client, handed_in = client_of(cast.ann), cast.ann.essay
        answer = send(client, handed_in, bad_words.good()) if name == "bring-in" else keep(client, handed_in, "x")
        assert answer.status_code == 409
        assert text_of(handed_in).startswith("Kirov was shot")

    def test_work_that_has_closed_takes_nothing_in(self, ben, essay, work):
        work.due = work.closes = timezone.now() - timedelta(minutes=1)
        work.save(update_fields=["due", "closes"])
        assert keep(ben, essay, "Late.").status_code == 409
        assert not Branch.objects.exists()

    @pytest.mark.parametrize(
        "given", [{}, {"document": "{}"}, {"where": "above"}, {"revision": "x"}, {"document": '{"type":"doc"}'}]
    )
    def test_what_no_page_of_ours_sends_is_refused(self, ben, essay, given):
        full = {"document": document.dumps(make.tree("x")), "revision": essay.draft.revision, "where": "end"}
        answer = ben.post(reverse("essays:take-in", args=[essay.pk]), {**full, **given} if given else {})
        assert answer.status_code == 422
        assert text_of(essay) == "Half an essay.\n\n"


class TestBadFiles:
    @pytest.mark.parametrize("name", bad_words.BAD)
    def test_each_is_refused_in_one_sentence_and_leaves_nothing(self, ben, essay, name):
        before, states = set(os.listdir(tempfile.gettempdir())), Revision.objects.count()
        answer = send(ben, essay, bad_words.BAD[name]())
        assert answer.status_code == 422
        code = bad_words.CODES.get(name, "damaged")
        said = "Choose a Word file of at most 5 MB." if name in ("too large", "100,000 entries") else REFUSALS[code]
        errors = answer.context["form"].errors["file"]
        assert [str(each) for each in errors] == [said]
        assert Revision.objects.count() == states
        assert text_of(essay) == "Half an essay.\n\n"
        left = {each for each in set(os.listdir(tempfile.gettempdir())) - before if each.endswith(".upload.docx")}
        assert not left

    @pytest.mark.parametrize("name", ["essay.doc", "essay.pdf", "essay.zip", "essay", "docx", "essay.docx.exe"])
    def test_a_good_file_under_another_name_is_refused(self, ben, essay, name):
        answer = send(ben, essay, bad_words.good(), name)
        assert answer.status_code == 422
        assert "save it as .docx" in answer.content.decode()

    def test_a_docm_is_told_what_to_do(self, ben, essay):
        assert "holds macros" in send(ben, essay, bad_words.good(), "essay.docm").content.decode()

    def test_no_file_at_all_is_asked_for_again(self, ben, essay):
        answer = ben.post(reverse("essays:bring-in", args=[essay.pk]))
        assert answer.status_code == 422
        assert "Choose a Word file of at most 5 MB." in answer.content.decode()

    def test_a_file_of_blank_pages_is_refused(self, ben, essay):
        assert "no words in this file" in send(ben, essay, bad_words.good(" ")).content.decode()

    def test_a_text_too_long_for_an_essay_is_refused_with_numbers(self, ben, essay):
        words = [" ".join(digest(f"{n}") for n in range(at, at + 100)) for at in range(0, 4_000, 100)]
        answer = send(ben, essay, word(lambda opened: [opened.add_paragraph(each) for each in words]))
        assert answer.status_code == 422
        assert "and an essay holds 200 KB" in answer.content.decode()

    def test_a_person_may_not_try_for_ever(self, ben, essay, settings):
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "upload": "1/h/user"}
        assert send(ben, essay, bad_words.good()).status_code == 200
        assert send(ben, essay, bad_words.good()).status_code == 429


class TestTheChild:
    def test_a_parser_that_takes_too_long_is_ended(self, monkeypatch):
        monkeypatch.setattr(converting, "WALL", 0.01)
        with pytest.raises(Refused, match="too-much"):
            converting.convert(bad_words.good())

    @pytest.mark.parametrize(
        ("act", "says"),
        [
            ("import socket; socket.create_connection(('127.0.0.1', 9))", "PermissionError"),
            ("import subprocess; subprocess.run(['true'])", "PermissionError"),
            ("import os; os.system('true')", "PermissionError"),
            ("bytearray(600 * 2**20)", "MemoryError"),
            ("import tempfile; tempfile.TemporaryFile()", "No usable temporary directory"),
        ],
    )
    def test_it_has_no_network_no_programs_little_memory_and_no_files(self, act, says):
        program = f"from essays.files import converting\nconverting._confine()\n{act}"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=converting.HOUSE)
        assert done.returncode != 0
        assert says in done.stderr

    def test_the_largest_file_that_may_come_is_read(self):
        noise = os.urandom(LARGEST - 100_000)
        assert document.words(converting.convert(bad_words.changed({"word/media/x.png": noise})).tree) == 3
