"""The student's desk: what is next, and nothing that is not theirs to know yet."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dashboards import queries_desk
from essays.models import Response
from tests import make


def set_for(cast, **fields):
    return make.assignment(classroom=cast.c12, by=cast.hale, **fields)


def return_essay(cast, essay, ago=timedelta(minutes=5)):
    submission = essay.submissions.last() or make.submission(essay)
    return make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale, ago=ago)


def steps(user):
    return [(task.work.short, task.step.label) for task in queries_desk.tasks(user) if task.waits]


def test_the_most_urgent_work_is_first(cast):
    set_for(cast, short="Far", due=timedelta(days=20))
    set_for(cast, short="Near", due=timedelta(days=3))
    set_for(cast, short="Overdue", due=-timedelta(days=1))
    begun = set_for(cast, short="Begun", due=timedelta(days=10))
    make.essay(begun, writer=cast.ann)
    returned = set_for(cast, short="Returned", due=-timedelta(days=5))
    return_essay(cast, make.essay(returned, writer=cast.ann))
    redraft = set_for(cast, short="Redraft", due=-timedelta(days=6))
    essay = make.essay(redraft, writer=cast.ann)
    return_essay(cast, essay)
    essay.draft.round = 2
    essay.draft.save()
    assert steps(cast.ann) == [
        ("Overdue", "Start"),
        ("Near", "Start"),
        ("Begun", "Continue"),
        ("Redraft", "Redraft"),
        ("Returned", "Read your feedback"),
        ("Far", "Start"),
    ]


def test_what_is_handed_in_asks_nothing_of_the_student(cast, work, page_of):
    assert steps(cast.ann) == []
    assert "Nothing is due." in page_of(cast.ann, "dashboards:home")
    assert reverse("essays:receipt", args=[cast.ann.essay.pk]) in page_of(cast.ann, "dashboards:home")


def test_the_words_written_stand_against_the_length(cast, work, page_of):
    page = page_of(cast.ben, "dashboards:home")
    assert "3 of 800 words" in page
    assert re.search(r'<progress class="meter" value="3" max="800"', page)


def test_the_due_date_is_said_by_weekday_and_distance(cast, page_of):
    work = set_for(cast, due=timedelta(days=3))
    due = timezone.localtime(work.due, timezone.get_fixed_timezone(0))
    page = page_of(cast.ann, "dashboards:home")
    assert "3 days" in page
    assert f"{due:%A}" in page


def test_work_not_opened_or_withdrawn_or_excused_is_not_there(cast, work):
    set_for(cast, short="Later", opened=-timedelta(days=1))
    set_for(cast, short="Gone", withdrawn_at=timezone.now())
    assert steps(cast.ben) == [("Why", "Continue")]


def test_closed_work_is_behind(cast):
    set_for(cast, due=-timedelta(days=2), closes=timezone.now() - timedelta(days=1))
    assert steps(cast.ann) == []


def test_answers_to_comments_are_counted(cast, work, page_of):
    first = make.comment(on=cast.ann.submission, by=cast.hale)
    make.comment(on=cast.ann.submission, by=cast.hale, kind="question")
    make.comment(on=cast.ann.submission, by=cast.hale, kind="praise")
    make.comment(on=cast.ann.submission, by=cast.hale, staff_only=True)
    return_essay(cast, cast.ann.essay)
    Response.objects.create(school=cast.school, comment=first, student=cast.ann, answer="done")
    assert "1 of 2 comments answered" in page_of(cast.ann, "dashboards:home")


def test_practice_begun_is_found_again(cast, course, page_of):
    essay = make.essay(writer=cast.ann, question=course.question)
    assert reverse("essays:desk", args=[essay.pk]) in page_of(cast.ann, "dashboards:home")
    assert reverse("essays:desk", args=[essay.pk]) not in page_of(cast.ben, "dashboards:home")


@pytest.mark.parametrize("returned", [None, timedelta(seconds=-50)])
def test_a_mark_and_its_comments_leave_no_trace_before_the_return_is_visible(cast, work, page_of, returned):
    def seen():
        return re.sub(r'content="[^"]+"|value="[A-Za-z0-9]{64}"', "", page_of(cast.ann, "dashboards:home"))

    before = seen()
    make.comment(on=cast.ann.submission, by=cast.hale, body="canary")
    mark = make.mark(on=cast.ann.submission, by=cast.hale, summary="canary")
    if returned:
        make.returned(mark, by=cast.hale, ago=returned)
    assert seen() == before


def test_no_mark_is_shown_before_its_feedback_is_opened(cast, work, page_of):
    mark = make.mark(on=cast.ann.submission, by=cast.hale, levels={"K": 4, "A": 5}, grade="canary")
    make.returned(mark, by=cast.hale)
    page = page_of(cast.ann, "dashboards:home")
    assert "Read your feedback" in page
    assert "canary" not in page


def test_the_course_says_where_to_go_on(cast, course, page_of):
    assert "Begin at 1.1, One" in page_of(cast.ann, "dashboards:home")


def test_the_desk_costs_the_same_for_many_pieces_of_work(cast, course, client_of):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get("/").status_code == 200
        return len(found)

    def more(count):
        for _each in range(count):
            essay = make.essay(set_for(cast), writer=cast.ann)
            make.comment(on=make.submission(essay), by=cast.hale)
            return_essay(cast, essay)

    client = client_of(cast.ann)
    more(3)
    few = queries()
    more(27)
    assert queries() == few
