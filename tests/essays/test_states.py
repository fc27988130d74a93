"""Every state and flag, from plain values and from rows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from essays.models import Excuse
from essays.queries import standings
from essays.states import HandedIn, standing
from tests import make

DUE = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)
BEFORE, AFTER = DUE - timedelta(days=1), DUE + timedelta(days=1)
FIRST, LATE, BACK, SECOND = HandedIn(1), HandedIn(1, late=True), HandedIn(1, sent_back=True), HandedIn(2)


def at(now=BEFORE, **values):
    return standing(now=now, opens=DUE - timedelta(days=7), due=DUE, **{"redrafts": 1, **values})


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "not-started"),
        ({"round": 1}, "not-started"),
        ({"round": 1, "words": 3}, "writing"),
        ({"round": 1, "words": 3, "submissions": [FIRST]}, "handed-in"),
        ({"round": 1, "words": 3, "submissions": [LATE]}, "late"),
        ({"round": 1, "submissions": [BACK]}, "writing"),
        ({"round": 1, "submissions": [BACK, FIRST]}, "handed-in"),
        ({"round": 1, "submissions": [FIRST], "mark": "marked"}, "marked"),
        ({"round": 1, "submissions": [LATE], "mark": "marked"}, "marked"),
        ({"round": 1, "submissions": [FIRST], "mark": "reopened"}, "handed-in"),
        ({"round": 1, "submissions": [FIRST], "mark": "marked", "returned": True}, "returned"),
        ({"round": 1, "submissions": [FIRST], "returned": True}, "returned"),
        ({"round": 1, "submissions": [FIRST], "mark": "corrected", "returned": True}, "returned"),
        ({"round": 2, "submissions": [FIRST], "mark": "marked", "returned": True}, "redrafting"),
        ({"round": 2, "submissions": [FIRST, SECOND]}, "redrafted"),
        ({"round": 2, "submissions": [FIRST, HandedIn(2, sent_back=True)], "returned": True}, "redrafting"),
        ({"round": 2, "submissions": [FIRST, SECOND], "mark": "marked"}, "marked"),
        ({"round": 2, "submissions": [FIRST, SECOND], "mark": "marked", "returned": True}, "redrafted"),
    ],
)
def test_each_state(values, state):
    assert at(**values).state == state


@pytest.mark.parametrize(
    ("values", "can"),
    [
        ({}, True),
        ({"now": DUE - timedelta(days=8)}, False),
        ({"round": 1, "words": 3, "now": AFTER}, True),
        ({"round": 1, "words": 3, "now": AFTER, "closes": DUE}, False),
        ({"now": AFTER, "closes": DUE}, False),
        ({"round": 1, "submissions": [FIRST]}, False),
        ({"round": 1, "submissions": [BACK], "now": AFTER, "closes": DUE}, True),
        ({"round": 2, "submissions": [FIRST], "returned": True, "now": AFTER, "closes": DUE}, True),
    ],
)
def test_who_can_write(values, can):
    assert at(**values).can_write is can


@pytest.mark.parametrize(
    ("values", "can"),
    [
        ({"round": 1, "submissions": [FIRST]}, False),
        ({"round": 1, "submissions": [FIRST], "mark": "marked"}, False),
        ({"round": 1, "submissions": [FIRST], "returned": True}, True),
        ({"round": 1, "submissions": [FIRST], "returned": True, "redrafts": 0}, False),
        ({"round": 2, "submissions": [FIRST], "returned": True}, False),
        ({"round": 2, "submissions": [FIRST, SECOND], "returned": True}, False),
        ({"round": 2, "submissions": [FIRST, SECOND], "returned": True, "redrafts": 2}, True),
    ],
)
def test_who_can_redraft(values, can):
    assert at(**values).can_redraft is can


def test_work_is_overdue_until_it_is_handed_in_or_excused():
    assert at(AFTER).overdue
    assert not at(BEFORE).overdue
    assert not at(AFTER, round=1, submissions=[LATE]).overdue
    assert not at(AFTER, excused=True).overdue
    assert at(AFTER, round=1, submissions=[BACK]).overdue


def test_lateness_stays_a_flag_when_the_state_goes_on():
    assert at(AFTER, round=1, submissions=[LATE], returned=True).late


def test_practice_needs_no_dates():
    assert standing(now=BEFORE, round=1, words=4).can_write


def test_standings_cover_every_student_of_every_assignment(cast, work):
    found = standings([work], [cast.ann, cast.ben, cast.lee], for_staff=True)
    assert {person: each.state for (_, person), each in found.items()} == {
        cast.ann.pk: "handed-in",
        cast.ben.pk: "writing",
        cast.lee.pk: "not-started",
    }


def test_nothing_of_a_mark_is_in_a_students_standing_before_its_return(cast, work):
    before = standings([work], [cast.ann], for_staff=False)
    mark = make.mark(on=cast.ann.submission, by=cast.hale)
    make.returned(mark, by=cast.hale, ago=-timedelta(seconds=60))
    assert standings([work], [cast.ann], for_staff=False) == before
    staff = standings([work], [cast.ann], for_staff=True)[work.pk, cast.ann.pk]
    assert (staff.state, staff.total) == ("marked", 6)


def test_a_returned_mark_is_in_a_students_standing(cast, work):
    make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale)
    found = standings([work], [cast.ann], for_staff=False)[work.pk, cast.ann.pk]
    assert (found.state, found.total, found.out_of, found.grade) == ("returned", 6, 10, "B")


def test_a_redraft_shows_what_it_gained_once_both_are_returned(cast, work):
    make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale)
    cast.ann.essay.draft.round = 2
    cast.ann.essay.draft.save()
    second = make.mark(on=make.submission(cast.ann.essay, round=2), by=cast.hale, levels={"K": 4, "A": 4})
    assert standings([work], [cast.ann], for_staff=True)[work.pk, cast.ann.pk].gain is None
    make.returned(second, by=cast.hale)
    found = standings([work], [cast.ann], for_staff=False)[work.pk, cast.ann.pk]
    assert (found.gain, found.total) == (2, 8)


def test_an_excuse_counts_until_it_is_lifted(cast, work):
    excuse = Excuse.objects.create(school=cast.school, assignment=work, student=cast.ben, made_by=cast.hale)
    assert standings([work], [cast.ben], for_staff=True)[work.pk, cast.ben.pk].excused
    Excuse.objects.filter(pk=excuse.pk).update(lifted_at=timezone.now())
    assert not standings([work], [cast.ben], for_staff=True)[work.pk, cast.ben.pk].excused


def test_standings_cost_the_same_for_many_as_for_one(cast, work, django_assert_num_queries):
    with django_assert_num_queries(6):
        standings([work], [cast.ann], for_staff=True)
    students = [make.person(f"s{n}", school=cast.school) for n in range(8)]
    for student in students:
        make.submission(make.essay(work, writer=student))
    with django_assert_num_queries(6):
        standings([work], students, for_staff=True)
