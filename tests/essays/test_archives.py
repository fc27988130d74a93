"""One's own essays of all time as one zip: asked for, made by the worker, kept for a day, and nobody else's."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from classrooms.models import AuditEntry
from essays import archiving, document, packing_own, tasks, writing
from essays.models import Archive
from tests import make
from tests.essays.test_files_out import CANARIES

PAGE = "/essays/export/"


@pytest.fixture
def ann(cast, work, client_of):
    return client_of(cast.ann)


@pytest.fixture
def marked(cast, work):
    submission = cast.ann.submission
    make.comment(on=submission, by=cast.hale, body=CANARIES["comment"], quote="Kirov")
    make.comment(on=submission, by=cast.hale, body=CANARIES["staff"], staff_only=True)
    return make.mark(on=submission, by=cast.hale, summary=CANARIES["summary"], next_step=CANARIES["step"])


def made(owner) -> dict[str, bytes]:
    """Ask, let the worker work, and open the zip."""
    archive = archiving.ask(by=owner)
    tasks.make_archive.call(archive.pk)
    archive.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(archive.data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def everything(files) -> str:
    found = ""
    for name, data in files.items():
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                found += "".join(packed.read(part).decode("utf-8", "replace") for part in packed.namelist())
        else:
            found += data.decode()
    return found


class TestContents:
    def test_each_essay_has_a_folder_with_every_text_in_every_form(self, cast, work, course):
        writing.save(
            essay=writing.practise(question=course.question, by=cast.ann),
            client="a-tab-of-the-test",
            seq=1,
            base=0,
            text=document.dumps(make.tree("Practice words.")),
        )
        files = made(cast.ann)
        assert sorted(files) == [
            *(
                f"01-why-did-it-happen/{name}"
                for name in (
                    "draft-1-handed-in.docx",
                    "draft-1-handed-in.json",
                    "draft-1-handed-in.txt",
                    "draft-now.docx",
                    "draft-now.json",
                    "draft-now.txt",
                    "essay.json",
                )
            ),
            *(
                f"02-why-did-it-happen/{name}"
                for name in ("draft-now.docx", "draft-now.json", "draft-now.txt", "essay.json")
            ),
            "index.html",
            "style.css",
        ]
        exact = files["01-why-did-it-happen/draft-1-handed-in.json"].decode()
        assert document.digest(exact) == cast.ann.submission.digest
        facts = json.loads(files["01-why-did-it-happen/essay.json"])
        assert facts["question"] == "Why did it happen?"
        assert facts["texts"][0]["receipt"] == cast.ann.submission.receipt
        page = files["index.html"].decode()
        assert "Kirov" in page
        assert "Practice words." in page

    def test_nothing_of_a_mark_is_in_it_before_its_return_and_all_after(self, cast, marked):
        assert not [name for name, canary in CANARIES.items() if canary in everything(made(cast.ann))]
        make.returned(marked, by=cast.hale, ago=-timedelta(seconds=30))
        assert not [name for name, canary in CANARIES.items() if canary in everything(made(cast.ann))]
        cast.ann.submission.returns.update(visible_at=timezone.now())
        files = made(cast.ann)
        assert {name for name, canary in CANARIES.items() if canary in everything(files)} == {
            "comment",
            "summary",
            "step",
        }
        assert CANARIES["comment"] in files["index.html"].decode()
        said = json.loads(files["01-why-did-it-happen/essay.json"])["texts"][0]
        assert said["mark"]["score"] == "6 of 10 · B"
        assert said["comments"][0]["body"] == CANARIES["comment"]

    def test_it_holds_nobody_elses_work(self, cast, work):
        assert "Half an essay" not in everything(made(cast.ann))

    def test_what_was_sent_back_is_there_too(self, cast, work):
        cast.ann.submission.sent_back_at = timezone.now()
        cast.ann.submission.save(update_fields=["sent_back_at"])
        make.submission(cast.ann.essay)
        names = {name.partition("/")[2] for name in made(cast.ann)}
        assert {"draft-1-handed-in.docx", f"draft-1-handed-in-sent-back-{cast.ann.submission.pk}.docx"} <= names

    def test_text_stays_text_in_the_page(self, cast, work):
        draft = cast.ann.essay.draft
        draft.document = document.dumps(make.tree("<script>alert(1)</script>"))
        draft.save(update_fields=["document"])
        assert "<script" not in made(cast.ann)["index.html"].decode()


class TestAsking:
    def test_it_is_made_in_the_background_and_the_page_says_where_it_stands(self, ann, cast):
        assert "Pack 1 essay" in ann.get(PAGE).content.decode()
        assert ann.post(PAGE).status_code == 302
        archive = Archive.objects.get(owner=cast.ann)
        page = ann.get(PAGE).content.decode()
        assert "It is about to be made." in page
        assert 'hx-trigger="every 2s"' in page
        Archive.objects.update(begun_at=timezone.now(), done=1, total=3)
        assert "Packed: 1 of 3 essays." in ann.get(PAGE, {"part": "state"}).content.decode()
        Archive.objects.update(begun_at=None)
        tasks.make_archive.call(archive.pk)
        page = ann.get(PAGE).content.decode()
        assert "Download the zip" in page
        assert "hx-trigger" not in page

    def test_a_worker_that_is_late_is_said(self, ann, cast):
        ann.post(PAGE)
        Archive.objects.update(asked_at=timezone.now() - timedelta(minutes=5))
        assert "It waits longer than usual" in ann.get(PAGE).content.decode()

    def test_what_broke_off_can_be_asked_for_again(self, ann, cast):
        ann.post(PAGE)
        first = Archive.objects.get()
        Archive.objects.update(asked_at=timezone.now() - timedelta(hours=2), begun_at=timezone.now())
        page = ann.get(PAGE).content.decode()
        assert "could not be made" in page
        assert "Pack 1 essay" in page
        ann.post(PAGE)
        assert Archive.objects.get().pk != first.pk

    def test_a_failure_is_told_and_not_hidden_from_the_worker(self, ann, cast, monkeypatch):
        ann.post(PAGE)
        monkeypatch.setattr(packing_own, "paper_of_draft", lambda essay: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tasks.make_archive.call(Archive.objects.get().pk)
        assert "could not be made" in ann.get(PAGE).content.decode()

    def test_asking_twice_while_it_is_made_is_asking_once(self, ann, cast):
        ann.post(PAGE)
        ann.post(PAGE)
        assert Archive.objects.count() == 1
        assert AuditEntry.objects.filter(verb="asked for own essays").count() == 1

    def test_making_it_twice_does_nothing_twice(self, cast, work):
        archive = archiving.ask(by=cast.ann)
        tasks.make_archive.call(archive.pk)
        at = Archive.objects.get().made_at
        tasks.make_archive.call(archive.pk)
        assert Archive.objects.get().made_at == at

    def test_it_goes_after_a_day(self, ann, cast):
        archive = make.archive(cast.ann)
        address = reverse("essays:archive-file", args=[archive.pk])
        assert ann.get(address).status_code == 200
        Archive.objects.update(asked_at=timezone.now() - timedelta(hours=25))
        assert ann.get(address).status_code == 404
        tasks.forget_archives.call()
        assert not Archive.objects.exists()

    def test_it_is_its_owners_alone(self, cast, work, client_of):
        address = reverse("essays:archive-file", args=[make.archive(cast.ann).pk])
        for person in (cast.ben, cast.hale, cast.adair, cast.olga):
            assert client_of(person).get(address).status_code == 404

    def test_it_is_a_file_to_keep_and_no_page(self, ann, cast):
        answer = ann.get(reverse("essays:archive-file", args=[make.archive(cast.ann).pk]))
        assert answer["Content-Type"] == "application/zip"
        assert answer["Content-Disposition"].startswith('attachment; filename="my-essays-')
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"

    def test_five_an_hour_are_enough(self, ann, cast):
        statuses = []
        for _each in range(6):
            statuses.append(ann.post(PAGE).status_code)
            Archive.objects.all().delete()
        assert statuses == [302] * 5 + [429]

    def test_one_who_has_written_nothing_is_told_so(self, cast, client_of):
        assert "You have not begun an essay yet" in client_of(cast.una).get(PAGE).content.decode()
