"""What waits for a teacher."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dashboards import queries_today
from essays.models import Excuse, Reply, Response
from tests import make


def hand_in(cast, work, name, ago):
    student = make.person(name, school=cast.school)
    make.member(student, work.classroom)
    return make.submission(make.essay(work, writer=student), handed_in_at=timezone.now() - ago)


def rows(person):
    return queries_today.today(person).rows


def test_the_headline_counts_and_says_how_long(cast, work, page_of):
    hand_in(cast, work, "eve", timedelta(days=6, minutes=5))
    page = page_of(cast.hale, "dashboards:home")
    assert "2 essays wait for you." in page
    assert "The oldest has waited six days." in page


def test_the_oldest_is_marked_first(cast, work, page_of):
    oldest = hand_in(cast, work, "eve", timedelta(days=6))
    assert f'<a class="btn btn-primary" href="{oldest.get_absolute_url()}">' in page_of(cast.hale, "dashboards:home")


def test_the_class_that_waited_longest_stands_first(cast, work):
    newer = make.assignment(classroom=cast.c12, by=cast.hale)
    hand_in(cast, newer, "eve", timedelta(days=2))
    assert [row.work for row in rows(cast.hale)] == [newer, work]


def test_each_row_has_one_action(cast, work):
    (row,) = rows(cast.hale)
    assert row.step == ("Mark 1", cast.ann.submission.get_absolute_url())
    make.mark(on=cast.ann.submission, by=cast.hale)
    (row,) = rows(cast.hale)
    assert row.step == ("Return 1", reverse("essays:return", args=[work.pk]))


def test_only_who_leads_is_asked_to_return(cast, work):
    make.mark(on=cast.ann.submission, by=cast.hale)
    (row,) = rows(cast.cole)
    assert (row.to_return, row.step) == (1, None)


def test_what_is_being_returned_does_not_wait_any_more(cast, work):
    make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale, ago=timedelta(seconds=-50))
    assert [row.to_return for row in rows(cast.hale)] in ([], [0])


def test_those_who_have_not_started_are_counted_near_the_date(cast):
    work = make.assignment(classroom=cast.c12, by=cast.hale, due=timedelta(days=3))
    (row,) = rows(cast.hale)
    assert row.not_started == 2
    Excuse.objects.create(school=cast.school, assignment=work, student=cast.ben, made_by=cast.hale)
    (row,) = rows(cast.hale)
    assert row.not_started == 1


def test_work_far_from_its_date_or_not_open_yet_does_not_wait(cast):
    make.assignment(classroom=cast.c12, by=cast.hale, due=timedelta(days=20))
    make.assignment(classroom=cast.c12, by=cast.hale, opened=-timedelta(days=1), due=timedelta(days=3))
    assert rows(cast.hale) == []


def test_a_question_is_listed_until_it_is_answered(cast, work, page_of):
    comment = make.comment(on=cast.ann.submission, by=cast.hale, body="Choose a stronger verb.")
    make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale)
    response = Response.objects.create(
        school=cast.school, comment=comment, student=cast.ann, answer="question", note="Which verb do you mean?"
    )
    page = page_of(cast.hale, "dashboards:home")
    assert "Which verb do you mean?" in page
    assert f"{cast.ann.submission.get_absolute_url()}#comment-{comment.pk}" in page
    Reply.objects.create(school=cast.school, response=response, author=cast.hale, body="One that acts.")
    assert "Which verb do you mean?" not in page_of(cast.hale, "dashboards:home")


def test_nobody_elses_classes_are_there(cast, work, page_of):
    assert rows(cast.tate) == []
    page = page_of(cast.tate, "dashboards:home")
    assert "Nothing waits." in page
    assert "12C" not in page


def test_a_class_with_nobody_in_it_says_so(cast, page_of):
    empty = make.classroom("12E", school=cast.school)
    make.member(cast.hale, empty, role="teacher", lead=True)
    page = page_of(cast.hale, "dashboards:home")
    assert "Nobody is in this class yet." in page
    assert reverse("classrooms:class-people", args=[empty.pk]) in page


def test_a_quiet_class_offers_to_set_work(cast, page_of):
    page = page_of(cast.tate, "dashboards:home")
    assert "Nothing is set yet." in page
    assert reverse("essays:set-work", args=[cast.c13.pk]) in page


def test_a_quiet_day_says_who_hands_in_next(cast, page_of):
    make.assignment(classroom=cast.c12, by=cast.hale, due=timedelta(days=20))
    assert "12C hands in" in page_of(cast.hale, "dashboards:home")


@pytest.mark.parametrize("students", [3, 30])
def test_today_costs_the_same_for_many_students(cast, work, client_of, django_assert_num_queries, students):
    client = client_of(cast.hale)
    with CaptureQueriesContext(connection) as before:
        client.get("/")
    for n in range(students):
        comment = make.comment(on=hand_in(cast, work, f"pupil{n}", timedelta(days=n)), by=cast.hale)
        make.returned(make.mark(on=comment.submission, by=cast.hale), by=cast.hale)
        Response.objects.create(
            school=cast.school, comment=comment, student=comment.submission.essay.writer, answer="question", note="Why?"
        )
    with django_assert_num_queries(len(before)):
        client.get("/")
