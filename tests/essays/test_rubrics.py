"""Rubrics: found by their words, and what levels come to."""

import pytest
from django.urls import reverse

from essays import marking, rubrics
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


@pytest.fixture
def halves(cast):
    """Half levels, and analysis counts twice."""
    knowledge, analysis = make.RUBRIC["criteria"]
    bands = [{"low": 9, "high": 15, "grade": "A"}, {"low": 0, "high": 8, "grade": "B"}]
    data = {**make.RUBRIC, "criteria": [knowledge, {**analysis, "weight": 2}], "halves": True, "bands": bands}
    return rubrics.rubric_of(data, school=cast.school)


def test_half_levels_are_exact_and_only_where_the_rubric_has_them(halves, rubric):
    assert rubrics.checked_levels(halves, {"K": 3.5, "A": 4.0}) == {"K": 3.5, "A": 4}
    assert type(rubrics.checked_levels(halves, {"A": 4.0})["A"]) is int
    for level in (3.25, 5.5, -0.5, float("nan"), float("inf"), True):
        with pytest.raises(Unfit):
            rubrics.checked_levels(halves, {"K": level})
    with pytest.raises(Unfit):
        rubrics.checked_levels(rubric, {"K": 3.5})


def test_weights_and_halves_add_up_and_a_half_does_not_reach_the_next_grade(halves):
    assert rubrics.out_of(halves) == 15
    assert rubrics.total(halves, {"K": 3.5, "A": 2.5}) == 8.5
    assert rubrics.total(halves, {"K": 3, "A": 2.5}) == 8
    assert (rubrics.grade(halves, 8.5), rubrics.grade(halves, 9)) == ("B", "A")


def test_a_half_level_says_both_words_and_asks_for_the_level_above(halves):
    row = rubrics.rows(halves, {"K": 3.5}, before={"K": 2}, notes={"K": "Dates!"})[0]
    assert (row.word, row.whole, row.half, row.gained, row.note) == ("Secure to Strong", 3, True, 1.5, "Dates!")
    assert (row.descriptor, row.next) == ("Knowledge at level 3.", "Knowledge at level 4.")
    assert [step["half"] for step in row.steps] == [False, False, False, True, False]
    assert rubrics.rows(halves, {"K": 0.5})[0].word == "Nothing yet to Beginning"


def test_a_weight_of_one_goes_without_saying(cast, rubric):
    criteria = [{**criterion, "weight": 1} for criterion in make.RUBRIC["criteria"]]
    said = rubrics.rubric_of({**make.RUBRIC, "criteria": criteria, "halves": False}, school=cast.school)
    assert said == rubrics.rubric_of(make.RUBRIC, school=cast.school)


def test_halves_weights_and_words_about_a_criterion_reach_the_student_at_the_return(cast, work, halves, page_of):
    work.rubric, work.mark_waits = halves, False
    work.save(update_fields=["rubric", "mark_waits"])
    said = {"levels": {"K": 3.5, "A": 2}, "summary": "", "next_step": "Go on.", "notes": {"A": "canary-note"}}
    kept = marking.record(submission=cast.ann.submission, version=0, by=cast.hale, **said)
    mark = marking.mark(submission=cast.ann.submission, version=kept.version, by=cast.hale)
    mark.refresh_from_db()
    assert (mark.levels, mark.total, mark.out_of, mark.grade) == ({"K": 3.5, "A": 2}, 7.5, 15, "B")
    assert mark.notes == {"A": "canary-note"}
    assert "canary-note" not in page_of(cast.ann, "essays:desk", cast.ann.essay.pk)
    make.returned(mark, by=cast.hale)
    page = page_of(cast.ann, "essays:feedback", cast.ann.essay.pk)
    assert "canary-note" in page
    assert "7.5" in page


@pytest.mark.parametrize("notes", [{"Z": "No such criterion."}, ["K"], {"K": 3}, {"K": "w" * 1001}], ids=repr)
def test_words_about_what_the_rubric_lacks_are_refused(cast, work, notes):
    with pytest.raises(Unfit):
        marking.record(
            submission=cast.ann.submission, version=0, by=cast.hale, levels={}, summary="", next_step="", notes=notes
        )


def test_a_plain_form_sets_half_levels_and_words_about_a_criterion(cast, work, halves, client_of):
    work.rubric = halves
    work.save(update_fields=["rubric"])
    said = {"version": 0, "level_K": "3", "half_K": "1", "level_A": "2", "note_K": "Dates!", "then": "stay"}
    client_of(cast.hale).post(reverse("essays:working", args=[cast.ann.submission.pk]), said)
    cast.ann.submission.working.refresh_from_db()
    assert (cast.ann.submission.working.levels, cast.ann.submission.working.notes) == (
        {"K": 3.5, "A": 2},
        {"K": "Dates!"},
    )
