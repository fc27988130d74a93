"""Work under a clock: it is the server's, it is fixed at the start, and what is saved when it ends is handed in."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from classrooms.arrangements import give_extra_time
from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays import document, handing_in, marking, tasks, writing
from essays.models import Branch, Draft, Essay, Submission
from essays.queries import standing_of
from essays.states import clock_ends
from tests import make
from tests.essays.test_writing import save

NOW = timezone.now().replace(microsecond=0)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def timed(cast, course):
    """45 minutes from one's own start, for 12C, all week."""
    return make.assignment(classroom=cast.c12, by=cast.hale, question=course.question, minutes=45)


@pytest.fixture
def essay(cast, timed):
    """Ben's, just begun, with some words saved."""
    essay = writing.start(assignment=timed, by=cast.ben)
    save(essay, "Half an essay.", base=0)
    return essay


def run_out(essay, ago=MINUTE):
    """Let the essay's time have ended then."""
    Essay.objects.filter(pk=essay.pk).update(ends_at=timezone.now() - ago)
    essay.refresh_from_db()
    return essay


@pytest.mark.parametrize(
    ("minutes", "extra", "closes_in", "lasts"),
    [(45, 0, None, 45), (45, 25, None, 56.25), (45, 0, 60, 45), (45, 0, 20, 20), (40, 25, 20, 25), (45, 100, 45, 90)],
)
def test_extra_time_is_of_the_time_given_and_may_pass_the_closing(minutes, extra, closes_in, lasts):
    closes = NOW + closes_in * MINUTE if closes_in else None
    ends = clock_ends(start=NOW, minutes=minutes, extra_time=extra, closes=closes)
    assert ends == NOW + lasts * MINUTE


def test_the_clock_is_fixed_at_the_start(cast, timed):
    give_extra_time(student=cast.ben, per_cent=20, by=cast.hale)
    before = timezone.now()
    essay = writing.start(assignment=timed, by=cast.ben)
    assert before + 54 * MINUTE <= essay.ends_at <= timezone.now() + 54 * MINUTE
    give_extra_time(student=cast.ben, per_cent=100, by=cast.hale)
    timed.minutes = 90
    timed.save(update_fields=["minutes"])
    assert writing.start(assignment=timed, by=cast.ben).ends_at == essay.ends_at


def test_starting_leaves_one_task_for_the_end(cast, timed):
    essay = writing.start(assignment=timed, by=cast.ben)
    writing.start(assignment=timed, by=cast.ben)
    task = DBTaskResult.objects.get(task_path="essays.tasks.time_up")
    assert task.run_after > essay.ends_at
    assert task.args_kwargs["args"] == [essay.pk]


def test_when_time_is_up_the_task_hands_in_what_was_saved_as_of_the_end(cast, essay):
    run_out(essay)
    tasks.time_up.func(essay.pk)
    submission = Submission.objects.get(essay=essay)
    assert (submission.by_clock, submission.text, submission.late) == (True, "Half an essay.\n", False)
    assert submission.handed_in_at == essay.ends_at
    assert standing_of(essay).state == "handed-in"
    entry = AuditEntry.objects.get(verb="handed in")
    assert (entry.actor, entry.about) == (None, cast.ben)


def test_the_clock_hands_in_once_however_often_it_is_asked(cast, essay):
    run_out(essay)
    assert handing_in.time_up(essay=essay) == handing_in.time_up(essay=essay)
    assert Submission.objects.filter(essay=essay).count() == 1


def test_before_the_end_the_clock_does_nothing(essay):
    assert handing_in.time_up(essay=essay) is None
    assert standing_of(essay).can_write


def test_an_empty_essay_is_not_handed_in(cast, timed):
    essay = run_out(writing.start(assignment=timed, by=cast.ben))
    assert handing_in.time_up(essay=essay) is None
    assert not Submission.objects.exists()


def test_who_handed_in_earlier_has_one_submission_and_it_is_their_own(cast, essay):
    own = writing.hand_in(essay=essay, revision=1, by=cast.ben)
    run_out(essay)
    assert handing_in.time_up(essay=essay) == own
    assert not own.by_clock


def test_what_was_taken_back_is_handed_in_when_the_time_is_up(cast, essay):
    writing.hand_in(essay=essay, revision=1, by=cast.ben)
    handing_in.take_back(essay=essay, by=cast.ben)
    run_out(essay)
    assert handing_in.time_up(essay=essay).by_clock


def test_after_the_end_nothing_is_taken_back(cast, essay):
    writing.hand_in(essay=essay, revision=1, by=cast.ben)
    with pytest.raises(Conflict):
        handing_in.take_back(essay=run_out(essay), by=cast.ben)


def test_what_a_teacher_sends_back_has_no_clock_any_more(cast, essay):
    run_out(essay)
    submission = handing_in.time_up(essay=essay)
    marking.send_back(submission=submission, because="Go on.", by=cast.hale)
    assert standing_of(essay).ends_at is None
    assert handing_in.time_up(essay=essay) is None
    assert save(essay, "Going on.", seq=2).code == "saved"
    assert not writing.hand_in(essay=essay, revision=2, by=cast.ben).by_clock


def test_a_redraft_has_no_clock(cast, essay):
    run_out(essay)
    submission = handing_in.time_up(essay=essay)
    make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale)
    writing.begin_redraft(essay=essay, by=cast.ben)
    assert standing_of(essay).can_write
    assert handing_in.time_up(essay=essay) is None


@pytest.mark.parametrize("handed_in", [False, True])
def test_a_save_after_the_end_is_kept_aside_as_late_and_the_teacher_sees_it(cast, essay, handed_in, page_of):
    run_out(essay)
    if handed_in:
        handing_in.time_up(essay=essay)
    assert save(essay, "Half an essay. And more.", seq=2).code == "late"
    assert Branch.objects.get(essay=essay).kind == Branch.Kind.LATE
    submission = handing_in.time_up(essay=essay)
    assert submission.text == "Half an essay.\n"
    page = page_of(cast.hale, "essays:marking-desk", submission.pk)
    assert "Saved after the end" in page
    assert "And more." in page
    assert "handed in by the clock" in page


def test_handing_in_after_the_end_is_refused_in_plain_words(cast, essay, client_of):
    run_out(essay)
    answer = client_of(cast.ben).post(reverse("essays:hand-in", args=[essay.pk]), {"revision": "1"})
    assert answer.status_code == 409
    assert "Your time is up" in answer.content.decode()


def test_pages_say_that_time_is_up_though_no_worker_came_and_write_nothing(cast, essay, page_of):
    run_out(essay)
    desk = page_of(cast.ben, "essays:desk", essay.pk)
    assert "Your time ended on" in desk
    assert "essay-editor" not in desk
    assert "time is up" in page_of(cast.hale, "essays:queue", essay.assignment_id)
    assert "Continue" not in page_of(cast.ben, "essays:assignment", essay.assignment_id)
    assert not Submission.objects.exists()


def test_the_desk_asks_for_the_end_without_the_worker(cast, essay, client_of):
    browser, address = client_of(cast.ben), reverse("essays:time-up", args=[essay.pk])
    assert browser.post(address).url == essay.get_absolute_url(), "while there is time it leads back to the desk"
    run_out(essay)
    answer = browser.post(address, follow=True)
    assert "What was saved when the time ran out" in answer.content.decode()


def test_the_desk_carries_the_servers_time_and_the_end(cast, essay, client_of, page_of):
    page = page_of(cast.ben, "essays:desk", essay.pk)
    now, ends = (datetime.fromisoformat(re.search(rf'data-{name}="([^"]+)"', page)[1]) for name in ("now", "ends"))
    assert ends == essay.ends_at
    assert abs(now - timezone.now()) < MINUTE
    assert "Ends at" in page
    text = document.dumps(make.tree("More."))
    sent = {"client": "a-client", "seq": 1, "base": 1, "digest": document.digest(text), "document": text}
    address = reverse("essays:save", args=[essay.pk])
    answer = client_of(cast.ben).post(address, sent, content_type="application/json")
    assert abs(datetime.fromisoformat(answer["Server-Time"]) - timezone.now()) < MINUTE


def test_the_start_page_says_what_will_happen(cast, timed, page_of):
    give_extra_time(student=cast.ben, per_cent=20, by=cast.hale)
    page = page_of(cast.ben, "essays:assignment", timed.pk)
    assert "You have 54 minutes from your start" in page
    assert "9 of them are your extra time" in page
    assert "Start now: 54 minutes" in page
    assert "You have 45 minutes" in page_of(cast.ann, "essays:assignment", timed.pk)


def test_practice_under_a_clock_closes_and_is_not_handed_in(cast, course, client_of, page_of):
    browser = client_of(cast.ben)
    browser.post(reverse("essays:practise", args=[course.question.pk]), {"minutes": "30"})
    essay = Essay.objects.get(writer=cast.ben, assignment=None)
    assert abs(essay.ends_at - timezone.now() - 30 * MINUTE) < MINUTE
    assert not DBTaskResult.objects.exists()
    save(essay, "Three words here.", base=0)
    run_out(essay)
    assert save(essay, "Too late.", seq=2).code == "late"
    assert browser.post(reverse("essays:time-up", args=[essay.pk])).url == essay.get_absolute_url()
    assert "Go on without the clock" in page_of(cast.ben, "essays:desk", essay.pk)
    assert not Submission.objects.exists()


def test_practice_goes_on_without_its_clock_when_time_is_up(cast, course, client_of):
    essay = writing.practise(question=course.question, by=cast.ben, minutes=30)
    handing_in.go_on_untimed(essay=essay, by=cast.ben)
    essay.refresh_from_db()
    assert essay.ends_at is not None, "while it runs it stays"
    run_out(essay)
    client_of(cast.ben).post(reverse("essays:go-on", args=[essay.pk]))
    essay.refresh_from_db()
    assert save(essay, "On.", base=0).code == "saved"


@pytest.mark.parametrize("minutes", ["31", "x", "-30"])
def test_practice_offers_three_clocks_and_no_other(cast, course, client_of, minutes):
    address = reverse("essays:practise", args=[course.question.pk])
    assert client_of(cast.ben).post(address, {"minutes": minutes}).status_code == 400
    assert not Essay.objects.exists()


def test_withdrawn_work_is_not_handed_in(cast, essay):
    run_out(essay)
    essay.assignment.withdrawn_at = timezone.now()
    essay.assignment.save(update_fields=["withdrawn_at"])
    assert handing_in.time_up(essay=essay) is None
    assert Draft.objects.get(essay=essay).words == 3
