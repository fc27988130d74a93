"""Feedback as its writer will see it, for those who mark."""

import re

import pytest
from django.urls import reverse

from essays.models import Mark, WorkingMark
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(cast, work):
    """Ann's essay with comments and a working copy; nothing is marked."""
    submission = cast.ann.submission
    make.comment(on=submission, by=cast.hale, quote="1934", body="Xylophone.")
    make.comment(on=submission, by=cast.hale, body="Walrus.", staff_only=True)
    said = {"summary": "Yardstick.", "next_step": "Zeppelin.", "levels": {"K": 5, "A": 2}}
    WorkingMark.objects.create(school=cast.school, submission=submission, marker=cast.hale, version=1, **said)
    return submission


def test_it_shows_the_working_copy_as_the_student_will_see_it(cast, begun, page_of):
    page = page_of(cast.mori, "essays:preview", begun.pk)
    for shown in ("This is what Ann Test will see.", "Xylophone.", "Yardstick.", "Zeppelin.", "Level 5 of 5"):
        assert shown in page
    assert re.search(r"<strong>7</strong>\s+of 10 · B", page)


def test_what_is_for_the_staff_is_not_in_it(cast, begun, page_of):
    assert "Walrus." not in page_of(cast.hale, "essays:preview", begun.pk)


def test_nothing_of_it_can_be_answered(cast, begun, page_of):
    page = page_of(cast.hale, "essays:preview", begun.pk)
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main


def test_a_mark_that_waits_waits_in_it_too_until_asked_for(cast, begun, work, client_of):
    work.mark_waits, work.aims_asked = True, 2
    work.save()
    client, url = client_of(cast.hale), reverse("essays:preview", args=[begun.pk])
    page = client.get(url).content.decode()
    assert "Your mark comes after your comments" in page
    assert "0 of 2 so far." in page
    assert "Level 5 of 5" not in page
    assert "<comments-seen" not in page
    assert "Level 5 of 5" in client.get(url, {"mark": "1"}).content.decode()


def test_once_marked_it_shows_the_mark(cast, begun, page_of):
    make.mark(on=begun, by=cast.hale, summary="Quicksilver.")
    page = page_of(cast.hale, "essays:preview", begun.pk)
    assert "Quicksilver." in page
    assert "Yardstick." not in page


def test_an_essay_without_any_judgement_can_be_looked_at(cast, work, page_of):
    assert "This is what Ann Test will see." in page_of(cast.hale, "essays:preview", cast.ann.submission.pk)


def test_looking_keeps_nothing(cast, begun, page_of):
    page_of(cast.hale, "essays:preview", begun.pk)
    assert not Mark.objects.exists()
