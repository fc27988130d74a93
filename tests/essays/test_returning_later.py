"""Returning chosen essays, at a moment to come, and telling students of it by mail."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from classrooms.fields import LOCAL
from essays import returning, tasks
from essays.models import Comment, Return
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked(cast, work):
    """Ann's and Ben's essays, both marked."""
    cast.ann.mark = make.mark(on=cast.ann.submission, by=cast.hale, summary="Yardstick.")
    cast.ben.submission = make.submission(cast.ben.essay)
    cast.ben.mark = make.mark(on=cast.ben.submission, by=cast.hale)
    return work


@pytest.fixture
def send(cast, marked, client_of):
    """Return a function that sends the return page as Hale and follows."""

    def post(name="essays:return", **data):
        return client_of(cast.hale).post(reverse(name, args=[marked.pk]), data, follow=True)

    return post


def in_hours(hours):
    return timezone.localtime(timezone.now() + timedelta(hours=hours)).strftime(LOCAL)


class TestChoosing:
    def test_only_those_ticked_are_asked_about(self, cast, marked, client_of):
        url = reverse("essays:return", args=[marked.pk])
        page = client_of(cast.hale).get(url, {"chosen": "1", "essay": cast.ben.essay.pk}).content.decode()
        assert "Return one essay?" in page
        assert "Ben Test" in page
        assert "Ann Test" not in page

    def test_nobody_ticked_is_nobody_returned(self, cast, marked, client_of):
        page = client_of(cast.hale).get(reverse("essays:return", args=[marked.pk]), {"chosen": "1"}).content.decode()
        assert "Tick the essays to return" in page

    def test_the_queue_offers_a_box_for_each_that_can_be_returned(self, cast, marked, page_of):
        make.returned(cast.ann.mark, by=cast.hale)
        page = page_of(cast.hale, "essays:queue", marked.pk)
        assert f'name="essay" value="{cast.ben.essay.pk}" form="chosen"' in page
        assert f'name="essay" value="{cast.ann.essay.pk}" form="chosen"' not in page
        assert 'form="chosen"' not in page_of(cast.mori, "essays:queue", marked.pk)


class TestUnfinished:
    def test_it_says_whose_is_bare(self, cast, marked, page_of):
        type(cast.ann.mark).objects.update(summary="", next_step="")
        make.comment(on=cast.ben.submission, by=cast.hale, quote="Half")
        make.comment(on=cast.ann.submission, by=cast.hale, staff_only=True)
        page = page_of(cast.hale, "essays:return", marked.pk)
        stepless, bare = page.split("Without a next step:")[1].split("Without a comment or a summary:")
        assert "Ann Test" in stepless
        assert "Ben Test" in stepless
        assert "Ann Test" in bare.split("</p>")[0]
        assert "Ben Test" not in bare.split("</p>")[0]
        assert Comment.objects.count() == 2


class TestScheduling:
    def test_it_shows_at_its_moment_and_not_before(self, cast, send):
        send(essay=cast.ann.essay.pk, at=in_hours(3))
        shown = Return.objects.get()
        assert timedelta(hours=2, minutes=58) < shown.visible_at - timezone.now() <= timedelta(hours=3)
        assert shown.is_scheduled
        assert not Return.objects.visible().exists()

    def test_the_staff_see_when_and_by_whom(self, cast, send):
        page = send(essay=cast.ann.essay.pk, at=in_hours(3)).content.decode()
        assert "One essay is returned on" in page
        assert "Scheduled by Hale Test" in page
        assert "Nobody can see it yet." not in page

    def test_it_can_be_taken_back_until_then_without_the_others(self, cast, send):
        send(essay=cast.ann.essay.pk, at=in_hours(3))
        send(essay=cast.ben.essay.pk)
        page = send("essays:return-undo", essay=cast.ann.essay.pk).content.decode()
        assert "1 return undone." in page
        assert [each.mark for each in Return.objects.all()] == [cast.ben.mark]

    def test_while_it_is_scheduled_nothing_of_it_changes(self, cast, send, client_of):
        send(essay=cast.ann.essay.pk, at=in_hours(3))
        url = reverse("essays:reopen", args=[cast.ann.submission.pk])
        assert client_of(cast.hale).post(url).status_code == 409

    @pytest.mark.parametrize(("hours", "said"), [(-1, "This has passed."), (9000, "more than a year away")])
    def test_a_moment_that_cannot_be_is_refused(self, send, hours, said):
        answer = send(at=in_hours(hours))
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Return.objects.exists()

    def test_a_moment_within_the_time_to_undo_leaves_that_time(self, cast, marked):
        at = timezone.now() + timedelta(seconds=5)
        [shown] = returning.return_marks(assignment=marked, essays=[cast.ann.essay.pk], by=cast.hale, at=at)
        assert shown.visible_at > timezone.now() + timedelta(seconds=50)
        assert not shown.is_scheduled


class TestTelling:
    @pytest.fixture
    def returned(self, cast, marked):
        [shown] = returning.return_marks(assignment=marked, essays=[cast.ann.essay.pk], by=cast.hale)
        return shown

    def later(self, returned, **ago):
        Return.objects.filter(pk=returned.pk).update(visible_at=timezone.now() - timedelta(**ago))
        tasks.tell_of_return.call(returned.pk)

    def test_a_mail_says_that_and_not_what(self, returned, mailoutbox):
        self.later(returned, seconds=1)
        [mail] = mailoutbox
        assert mail.to == ["ann@example.org"]
        assert mail.subject == "Returned: Why"
        address = f"/essays/{returned.submission.essay_id}/feedback/"
        assert address in mail.body
        said = (mail.body + mail.subject).replace(address, "")  # an essay's number may hold the mark's digit
        for canary in ("Yardstick", "Kirov", "6", "of 10", returned.mark.next_step):
            assert canary not in said

    def test_none_goes_before_it_shows(self, returned, mailoutbox):
        tasks.tell_of_return.call(returned.pk)
        assert mailoutbox == []

    def test_none_goes_when_it_was_undone(self, cast, marked, returned, mailoutbox):
        returning.undo(assignment=marked, by=cast.hale)
        tasks.tell_of_return.call(returned.pk)
        assert mailoutbox == []

    def test_none_goes_long_after(self, returned, mailoutbox):
        self.later(returned, days=3)
        assert mailoutbox == []

    def test_nobody_without_an_address_is_written_to(self, cast, returned, mailoutbox):
        type(cast.ann).objects.filter(pk=cast.ann.pk).update(email="")
        self.later(returned, seconds=1)
        assert mailoutbox == []

    def test_the_task_waits_until_it_shows(self, returned):
        from django_tasks_db.models import DBTaskResult

        task = DBTaskResult.objects.get(task_path="essays.tasks.tell_of_return")
        assert task.run_after == returned.visible_at
