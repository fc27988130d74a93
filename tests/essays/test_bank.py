"""The comment bank: one's own, the school's and the course's."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays import bank, banking, marking
from essays.errors import Unfit
from essays.models import BankComment, Comment
from tests import make

pytestmark = pytest.mark.django_db
ONE = b'[[comment]]\ncode = "A"\nlabel = "A"\ntext = "T"\nkind = "note"\n'
WORDS = {"text": "Name the decree.", "kind": "target"}


def own(person, **words):
    return banking.add(owner=person, by=person, **{**WORDS, **words})


def schools(person, **words):
    return banking.add(owner=None, by=person, **{**WORDS, **words})


def post(client, name, *args, **data):
    return client.post(reverse(f"essays:{name}", args=args), data)


class TestKeeping:
    def test_a_comment_without_code_and_name_gets_the_next_code_and_its_first_words(self, cast):
        first, second = own(cast.hale), own(cast.hale, text="Which year?\nLook it up.")
        assert (first.code, second.code) == ("M1", "M2")
        assert second.label == "Which year? Look it up."
        assert schools(cast.hale).code == "S1"

    def test_a_code_stands_once_in_a_bank_and_may_stand_in_another(self, cast):
        own(cast.hale, code="K1")
        with pytest.raises(Unfit) as refusal:
            own(cast.hale, code="K1")
        assert refusal.value.code == "taken"
        own(cast.cole, code="K1")
        schools(cast.hale, code="K1")

    @pytest.mark.parametrize("words", [{"text": " "}, {"kind": "joke"}, {"text": "a" * 4001}, {"label": "l" * 61}])
    def test_words_that_cannot_be_kept_are_refused(self, cast, words):
        with pytest.raises(Unfit):
            own(cast.hale, **words)

    def test_a_bank_has_an_end(self, cast, monkeypatch):
        monkeypatch.setattr(banking, "MOST", 1)
        own(cast.hale)
        with pytest.raises(Unfit):
            own(cast.hale)

    def test_changing_one_changes_later_use_and_no_comment_that_was_given(self, cast, work):
        kept = own(cast.hale, code="K1")
        given = marking.comment(
            submission=cast.ann.submission, by=cast.hale, kind=kept.kind, body=kept.text, bank_code=kept.code
        )
        banking.change(comment=kept, by=cast.hale, code="K9", label="Decree", text="Name it.", kind="question")
        given.refresh_from_db()
        assert (given.body, given.kind, given.bank_code) == ("Name the decree.", "target", "K1")
        assert [entry["text"] for entry in bank.entries(work, by=cast.hale) if entry["whose"] == "own"] == ["Name it."]

    def test_what_is_retired_is_in_no_palette_and_can_be_taken_up(self, cast, work):
        kept = own(cast.hale, code="K1")
        banking.retire(comment=kept, by=cast.hale)
        assert "own" not in {entry["whose"] for entry in bank.entries(work, by=cast.hale)}
        with pytest.raises(Conflict):
            banking.change(comment=kept, by=cast.hale, **WORDS)
        banking.take_up(comment=kept, by=cast.hale)
        assert "own" in {entry["whose"] for entry in bank.entries(work, by=cast.hale)}

    def test_a_code_given_away_meanwhile_is_not_taken_back(self, cast):
        kept = own(cast.hale, code="K1")
        banking.retire(comment=kept, by=cast.hale)
        own(cast.hale, code="K1")
        with pytest.raises(Conflict):
            banking.take_up(comment=kept, by=cast.hale)

    def test_the_schools_bank_leaves_a_trace_and_ones_own_does_not(self, cast):
        own(cast.hale)
        assert not AuditEntry.objects.filter(verb__startswith="bank").exists()
        banking.retire(comment=schools(cast.hale), by=cast.hale)
        verbs = AuditEntry.objects.filter(verb__startswith="bank").order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["bank comment added", "bank comment retired"]


class TestPalette:
    def test_it_holds_ones_own_the_schools_and_the_courses_but_nobody_elses(self, cast, work):
        own(cast.hale, text="Mine.")
        own(cast.cole, text="Cole’s.")
        schools(cast.tate, text="Ours.")
        banking.add(owner=None, by=cast.odin, text="Another school’s.", kind="note")
        found = {entry["text"]: entry["whose"] for entry in bank.entries(work, by=cast.hale)}
        assert found.pop("Mine.") == "own"
        assert found.pop("Ours.") == "school"
        assert set(found.values()) <= {"course"}

    def test_the_most_used_comes_first(self, cast, work):
        own(cast.hale, text="First.", code="A")
        own(cast.hale, text="Second.", code="B")
        for n in range(3):
            make.comment(on=cast.ann.submission, by=cast.hale, body=f"Second {n}.", bank_code="B")
        make.comment(on=cast.ann.submission, by=cast.cole, bank_code="A")
        first = bank.entries(work, by=cast.hale)[0]
        assert (first["text"], first["used"]) == ("Second.", 3)

    def test_a_criterion_that_the_rubric_lacks_is_left_out(self, cast, work):
        own(cast.hale, text="Here.", criterion="K")
        own(cast.hale, text="Elsewhere.", criterion="Z")
        found = {entry["text"]: entry["criterion"] for entry in bank.entries(work, by=cast.hale)}
        assert (found["Here."], found["Elsewhere."]) == ("K", "")

    def test_it_costs_the_same_for_thirty_as_for_three(self, cast, work, django_assert_num_queries):
        for n in range(30):
            own(cast.hale, text=f"Comment {n}.")
        with django_assert_num_queries(2):
            bank.entries(work, by=cast.hale)


class TestKeepingFromTheDesk:
    @pytest.fixture
    def keep(self, cast, work, client_of):
        def keep(**said):
            address = reverse("essays:bank-keep", args=[cast.ann.submission.pk])
            return client_of(cast.hale).post(address, json.dumps(said), content_type="application/json")

        return keep

    def test_one_press_keeps_the_words_once(self, cast, keep):
        for _time in range(2):
            answer = keep(body=" Which year? ", kind="question", criterion="K")
            assert answer.status_code == 200
        kept = BankComment.objects.get(owner=cast.hale)
        assert (kept.text, kept.kind, kept.criterion) == ("Which year?", "question", "K")
        assert answer.json()["code"] == kept.code
        assert "Which year?" in answer.json()["option"]

    def test_no_words_are_refused(self, keep):
        assert keep(body=" ", kind="note").status_code == 422


class TestPages:
    def test_the_page_lists_finds_and_hides_what_is_anothers(self, cast, page_of, client_of):
        own(cast.hale, text="Mine about steel.")
        own(cast.cole, text="Hidden words.")
        schools(cast.hale, text="Ours about grain.")
        page = page_of(cast.hale, "essays:bank")
        assert "Mine about steel." in page
        assert "Ours about grain." in page
        assert "Hidden words." not in page
        found = client_of(cast.hale).get(reverse("essays:bank"), {"q": "grain", "kind": "nonsense"}).content.decode()
        assert "Ours about grain." in found
        assert "Mine about steel." not in found

    def test_a_comment_is_added_changed_and_retired(self, cast, client_of):
        client = client_of(cast.hale)
        assert post(client, "bank-add", "own", **WORDS).status_code == 302
        kept = BankComment.objects.get()
        changed = post(client, "bank-comment", kept.pk, **{**WORDS, "text": "Which decree?"})
        assert changed.status_code == 302
        kept.refresh_from_db()
        assert (kept.text, kept.code, kept.owner) == ("Which decree?", "M1", cast.hale)
        assert post(client, "bank-retire", kept.pk).status_code == 302
        assert BankComment.objects.get().retired_at <= timezone.now()

    def test_a_taken_code_is_said_at_its_field(self, cast, client_of):
        own(cast.hale, code="K1")
        answer = post(client_of(cast.hale), "bank-add", "own", **WORDS, code="K1")
        assert answer.status_code == 422
        assert "Another comment of this bank has the code K1." in answer.context["form"].errors["code"]

    def test_markers_use_the_schools_bank_and_lead_teachers_and_the_admin_keep_it(self, cast, client_of):
        kept = schools(cast.hale)
        for person, status in ((cast.mori, 403), (cast.cole, 403), (cast.hede, 403), (cast.tate, 302)):
            assert post(client_of(person), "bank-comment", kept.pk, **WORDS).status_code == status
        assert post(client_of(cast.adair), "bank-add", "school", **WORDS).status_code == 302
        assert post(client_of(cast.hale), "bank-comment", own(cast.cole).pk, **WORDS).status_code == 404

    def test_what_is_exported_comes_in_again_as_it_was(self, cast, client_of):
        awkward = 'Say “why”,\nnot "that" \\ <who>.'
        own(cast.hale, text=awkward, criterion="K")
        own(cast.hale, text="Exact.", kind="praise")
        file = client_of(cast.hale).get(reverse("essays:bank-export", args=["own"]))
        assert file["Content-Disposition"] == 'attachment; filename="comments.toml"'
        sent = {"file": SimpleUploadedFile("comments.toml", file.content)}
        again = client_of(cast.hale).post(reverse("essays:bank-import", args=["own"]), sent, follow=True)
        assert "0 added, 0 changed, 2 as they were." in again.content.decode()
        sent = {"file": SimpleUploadedFile("comments.toml", file.content)}
        client_of(cast.cole).post(reverse("essays:bank-import", args=["own"]), sent)
        assert BankComment.objects.get(owner=cast.cole, criterion="K").text == awkward

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (b"no toml", "comments.toml:1: This is not TOML"),
            (b"\xff", "not UTF-8"),
            (b"", "This file is empty."),
            (b"# nothing\n", "There is no comment in this file."),
            (ONE.replace(b"note", b"joke"), "must be one of"),
            (ONE * 2, "These codes stand there twice: A."),
        ],
    )
    def test_a_wrong_file_changes_nothing_and_says_where(self, cast, client_of, text, says):
        sent = {"file": SimpleUploadedFile("comments.toml", text)}
        answer = client_of(cast.hale).post(reverse("essays:bank-import", args=["own"]), sent)
        assert answer.status_code == 422
        assert says in " ".join(answer.context["form"].errors["file"])
        assert not BankComment.objects.exists()


class TestStaffOnly:
    @pytest.fixture
    def noted(self, cast, work, client_of):
        """A note for staff on Ann's essay, made on the desk, and the essay returned."""
        said = {"kind": "note", "body": "canary-for-staff", "staff_only": True, "criterion": "K"}
        address = reverse("essays:comments", args=[cast.ann.submission.pk])
        answer = client_of(cast.hale).post(address, json.dumps(said), content_type="application/json")
        assert answer.status_code == 200
        make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale)
        return Comment.objects.get()

    def test_staff_see_that_it_is_theirs(self, cast, noted, page_of):
        page = page_of(cast.cole, "essays:marking-desk", cast.ann.submission.pk)
        assert "canary-for-staff" in page
        assert "staff only" in page

    def test_it_reaches_its_writer_by_no_page_and_no_file(self, cast, noted, client_of):
        essay, submission = cast.ann.essay.pk, cast.ann.submission.pk
        places = [
            ("feedback", essay),
            ("desk", essay),
            ("compare", essay),
            ("assignment", noted.submission.assignment.pk),
        ]
        places += [("history", essay), ("submission-file", submission, "txt"), ("receipt", essay)]
        for name, *arguments in places:
            answer = client_of(cast.ann).get(reverse(f"essays:{name}", args=arguments), follow=True)
            assert answer.status_code in {200, 404}
            assert "canary-for-staff" not in answer.content.decode(), name

    def test_a_change_keeps_criterion_and_flag_unless_it_says_otherwise(self, cast, work):
        note = make.comment(on=cast.ann.submission, by=cast.hale, criterion="K", staff_only=True)
        changed = marking.edit(comment=note, version=1, by=cast.hale, kind="note", body="More.", staff_only=True)
        assert (changed.criterion, changed.staff_only) == ("K", True)
        changed = marking.edit(comment=note, version=2, by=cast.hale, kind="note", body="More.", criterion="A")
        assert (changed.criterion, changed.staff_only) == ("A", False)
        with pytest.raises(Unfit):
            marking.edit(comment=note, version=3, by=cast.hale, kind="note", body="More.", criterion="Z")
