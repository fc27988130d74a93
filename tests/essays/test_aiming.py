"""Aims: written down after a return, carried to the next essay, read there by whoever marks it, and by nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from classrooms.errors import Conflict
from essays import aiming
from essays.errors import Unfit
from essays.models import Aim
from tests import make


@pytest.fixture
def returned(cast, work):
    """Ann's essay, returned with a next step and a target."""
    submission = cast.ann.submission
    make.comment(on=submission, by=cast.hale, body="Say which law.", kind="target")
    make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale)
    return submission


@pytest.fixture
def post(cast, client_of):
    """Post a form as Ann."""

    def post(name, pk, **fields):
        return client_of(cast.ann).post(reverse(f"essays:{name}", args=[pk]), fields)

    return post


def next_essay(cast, *, classroom=None, by=None):
    """Ann's next piece of work, handed in."""
    work = make.assignment(classroom=classroom or cast.c12, by=by or cast.hale, text="What next?")
    return make.submission(make.essay(work, writer=cast.ann))


def test_an_aim_is_written_down_once(cast, returned):
    aim = aiming.set_out(submission=returned, by=cast.ann, text="  Name\nthe decree. ")
    assert (aim.text, aim.student, aim.submission, aim.school) == ("Name the decree.", cast.ann, returned, cast.school)
    assert aiming.set_out(submission=returned, by=cast.ann, text="Name the decree.") == aim


def test_a_handful_is_open_at_a_time(cast, returned):
    made = [aiming.set_out(submission=returned, by=cast.ann, text=f"Aim {n}") for n in range(aiming.MOST_OPEN)]
    with pytest.raises(Unfit) as refusal:
        aiming.set_out(submission=returned, by=cast.ann, text="One more")
    assert refusal.value.code == "too-many"
    aiming.meet(aim=made[0])
    aiming.drop(aim=made[1])
    aiming.set_out(submission=returned, by=cast.ann, text="One more")
    aiming.set_out(submission=returned, by=cast.ann, text="And one")
    assert Aim.objects.count() == aiming.MOST_OPEN + 2


@pytest.mark.parametrize(("text", "code"), [(" ", "empty"), ("x" * 301, "too-long"), ("a\x00", "characters")])
def test_an_aim_is_a_few_words(cast, returned, text, code):
    with pytest.raises(Unfit) as refusal:
        aiming.set_out(submission=returned, by=cast.ann, text=text)
    assert refusal.value.code == code


def test_an_aim_is_changed_while_it_is_open(cast, returned):
    aim = make.aim(returned)
    aiming.change(aim=aim, text="Name two decrees.")
    aiming.meet(aim=aim)
    with pytest.raises(Conflict):
        aiming.change(aim=aim, text="Too late")
    aiming.take_up_again(aim=aim)
    aim.refresh_from_db()
    assert (aim.text, aim.met_at) == ("Name two decrees.", None)


def test_meeting_an_aim_twice_keeps_the_first_time(cast, returned):
    earlier = timezone.now() - timedelta(days=1)
    aim = make.aim(returned, met_at=earlier)
    aiming.meet(aim=aim)
    aim.refresh_from_db()
    assert aim.met_at == earlier


def test_the_feedback_offers_its_own_words_until_they_are_taken(cast, returned, page_of, post):
    page = page_of(cast.ann, "essays:feedback", returned.essay_id)
    assert 'value="Name one decree."' in page
    assert 'value="Say which law."' in page
    assert post("add-aim", returned.essay_id, text="Name one decree.").url.endswith("/feedback/#aims")
    page = page_of(cast.ann, "essays:feedback", returned.essay_id)
    offered = page.partition("Or take it from your feedback")[2]
    assert "Name one decree." not in offered
    assert "Say which law." in offered
    assert Aim.objects.get().text == "Name one decree."


def test_a_refused_aim_is_shown_again(returned, post):
    answer = post("add-aim", returned.essay_id, text="x" * 301)
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
    assert "Keep it under 300 characters." in answer.content.decode()


def test_aims_are_met_taken_up_again_and_dropped_on_the_page(returned, post):
    aim = make.aim(returned)
    post("meet-aim", aim.pk)
    assert Aim.objects.get().met_at
    post("meet-aim", aim.pk, again="1")
    assert Aim.objects.get().met_at is None
    post("drop-aim", aim.pk)
    assert Aim.objects.get().dropped_at
    assert post("meet-aim", aim.pk).status_code == 404


def test_nothing_is_aimed_at_before_the_return_is_visible(cast, work, post):
    make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale, ago=timedelta(minutes=-1))
    assert post("add-aim", cast.ann.essay.pk, text="Peek").status_code == 404


def test_the_next_desk_carries_open_aims_and_the_last_step(cast, returned, page_of):
    make.aim(returned, text="Name the decree.")
    make.aim(returned, text="Old", met_at=timezone.now())
    make.aim(returned, text="Gone", dropped_at=timezone.now())
    essay = make.essay(make.assignment(classroom=cast.c12, by=cast.hale, text="What next?"), writer=cast.ann)
    page = page_of(cast.ann, "essays:desk", essay.pk)
    assert "Last time you set out to" in page
    assert "Name the decree." in page
    assert "Name one decree." in page  # the next step
    assert "Old" not in page
    assert "Gone" not in page


def test_a_step_that_became_an_aim_stands_once(cast, returned, page_of):
    make.aim(returned, text="Name one decree.")
    essay = make.essay(make.assignment(classroom=cast.c12, by=cast.hale, text="What next?"), writer=cast.ann)
    assert "Your last next step" not in page_of(cast.ann, "essays:desk", essay.pk)


def test_the_desk_carries_no_step_before_its_return_is_visible(cast, work, page_of):
    make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale, ago=timedelta(minutes=-1))
    essay = make.essay(make.assignment(classroom=cast.c12, by=cast.hale, text="What next?"), writer=cast.ann)
    assert "Name one decree." not in page_of(cast.ann, "essays:desk", essay.pk)


def test_whoever_marks_the_next_essay_reads_what_its_writer_had_set_out_to_do(cast, returned, page_of):
    make.aim(returned, text="Name the decree.", met_at=timezone.now() + timedelta(minutes=5))
    later = next_essay(cast)
    make.aim(returned, text="Written down after", made_at=timezone.now() + timedelta(minutes=5))
    make.aim(returned, text="Dropped", dropped_at=timezone.now(), made_at=timezone.now() - timedelta(days=1))
    for marker in (cast.hale, cast.mori):
        page = page_of(marker, "essays:marking-desk", later.pk)
        assert "One thing that Ann Test set out to do" in page
        assert "Name the decree." in page
        assert "Written down after" not in page
        assert "Dropped" not in page


def test_a_teacher_of_another_class_does_not_read_aims_from_work_of_this_one(cast, returned, page_of):
    make.aim(returned, text="Name the decree.")
    make.member(cast.ann, cast.c13)
    elsewhere = next_essay(cast, classroom=cast.c13, by=cast.tate)
    assert "Name the decree." not in page_of(cast.tate, "essays:marking-desk", elsewhere.pk)
    assert "Name the decree." in page_of(cast.hede, "essays:marking-desk", elsewhere.pk)  # heads both classes


def test_the_marking_desk_asks_as_often_for_many_aims_as_for_one(cast, returned, client_of, django_assert_num_queries):
    make.aim(returned)
    later = next_essay(cast)
    client = client_of(cast.hale)
    address = reverse("essays:marking-desk", args=[later.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for n in range(10):
        make.aim(returned, text=f"Aim {n}", made_at=returned.handed_in_at)
    with django_assert_num_queries(len(few)):
        client.get(address)
