"""Stars on passages: what is kept and refused, and that students never meet one."""

import json

import pytest
from django.urls import reverse

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays import marking, starring
from essays.models import Star
from lessons.texts.anchors import SpanError
from tests import make

pytestmark = pytest.mark.django_db
WORDS = "1934"


@pytest.fixture
def submission(cast, work):
    return cast.ann.submission


def place(submission, words=WORDS):
    start = submission.text.index(words)
    return start, start + len(words), words


def starred(submission, by):
    return starring.star(submission=submission, by=by, place=place(submission))


class TestStarring:
    def test_a_passage_is_starred_once_for_all_markers(self, cast, submission):
        assert starred(submission, cast.hale) == starred(submission, cast.cole)
        assert Star.objects.get().starred_by == cast.hale

    def test_a_returned_essay_can_be_starred(self, cast, submission):
        make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale)
        assert starred(submission, cast.hale).quote == WORDS

    def test_an_essay_that_was_sent_back_cannot(self, cast, submission):
        marking.send_back(submission=submission, because="Too short.", by=cast.hale)
        submission.refresh_from_db()
        with pytest.raises(Conflict):
            starred(submission, cast.hale)

    @pytest.mark.parametrize("wrong", [(0, 4, "other words"), (5, 5, ""), (9, 2, "x"), (10**6, 10**6 + 1, "x")])
    def test_other_words_are_refused(self, cast, submission, wrong):
        with pytest.raises(SpanError):
            starring.star(submission=submission, by=cast.hale, place=wrong)

    def test_a_star_taken_away_can_be_set_again(self, cast, submission):
        first = starred(submission, cast.hale)
        starring.unstar(star=first, by=cast.cole)
        starring.unstar(star=first, by=cast.cole)
        assert AuditEntry.objects.filter(verb="star removed").count() == 1
        assert starred(submission, cast.hale) != first


class TestTheDesk:
    @pytest.fixture
    def post(self, cast, client_of):
        def post(name, pk, data, who="hale"):
            url = reverse(f"essays:{name}", args=[pk])
            return client_of(getattr(cast, who)).post(url, json.dumps(data), content_type="application/json")

        return post

    def test_a_star_is_set_and_taken_away_and_the_essay_drawn_anew(self, submission, post):
        start, end, quote = place(submission)
        drawn = post("star", submission.pk, {"start": start, "end": end, "quote": quote}).json()["essay"]
        assert "Starred for the class" in drawn
        assert 'class="starred"' in drawn
        assert "Starred" not in post("unstar", Star.objects.get().pk, {}).json()["essay"]

    @pytest.mark.parametrize("data", [{}, {"start": "0", "end": 4, "quote": "x"}, {"start": 0, "end": 4, "quote": 1}])
    def test_bad_places_are_refused(self, submission, post, data):
        assert post("star", submission.pk, data).status_code == 422
        assert not Star.objects.exists()

    def test_the_writer_never_meets_a_star(self, cast, submission, client_of):
        starred(submission, cast.hale)
        make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale)
        page = client_of(cast.ann).get(reverse("essays:feedback", args=[submission.essay_id]))
        assert page.status_code == 200
        assert b"tarred" not in page.content


class TestBringingBack:
    @pytest.fixture
    def comment(self, cast, submission):
        return make.comment(on=submission, by=cast.hale, quote=WORDS)

    def test_a_removed_comment_stands_again_as_it_was(self, cast, comment):
        marking.remove(comment=comment, by=cast.hale)
        marking.bring_back(comment=comment, by=cast.hale)
        comment.refresh_from_db()
        assert comment.removed_at is None
        assert (comment.body, comment.version) == ("Say more.", 1)

    def test_bringing_back_twice_changes_nothing(self, cast, comment):
        marking.bring_back(comment=comment, by=cast.hale)
        assert not AuditEntry.objects.filter(verb="comment brought back").exists()

    def test_after_the_mark_nothing_comes_back(self, cast, submission, comment):
        marking.remove(comment=comment, by=cast.hale)
        make.mark(on=submission, by=cast.hale)
        with pytest.raises(Conflict):
            marking.bring_back(comment=comment, by=cast.hale)
