"""Flags: essays that markers want to talk about."""

import pytest
from django.urls import reverse
from django.utils import timezone

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays import flagging
from essays.models import Flag

pytestmark = pytest.mark.django_db


@pytest.fixture
def flag(cast, work):
    return flagging.raise_flag(submission=cast.ann.submission, note=" Whose words are these? ", by=cast.mori)


def test_it_is_raised_on_the_desk_and_seen_by_all_who_mark(cast, work, client_of, page_of):
    client_of(cast.mori).post(reverse("essays:flag", args=[cast.ann.submission.pk]), {"note": "Whose words?"})
    desk = page_of(cast.cole, "essays:marking-desk", cast.ann.submission.pk)
    assert "Mori Test wants to talk about this essay" in desk
    assert "Whose words?" in desk
    assert "flagged by Mori Test" in page_of(cast.hale, "essays:queue", work.pk)


def test_an_essay_has_one_flag_and_its_first_note(cast, flag):
    again = flagging.raise_flag(submission=cast.ann.submission, note="Other.", by=cast.cole)
    assert again == flag
    assert flag.note == "Whose words are these?"
    assert AuditEntry.objects.filter(verb="flagged").count() == 1


def test_anyone_who_marks_lowers_it_and_it_can_be_raised_anew(cast, work, flag, client_of, page_of):
    for _twice in range(2):
        client_of(cast.cole).post(reverse("essays:lower-flag", args=[flag.pk]))
    flag.refresh_from_db()
    assert flag.lowered_by == cast.cole
    assert AuditEntry.objects.filter(verb="flag lowered").count() == 1
    assert "flagged by" not in page_of(cast.hale, "essays:queue", work.pk)
    assert flagging.raise_flag(submission=cast.ann.submission, note="", by=cast.cole) != flag


def test_a_note_that_is_too_long_is_refused_and_none_is_cut(cast, work, client_of):
    url = reverse("essays:flag", args=[cast.ann.submission.pk])
    answer = client_of(cast.hale).post(url, {"note": "n" * 301})
    assert answer.status_code == 422
    assert "Say it in at most 300 characters." in answer.content.decode()
    assert not Flag.objects.exists()


def test_what_was_sent_back_is_not_flagged(cast, work):
    cast.ann.submission.sent_back_at = timezone.now()
    with pytest.raises(Conflict):
        flagging.raise_flag(submission=cast.ann.submission, note="", by=cast.hale)
    assert not Flag.objects.exists()
