"""What is sent a second time because no answer came."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essays import marking, sending_again
from essays.models import Comment
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(cast, work):
    return cast.ann.submission


@pytest.fixture
def again(cast, submission):
    """Send a comment of hale's again: `again("Which month?", began="Which")`."""

    def again(body, *, began="", by=cast.hale, kind="target"):
        place = (0, 5, submission.text[:5])
        return sending_again.comment(submission=submission, by=by, kind=kind, body=body, began=began, place=place)

    return again


def first(cast, submission, body="Which"):
    return marking.comment(
        submission=submission, by=cast.hale, kind="target", body=body, place=(0, 5, submission.text[:5])
    )


def test_what_never_arrived_is_added(again):
    assert again("Which month?", began="Which").body == "Which month?"


def test_the_same_comment_is_there_once(cast, submission, again):
    made = first(cast, submission, "Which month?")
    assert again("Which month?", began="Which month?") == made
    assert Comment.objects.count() == 1


def test_one_that_grew_meanwhile_is_brought_to_its_words(cast, submission, again):
    made = first(cast, submission)
    assert again("Which month?", began="Which") == made
    made.refresh_from_db()
    assert (made.body, made.version) == ("Which month?", 2)


def test_one_that_was_taken_away_stays_away(cast, submission, again):
    made = first(cast, submission)
    marking.remove(comment=made, by=cast.hale)
    assert again("Which", began="Which") == made
    assert not Comment.objects.standing().exists()


def test_another_person_another_kind_or_an_old_one_is_another_comment(cast, submission, again):
    made = first(cast, submission)
    assert again("Which", by=cast.cole) != made
    assert again("Which", kind="question") != made
    Comment.objects.update(made_at=timezone.now() - timedelta(days=2))
    marking.remove(comment=made, by=cast.hale)
    assert again("Which", began="Which") != made


def test_the_desk_says_that_it_sends_again(cast, submission, client_of):
    url = reverse("essays:comments", args=[submission.pk])
    said = {"kind": "praise", "body": "Exact.", "began": "Ex", "again": True, "start": None}
    for _time in range(2):
        answer = client_of(cast.hale).post(url, said, content_type="application/json")
        assert answer.status_code == 200
    assert Comment.objects.get().body == "Exact."


def test_it_is_refused_like_any_comment(cast, submission, client_of):
    url = reverse("essays:comments", args=[submission.pk])
    for said, status in (({"body": 7}, 422), ({"start": 0, "end": "x"}, 422), ({}, 409)):
        if status == 409:
            make.mark(on=submission, by=cast.hale)
        said = {"kind": "praise", "body": "Late.", "again": True, **said}
        assert client_of(cast.hale).post(url, said, content_type="application/json").status_code == status
