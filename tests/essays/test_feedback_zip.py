"""The feedback of a class on one piece of work as a zip of PDFs, for who leads or heads the class."""

import io
import subprocess
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from classrooms.models import AuditEntry
from essays import archiving, tasks
from essays.models import Archive
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(cast, work):
    """Ann's essay is returned; Ben's is marked and not returned."""
    make.comment(on=cast.ann.submission, by=cast.hale, body="Which decree?", quote="Kirov")
    make.comment(on=cast.ann.submission, by=cast.hale, body="Canary for staff.", staff_only=True)
    make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale)
    make.mark(on=make.submission(cast.ben.essay), by=cast.hale)
    return work


def made(work, by) -> dict[str, bytes]:
    archive = archiving.ask(by=by, assignment=work)
    tasks.make_archive.call(archive.pk)
    archive.refresh_from_db()
    assert archive.made_at
    with zipfile.ZipFile(io.BytesIO(archive.data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def text(pdf: bytes) -> str:
    said = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return said.stdout.decode()


def test_it_holds_what_was_returned_and_nothing_else(cast, returned):
    files = made(returned, cast.hale)
    assert list(files) == ["test-ann-draft-1.pdf"]
    said = text(files["test-ann-draft-1.pdf"])
    assert "Ann Test" in said
    assert "Which decree?" in said
    assert "6 of 10" in said
    assert "Canary" not in said


def test_a_return_that_can_still_be_undone_is_not_in_it(cast, returned):
    cast.ann.submission.returns.update(visible_at=timezone.now() + timedelta(seconds=30))
    assert made(returned, cast.hale) == {}


def test_two_students_of_one_name_have_a_file_each(cast, returned):
    for name in ("ann2", "ann3"):
        twin = make.person(name, school=cast.school, first_name="Ann", last_name="Test")
        make.returned(make.mark(on=make.submission(make.essay(returned, writer=twin)), by=cast.hale), by=cast.hale)
    assert list(made(returned, cast.hale)) == [
        "test-ann-draft-1.pdf",
        "test-ann-draft-1-2.pdf",
        "test-ann-draft-1-3.pdf",
    ]


def test_codes_stand_for_names_that_are_hidden(cast, returned):
    returned.blind = True
    returned.save()
    files = made(returned, cast.hale)
    code = cast.ann.essay.code
    assert list(files) == [f"{code.lower()}-draft-1.pdf"]
    assert code in text(*files.values())
    assert "Ann Test" not in text(*files.values())


def test_it_is_asked_for_made_and_fetched_on_the_page_of_exports(cast, returned, client_of):
    hale = client_of(cast.hale)
    page, asking = reverse("essays:exports", args=[returned.pk]), reverse("essays:class-feedback", args=[returned.pk])
    assert "Pack 1 essay" in hale.get(page).content.decode()
    assert hale.post(asking)["Location"] == page
    assert "It is about to be made." in hale.get(asking, {"part": "state"}).content.decode()
    archive = Archive.objects.get()
    tasks.make_archive.call(archive.pk)
    archive.refresh_from_db()
    assert (archive.done, archive.total) == (1, 1)
    address = reverse("essays:feedback-file", args=[returned.pk, archive.pk])
    assert address in hale.get(page).content.decode()
    answer = hale.get(address)
    assert answer["Content-Disposition"].startswith('attachment; filename="feedback-12c-why-')
    assert AuditEntry.objects.filter(verb="asked for a class's feedback", actor=cast.hale).count() == 1


def test_another_who_may_export_does_not_get_the_same_zip(cast, returned, client_of):
    made(returned, cast.hale)
    address = reverse("essays:feedback-file", args=[returned.pk, Archive.objects.get().pk])
    assert client_of(cast.hede).get(address).status_code == 404


def test_it_stands_beside_the_zip_of_own_essays(cast, returned, client_of):
    made(returned, cast.hale)
    archiving.ask(by=cast.hale)
    assert Archive.objects.filter(owner=cast.hale).count() == 2
    assert "Download the zip" not in client_of(cast.hale).get(reverse("essays:archive")).content.decode()


def test_nothing_returned_is_said(cast, work, page_of):
    assert "there is nothing to pack" in page_of(cast.hale, "essays:exports", work.pk)
