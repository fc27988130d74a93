"""Check questions: answered after a section, remembered for the reader's own review, seen by nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lessons.models import CheckAnswer
from lessons.recall import GAPS, due_at
from tests import make

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECTION = ("tiny", "first", "one")


@pytest.fixture
def question(course):
    return make.check_question(course.section)


def choose(client, choice, **headers):
    return client.post(
        reverse("lessons:check-answer", args=[*SECTION, "who-shot"]), {"choice": choice}, headers=headers
    )


def let_days_pass(days):
    for answer in CheckAnswer.objects.all():
        answer.answered_at -= timedelta(days=days)
        answer.save(update_fields=["answered_at"])


def test_the_feedback_is_hidden_until_one_has_chosen(cast, question, page_of, client_of):
    assert "Why Nikolaev." not in page_of(cast.ann, "lessons:section", *SECTION)
    answer = choose(client_of(cast.ann), 1)
    assert answer.url.endswith("#check-who-shot")
    page = page_of(cast.ann, "lessons:section", *SECTION)
    assert "Not this time." in page
    assert "Why Yagoda." in page
    assert "Why Nikolaev." in page
    assert "Why Stalin." not in page


def test_with_script_only_the_question_is_sent_back(cast, question, client_of):
    page = choose(client_of(cast.ann), 2, **{"HX-Request": "true"}).content.decode()
    assert "Right." in page
    assert "<html" not in page


@pytest.mark.parametrize("choice", ["", "0", "4", "-1", "x"])
def test_a_choice_that_is_not_there_keeps_nothing(cast, question, client_of, choice):
    assert choose(client_of(cast.ann), choice).status_code == 422
    assert not CheckAnswer.objects.exists()


def test_the_newest_answer_counts(cast, question, page_of, client_of):
    choose(client_of(cast.ann), 1)
    choose(client_of(cast.ann), 2)
    page = page_of(cast.ann, "lessons:section", *SECTION)
    assert "Right." in page
    assert "Not this time." not in page


def test_nobody_sees_what_another_has_answered(cast, question, page_of, client_of):
    choose(client_of(cast.ann), 1)
    for person in (cast.ben, cast.hale, cast.adair):
        assert "Not this time." not in page_of(person, "lessons:section", *SECTION)
        assert "Who shot Kirov?" not in page_of(person, "lessons:review")


def test_a_wrong_answer_comes_back_at_once_a_right_one_later(cast, question, page_of, client_of):
    choose(client_of(cast.ann), 1)
    assert "Who shot Kirov?" in page_of(cast.ann, "lessons:review")
    choose(client_of(cast.ann), 2)
    assert "Who shot Kirov?" not in page_of(cast.ann, "lessons:review")
    let_days_pass(GAPS[0])
    page = page_of(cast.ann, "lessons:review")
    assert "Who shot Kirov?" in page
    assert "Why Nikolaev." not in page


@pytest.mark.parametrize("change", [{"published_at": None}, {"retired_at": NOON}])
def test_what_students_may_not_read_any_more_is_not_asked(cast, question, course, page_of, client_of, change):
    choose(client_of(cast.ann), 1)
    for name, value in change.items():
        setattr(course.unit, name, value)
    course.unit.save(update_fields=list(change))
    assert "Who shot Kirov?" not in page_of(cast.ann, "lessons:review")


def test_the_review_takes_the_same_queries_however_many_questions(
    cast, question, course, client_of, django_assert_max_num_queries
):
    ann = client_of(cast.ann)
    choose(ann, 1)
    for number in range(12):
        row = make.check_question(course.section, f"q{number}", position=number + 2)
        CheckAnswer.objects.create(school=cast.school, user=cast.ann, question=row, choice="Stalin", right=False)
    with django_assert_max_num_queries(9):
        page = ann.get(reverse("lessons:review")).content.decode()
    assert page.count("Who shot Kirov?") == 13


class TestWhenToAskAgain:
    def test_never_before_the_first_answer(self):
        assert due_at([]) is None

    @given(st.lists(st.booleans(), max_size=12))
    def test_after_a_wrong_answer_at_once(self, before):
        times = [NOON + timedelta(hours=n) for n in range(len(before) + 1)]
        assert due_at(list(zip([*before, False], times, strict=True))) == times[-1]

    @given(st.integers(1, 12))
    def test_after_each_right_answer_in_a_row_not_sooner_than_before(self, count):
        rights = [(True, NOON)] * count
        assert due_at([*rights, (True, NOON)]) >= due_at(rights) > NOON
