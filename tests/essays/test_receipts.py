"""The receipt: on its page, and by mail to those who have an address, once and without a word of the essay."""

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from essays import handing_in, receipts, tasks, writing
from essays.models import Submission
from tests import make


@pytest.fixture
def submission(cast, work):
    return writing.hand_in(essay=cast.ben.essay, revision=1, by=cast.ben)


def test_handing_in_leaves_one_task_that_sends_the_receipt(cast, submission):
    writing.hand_in(essay=cast.ben.essay, revision=1, by=cast.ben)
    task = DBTaskResult.objects.get()
    assert (task.task_path, task.args_kwargs["args"]) == ("essays.tasks.send_receipt", [submission.pk])


def test_the_mail_has_number_time_and_fingerprint_and_nothing_of_the_essay(cast, submission):
    make.comment(on=submission, by=cast.hale, body="Say more of it.")
    make.mark(on=submission, by=cast.hale, grade="B+")
    tasks.send_receipt.func(submission.pk)
    (sent,) = mail.outbox
    assert sent.to == ["ben@example.org"]
    assert submission.receipt in sent.subject
    at = timezone.localtime(submission.handed_in_at)
    for said in (submission.receipt, submission.digest, f"{at:%H:%M:%S}", "Words: 3"):
        assert said in sent.body
    for unsaid in ("Half an essay", "Say more", "B+", "Name one decree"):
        assert unsaid not in sent.subject + sent.body


def test_it_is_sent_once(submission):
    receipts.send(submission.pk)
    receipts.send(submission.pk)
    assert len(mail.outbox) == 1


def test_what_was_taken_back_meanwhile_has_no_receipt(cast, submission):
    handing_in.take_back(essay=cast.ben.essay, by=cast.ben)
    receipts.send(submission.pk)
    assert not mail.outbox


def test_without_an_address_nothing_is_queued(cast, work):
    cast.ben.email = ""
    cast.ben.save(update_fields=["email"])
    writing.hand_in(essay=work.essays.get(writer=cast.ben), revision=1, by=cast.ben)
    assert not DBTaskResult.objects.exists()


def test_the_mail_says_late_and_that_the_clock_handed_in(submission):
    Submission.objects.filter(pk=submission.pk).update(by_clock=True)
    receipts.send(submission.pk)
    assert "Your time had run out" in mail.outbox[0].body


def test_the_page_says_what_the_number_means(cast, submission, page_of):
    page = page_of(cast.ben, "essays:receipt", cast.ben.essay.pk)
    for said in (submission.receipt, submission.digest, "proves that you handed in", "ben@example.org"):
        assert said in page
