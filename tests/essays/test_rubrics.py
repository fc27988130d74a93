"""Rubrics: found by their words, and what levels come to."""

import pytest

from essays import rubrics
from essays.errors import Unfit
from essays.models import Rubric
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def rubric(cast):
    return make.rubric(school=cast.school)


def test_the_same_words_are_the_same_rubric(cast, course):
    first = rubrics.rubric_of(course.course, school=cast.school)
    assert rubrics.rubric_of({**make.RUBRIC}, school=cast.school) == first
    assert Rubric.objects.count() == 1


def test_one_changed_word_makes_another_rubric(cast):
    first = rubrics.rubric_of(make.RUBRIC, school=cast.school)
    changed = {**make.RUBRIC, "level_names": ["Begun", *make.RUBRIC["level_names"][1:]]}
    assert rubrics.rubric_of(changed, school=cast.school) != first
    first.refresh_from_db()
    assert first.data["level_names"][0] == "Beginning"


def test_each_school_has_its_own_rubric_of_the_same_words(cast):
    assert rubrics.rubric_of(make.RUBRIC, school=cast.school) != rubrics.rubric_of(make.RUBRIC, school=cast.other)


def test_a_course_without_a_rubric_is_refused(cast, course):
    course.course.rubric = None
    with pytest.raises(Unfit):
        rubrics.rubric_of(course.course, school=cast.school)


@pytest.mark.parametrize(
    "levels", [{"X": 1}, {"K": 6}, {"K": -1}, {"K": 2.5}, {"K": True}, {"K": "3"}, [3], None], ids=repr
)
def test_levels_outside_the_rubric_are_refused(rubric, levels):
    with pytest.raises(Unfit):
        rubrics.checked_levels(rubric, levels)


def test_levels_come_back_in_the_rubrics_order_without_those_not_set(rubric):
    assert list(rubrics.checked_levels(rubric, {"A": 0, "K": 5}).items()) == [("K", 5), ("A", 0)]
    assert rubrics.checked_levels(rubric, {"A": None}) == {}


@pytest.mark.parametrize(("total", "grade"), [(10, "A"), (8, "A"), (7, "B"), (4, "B"), (3, "C"), (0, "C"), (11, "")])
def test_a_grade_is_that_of_the_band(rubric, total, grade):
    assert rubrics.grade(rubric, total) == grade


def test_rows_say_what_is_reached_what_comes_next_and_what_was_gained(rubric):
    knowledge, analysis = rubrics.rows(rubric, {"K": 4}, before={"K": 2})
    assert (knowledge.word, knowledge.descriptor) == ("Strong", "Knowledge at level 4.")
    assert knowledge.next == "Knowledge at level 5."
    assert knowledge.gained == 2
    assert [step["gained"] for step in knowledge.steps] == [False, False, True, True, False]
    assert (analysis.level, analysis.word, analysis.next) == (None, "Not set", "")
