"""Blind marking: codes in place of names, until names come back all at once."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays import blinding, returning, setting, writing
from essays.models import Essay, Return
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def blind(cast, work):
    """The work marked blind and due: Ann's and Ben's essays are handed in, Ann's is marked."""
    make.submission(cast.ben.essay)
    make.mark(on=cast.ann.submission, by=cast.hale)
    work.blind, work.due = True, timezone.now() - timedelta(hours=1)
    work.save()
    return work


def is_hidden(work) -> bool:
    work.refresh_from_db()
    return work.hides_names


def show_all(work):
    """Let the time to undo returns be over, and the worker come."""
    Return.objects.update(visible_at=timezone.now() - timedelta(seconds=1))
    blinding.show_names_if_over(assignment=work)


class TestCodes:
    def test_every_essay_has_a_code_of_its_own_from_its_start(self, cast, work):
        third = make.person("cid", school=cast.school)
        make.member(third, cast.c12)
        essay = writing.start(assignment=work, by=third)
        codes = list(Essay.objects.filter(assignment=work).values_list("code", flat=True))
        assert re.fullmatch(r"[A-HJ-NP-TV-Z2-9]{4}", essay.code)
        assert len(set(codes)) == len(codes) == 3

    def test_practice_has_none(self, cast, course):
        assert writing.practise(question=course.question, by=cast.ann).code == ""

    def test_work_that_becomes_blind_gives_codes_to_what_is_begun(self, cast, work):
        Essay.objects.update(code="")
        setting.change_work(assignment=work, by=cast.hale, blind=True)
        assert len(set(Essay.objects.filter(assignment=work).values_list("code", flat=True)) - {""}) == 2

    @pytest.mark.parametrize("act", [make.comment, make.working, make.mark])
    def test_once_somebody_has_marked_it_stays_as_it_is(self, cast, work, act):
        act(on=cast.ann.submission, by=cast.hale)
        with pytest.raises(Conflict):
            setting.change_work(assignment=work, by=cast.hale, blind=True)
        assert not is_hidden(work)


class TestHidden:
    @pytest.mark.parametrize("name", ["queue", "sheet", "return"])
    def test_pages_of_the_work_say_codes(self, cast, blind, page_of, name):
        page = page_of(cast.hale, f"essays:{name}", blind.pk)
        assert "Test, Ann" not in page
        assert "Ann Test" not in page
        if name != "sheet":
            assert cast.ann.essay.code in page

    def test_the_desk_and_the_preview_say_the_code(self, cast, blind, page_of):
        for name in ("marking-desk", "preview"):
            page = page_of(cast.hale, f"essays:{name}", cast.ann.submission.pk)
            assert cast.ann.essay.code in page
            assert "Ann Test" not in page

    def test_the_queue_lists_what_is_handed_in_and_counts_the_rest(self, cast, work, page_of):
        work.blind = True
        work.save()
        page = page_of(cast.hale, "essays:queue", work.pk)
        assert "1 of 2 handed in" in page
        assert cast.ben.essay.code not in page
        assert "Excuse" not in page

    def test_the_class_page_says_only_how_many_handed_in(self, cast, blind, page_of):
        page = page_of(cast.hale, "dashboards:class", cast.c12.pk)
        assert "2 of 2 handed in" in page
        assert reverse("essays:marking-desk", args=[cast.ann.submission.pk]) not in page
        assert page.count(">blind<") == 2

    def test_a_marker_is_not_told_whose_essay_was_sent_back(self, cast, work, client_of):
        work.blind = True
        work.save()
        url = reverse("essays:send-back", args=[cast.ann.submission.pk])
        answer = client_of(cast.hale).post(url, {"because": "The wrong file."}, follow=True).content.decode()
        assert f"Sent back to {cast.ann.essay.code}" in answer

    def test_students_are_told_before_they_write_and_before_they_hand_in(self, cast, blind, page_of):
        third = make.person("cid", school=cast.school)
        make.member(third, cast.c12)
        assert "Marked blind:" in page_of(third, "essays:assignment", blind.pk)
        essay = make.essay(blind, writer=third)
        assert "Marked blind:" in page_of(third, "essays:hand-in", essay.pk)


class TestNamesComeBack:
    def test_when_all_that_is_handed_in_is_returned(self, cast, blind, page_of):
        returning.return_marks(assignment=blind, by=cast.hale)
        show_all(blind)
        assert is_hidden(blind), "Ben's essay is not returned yet"
        make.returned(make.mark(on=cast.ben.essay.submissions.get(), by=cast.hale), by=cast.hale)
        show_all(blind)
        assert not is_hidden(blind)
        assert "Test, Ann" in page_of(cast.hale, "essays:queue", blind.pk)

    def test_not_while_a_return_can_be_undone(self, cast, blind):
        make.mark(on=cast.ben.essay.submissions.get(), by=cast.hale)
        returning.return_marks(assignment=blind, by=cast.hale)
        blinding.show_names_if_over(assignment=blind)
        assert is_hidden(blind)

    def test_not_before_it_is_due(self, cast, blind):
        blind.due = timezone.now() + timedelta(days=1)
        blind.save()
        make.mark(on=cast.ben.essay.submissions.get(), by=cast.hale)
        returning.return_marks(assignment=blind, by=cast.hale)
        show_all(blind)
        assert is_hidden(blind)

    def test_not_before_it_is_due_for_who_has_longer(self, cast, blind):
        make.extension(blind, student=cast.lee, by=cast.hale, due=timezone.now() + timedelta(days=1))
        make.returned(make.mark(on=cast.ben.essay.submissions.get(), by=cast.hale), by=cast.hale)
        returning.return_marks(assignment=blind, by=cast.hale)
        show_all(blind)
        assert is_hidden(blind)

    def test_by_who_leads_the_class_for_good_and_on_record(self, cast, blind, client_of):
        url = reverse("essays:show-names", args=[blind.pk])
        assert client_of(cast.cole).post(url).status_code == 403
        client_of(cast.hale).post(url)
        client_of(cast.hale).post(url)
        assert not is_hidden(blind)
        assert AuditEntry.objects.filter(verb="showed names", actor=cast.hale).count() == 1
        with pytest.raises(Conflict):
            setting.change_work(assignment=blind, by=cast.hale, blind=False)

    def test_a_redraft_is_marked_under_its_writers_name(self, cast, blind, page_of):
        blinding.show_names(assignment=blind, by=cast.hale)
        redraft = make.submission(cast.ann.essay, round=2)
        assert "Ann Test" in page_of(cast.hale, "essays:marking-desk", redraft.pk)

    def test_the_worker_looks_when_students_can_see_a_return(self, cast, blind):
        [shown] = returning.return_marks(assignment=blind, by=cast.hale)
        asked = DBTaskResult.objects.get(task_path="essays.tasks.show_names")
        assert asked.run_after == shown.visible_at
