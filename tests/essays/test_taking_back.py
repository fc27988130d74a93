"""Taking back what was handed in: until it is due, unless marking has begun, and no page tells whether it has."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays import handing_in, marking, writing
from essays.models import Assignment, Comment, Submission, WorkingMark
from essays.queries import standing_of, standings
from tests import make
from tests.essays.test_writing import save


@pytest.fixture
def essay(cast, work):
    """Ben's essay, handed in on time."""
    writing.hand_in(essay=cast.ben.essay, revision=1, by=cast.ben)
    return cast.ben.essay


def change(essay, **fields):
    Assignment.objects.filter(pk=essay.assignment_id).update(**fields)
    essay.assignment.refresh_from_db()


def refusal_of(essay, by):
    with pytest.raises(Conflict) as refusal:
        handing_in.take_back(essay=essay, by=by)
    return refusal.value.code


def test_what_is_taken_back_can_be_written_on_and_handed_in_again(cast, essay):
    first = handing_in.take_back(essay=essay, by=cast.ben)
    assert first.taken_back
    assert save(essay, "Now a whole essay.").code == "saved"
    second = writing.hand_in(essay=essay, revision=2, by=cast.ben)
    assert (second.round, second.receipt != first.receipt) == (1, True)
    assert Submission.objects.standing().get(essay=essay) == second


def test_taking_back_twice_is_taking_back_once(cast, essay):
    assert handing_in.take_back(essay=essay, by=cast.ben) == handing_in.take_back(essay=essay, by=cast.ben)
    assert AuditEntry.objects.filter(verb="took back", actor=cast.ben, about=cast.ben).count() == 1


def test_it_is_not_called_sent_back(cast, essay, page_of):
    handing_in.take_back(essay=essay, by=cast.ben)
    found = standing_of(essay)
    assert (found.taken_back, found.sent_back, found.state, found.can_write) == (True, False, "writing", True)
    desk = page_of(cast.ben, "essays:desk", essay.pk)
    assert "You took this essay back" in desk
    assert "Sent back" not in desk
    queue = page_of(cast.hale, "essays:queue", essay.assignment_id)
    assert "taken back" in queue
    assert "sent back" not in queue


def test_the_teacher_reads_that_its_writer_took_it_back(cast, essay, page_of):
    submission = handing_in.take_back(essay=essay, by=cast.ben)
    assert "Its writer took it back" in page_of(cast.hale, "essays:marking-desk", submission.pk)


def test_a_teacher_who_sends_back_does_not_take_back(cast, essay):
    submission = Submission.objects.get(essay=essay)
    marking.send_back(submission=submission, because="The end is missing.", by=cast.hale)
    standing = standing_of(essay)
    assert (standing.sent_back, standing.taken_back) == (True, False)
    assert refusal_of(essay, cast.ben) == "take-back"


@pytest.mark.parametrize("fields", [{"take_back": False}, {"due": timezone.now() - timedelta(days=1)}])
def test_the_setting_and_the_due_date_decide(cast, essay, fields, page_of):
    change(essay, **fields)
    assert "Take it back" not in page_of(cast.ben, "essays:receipt", essay.pk)
    assert refusal_of(essay, cast.ben) == "take-back"


def test_an_extension_is_also_for_taking_back(cast, essay):
    change(essay, due=timezone.now() - timedelta(minutes=1))
    make.extension(essay.assignment, student=cast.ben, by=cast.hale, due=timezone.now() + timedelta(days=1))
    assert handing_in.take_back(essay=essay, by=cast.ben).taken_back


def begin_a_comment(cast, submission):
    make.comment(on=submission, by=cast.hale)


def begin_a_removed_comment(cast, submission):
    Comment.objects.filter(pk=make.comment(on=submission, by=cast.hale).pk).update(removed_at=timezone.now())


def begin_levels(cast, submission):
    WorkingMark.objects.create(school=cast.school, submission=submission, marker=cast.hale, levels={"K": 3})


def begin_a_mark(cast, submission):
    make.mark(on=submission, by=cast.hale)


@pytest.mark.parametrize("begin", [begin_a_comment, begin_a_removed_comment, begin_levels, begin_a_mark])
def test_once_marking_has_begun_no_page_tells_but_pressing_is_refused(cast, essay, begin, client_of, page_of):
    pages = [("essays:receipt", essay.pk), ("essays:desk", essay.pk), ("essays:assignment", essay.assignment_id)]
    before = [page_of(cast.ben, *page) for page in pages]
    begin(cast, Submission.objects.get(essay=essay))
    after = [page_of(cast.ben, *page) for page in pages]
    assert [_without_token(page) for page in before] == [_without_token(page) for page in after]
    assert "Take it back" in after[0]
    answer = client_of(cast.ben).post(reverse("essays:take-back", args=[essay.pk]))
    assert answer.status_code == 409
    assert "has begun to read it" in answer.content.decode()
    assert Submission.objects.standing().filter(essay=essay).exists()


def _without_token(page):
    return [line for line in page.splitlines() if "csrf" not in line]


def test_closing_holds_for_what_was_taken_back(cast, essay):
    handing_in.take_back(essay=essay, by=cast.ben)
    past = timezone.now() - timedelta(minutes=1)
    change(essay, due=past, closes=past)
    assert standing_of(essay).closed
    assert save(essay, "Too late.").code == "late"


def test_the_button_leads_back_to_the_desk(cast, essay, client_of):
    answer = client_of(cast.ben).post(reverse("essays:take-back", args=[essay.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == essay.get_absolute_url()
    assert "Taken back." in answer.content.decode()


def test_it_waits_no_more_for_the_marker(cast, work, essay):
    handing_in.take_back(essay=essay, by=cast.ben)
    standing = standings([work], [cast.ben], for_staff=True)[work.pk, cast.ben.pk]
    assert (standing.state, standing.submission, standing.taken_back) == ("writing", None, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite' and connection.is_in_memory_db()", reason="needs two connections")
def test_taking_back_and_marking_race_and_one_of_them_wins(cast, work):
    essay = cast.ben.essay
    submission = writing.hand_in(essay=essay, revision=1, by=cast.ben)
    won, ready = [], threading.Barrier(2)

    def race(act, **said):
        try:
            ready.wait(5)
            act(**said)
            won.append(act.__name__)
        except Conflict as refusal:
            won.append(refusal.code)
        finally:
            connection.close()

    marks = {
        "submission": submission,
        "version": 0,
        "by": cast.hale,
        "levels": {"K": 3},
        "summary": "",
        "next_step": "",
    }
    threads = [
        threading.Thread(target=race, args=(handing_in.take_back,), kwargs={"essay": essay, "by": cast.ben}),
        threading.Thread(target=race, args=(marking.record,), kwargs=marks),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(won) in (["begun", "record"], ["sent-back", "take_back"])
    submission.refresh_from_db()
    assert (submission.sent_back_at is None) == WorkingMark.objects.filter(submission=submission).exists()
