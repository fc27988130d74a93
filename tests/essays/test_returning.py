"""Returning: what becomes visible, to whom and when, and nothing before."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from essays import marking, returning
from essays.models import Assignment, Comment, Mark, Return
from essays.queries import standing_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked(cast, work):
    """Ann's essay, marked and commented on, and not returned."""
    cast.ann.comment = make.comment(on=cast.ann.submission, by=cast.hale, quote="1934", body="Xylophone.")
    cast.ann.mark = make.mark(on=cast.ann.submission, by=cast.hale, summary="Yardstick.", next_step="Zeppelin.")
    return work


def let_a_minute_pass():
    Return.objects.update(visible_at=timezone.now() - timedelta(seconds=1))


class TestReturning:
    def test_a_return_shows_after_sixty_seconds(self, cast, marked):
        before = timezone.now()
        [shown] = returning.return_marks(assignment=marked, by=cast.hale)
        assert before + timedelta(seconds=60) <= shown.visible_at <= timezone.now() + timedelta(seconds=60)
        assert shown.mark == cast.ann.mark

    def test_only_what_is_marked_is_returned(self, cast, marked):
        make.submission(cast.ben.essay)
        assert [each.submission for each in returning.return_marks(assignment=marked, by=cast.hale)] == [
            cast.ann.submission
        ]

    def test_a_reopened_mark_is_not_returned(self, cast, marked):
        make.mark(on=cast.ann.submission, by=cast.hale, kind=Mark.Kind.REOPENED, total=None, out_of=None)
        assert returning.return_marks(assignment=marked, by=cast.hale) == []

    def test_what_was_sent_back_is_not_returned(self, cast, marked):
        cast.ann.submission.sent_back_at = timezone.now()
        cast.ann.submission.save()
        assert returning.return_marks(assignment=marked, by=cast.hale) == []

    def test_one_essay_can_be_returned_alone(self, cast, marked):
        ben = make.mark(on=make.submission(cast.ben.essay), by=cast.hale)
        [shown] = returning.return_marks(assignment=marked, essays=[cast.ben.essay.pk], by=cast.hale)
        assert shown.mark == ben

    def test_an_essay_of_other_work_is_not_returned_with_this(self, cast, marked):
        other = make.assignment(classroom=cast.c12, by=cast.hale)
        assert returning.return_marks(assignment=other, essays=[cast.ann.essay.pk], by=cast.hale) == []

    def test_returning_twice_returns_once(self, cast, marked):
        returning.return_marks(assignment=marked, by=cast.hale)
        assert returning.return_marks(assignment=marked, by=cast.hale) == []
        assert Return.objects.count() == 1


class TestUndoing:
    def test_within_the_minute_it_is_as_if_it_had_not_been(self, cast, marked):
        returning.return_marks(assignment=marked, by=cast.hale)
        assert returning.undo(assignment=marked, by=cast.hale) == 1
        assert list(returning.returnable(marked)) == [cast.ann.mark]

    def test_after_the_minute_nothing_is_undone(self, cast, marked):
        returning.return_marks(assignment=marked, by=cast.hale)
        let_a_minute_pass()
        assert returning.undo(assignment=marked, by=cast.hale) == 0
        assert Return.objects.exists()

    def test_returns_of_other_work_stay(self, cast, marked):
        returning.return_marks(assignment=marked, by=cast.hale)
        other = make.assignment(classroom=cast.c12, by=cast.hale)
        assert returning.undo(assignment=other, by=cast.hale) == 0
        assert Return.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite' and connection.is_in_memory_db()", reason="needs two connections")
def test_two_teachers_who_return_at_once_return_each_essay_once(cast, work):
    for person in (cast.ann, cast.ben):
        submission = cast.ann.submission if person == cast.ann else make.submission(person.essay)
        make.mark(on=submission, by=cast.hale)
    counts, start = [], threading.Barrier(2)

    def race(person):
        start.wait()
        try:
            assignment = Assignment.objects.get(pk=work.pk)
            counts.append(len(returning.return_marks(assignment=assignment, by=person)))
        finally:
            connection.close()

    threads = [threading.Thread(target=race, args=[person]) for person in (cast.hale, cast.cole)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 2]
    assert Return.objects.count() == 2


class TestNothingBeforeItsReturn:
    @pytest.fixture
    def all_pages(self, cast, work, client_of):
        """All that Ann can ask for about her essay, as it is answered now."""
        names = ["assignment"], ["desk", "receipt", "feedback", "compare"]
        urls = [reverse(f"essays:{name}", args=[work.pk]) for name in names[0]]
        urls += [reverse(f"essays:{name}", args=[cast.ann.essay.pk]) for name in names[1]]
        urls += [reverse("dashboards:home"), reverse("essays:marking-desk", args=[cast.ann.submission.pk])]
        urls += [reverse("essays:queue", args=[work.pk]), reverse("essays:return", args=[work.pk])]

        def pages():
            client = client_of(cast.ann)
            answers = {url: client.get(url) for url in urls}
            return {
                url: (answer.status_code, re.sub(r"\b\w{64}\b|form-\w+", "random", answer.content.decode()))
                for url, answer in answers.items()
            }

        return pages

    def test_no_page_tells_that_marking_has_begun(self, cast, work, all_pages):
        before = all_pages()
        working = marking.record(
            submission=cast.ann.submission,
            version=0,
            by=cast.hale,
            levels={"K": 3, "A": 2},
            summary="S.",
            next_step="N.",
        )
        make.comment(on=cast.ann.submission, by=cast.hale, quote="1934")
        assert all_pages() == before
        marking.mark(submission=cast.ann.submission, version=working.version, by=cast.hale)
        assert all_pages() == before

    def test_no_page_changes_while_the_return_can_be_undone(self, cast, marked, all_pages):
        before = all_pages()
        returning.return_marks(assignment=marked, by=cast.hale)
        assert all_pages() == before
        let_a_minute_pass()
        assert all_pages() != before

    def test_a_comment_cannot_be_answered(self, cast, marked, client_of):
        returning.return_marks(assignment=marked, by=cast.hale)
        url = reverse("essays:respond", args=[cast.ann.comment.pk])
        assert client_of(cast.ann).post(url, {"answer": "done"}).status_code == 404
        let_a_minute_pass()
        assert client_of(cast.ann).post(url, {"answer": "done"}).status_code == 302

    def test_it_cannot_be_redrafted(self, cast, marked, client_of):
        returning.return_marks(assignment=marked, by=cast.hale)
        client_of(cast.ann).post(reverse("essays:redraft", args=[cast.ann.essay.pk]))
        cast.ann.essay.draft.refresh_from_db()
        assert cast.ann.essay.draft.round == 1

    def test_a_correction_shows_after_its_own_minute(self, cast, marked, page_of):
        make.returned(cast.ann.mark, by=cast.hale)
        marking.correct(
            submission=cast.ann.submission,
            by=cast.hale,
            levels={"K": 5, "A": 5},
            summary="Quicksilver.",
            next_step="Go on.",
            reason="Added wrong.",
        )
        page = page_of(cast.ann, "essays:feedback", cast.ann.essay.pk)
        assert "Yardstick." in page
        assert "Quicksilver." not in page
        let_a_minute_pass()
        page = page_of(cast.ann, "essays:feedback", cast.ann.essay.pk)
        assert "Quicksilver." in page
        assert "Added wrong." in page

    def test_what_is_for_the_staff_never_shows(self, cast, marked, page_of):
        make.comment(on=cast.ann.submission, by=cast.hale, body="Walrus.", staff_only=True)
        make.returned(cast.ann.mark, by=cast.hale)
        assert "Walrus." not in page_of(cast.ann, "essays:feedback", cast.ann.essay.pk)
        assert Comment.objects.filter(body="Walrus.").exists()

    def test_once_visible_the_state_is_returned(self, cast, marked):
        assert standing_of(cast.ann.essay).state == "handed-in"
        make.returned(cast.ann.mark, by=cast.hale)
        assert standing_of(cast.ann.essay).state == "returned"


class TestTheReturnPage:
    def test_it_says_who_will_see_what_and_what_stays(self, cast, marked, page_of):
        make.submission(cast.ben.essay)
        page = page_of(cast.hale, "essays:return", marked.pk)
        assert "Return one essay?" in page
        assert re.search(r"Ann Test.*6.*of 10", page, re.S)
        assert re.search(r"not marked and stays with you:.*Ben Test", page, re.S)

    def test_looking_returns_nothing(self, cast, marked, page_of):
        page_of(cast.hale, "essays:return", marked.pk)
        assert not Return.objects.exists()

    def test_only_those_named_on_the_page_are_returned(self, cast, marked, client_of):
        make.mark(on=make.submission(cast.ben.essay), by=cast.hale)
        url = reverse("essays:return", args=[marked.pk])
        client_of(cast.hale).post(url, {"essay": [cast.ann.essay.pk]})
        assert [each.mark for each in Return.objects.all()] == [cast.ann.mark]

    def test_the_queue_then_offers_to_undo(self, cast, marked, client_of, page_of):
        client = client_of(cast.hale)
        client.post(reverse("essays:return", args=[marked.pk]), {"essay": [cast.ann.essay.pk]})
        assert "Nobody can see it yet." in page_of(cast.hale, "essays:queue", marked.pk)
        answer = client.post(reverse("essays:return-undo", args=[marked.pk]), follow=True)
        assert "1 return undone. Nobody saw it." in answer.content.decode()
        assert not Return.objects.exists()

    @pytest.mark.parametrize(
        ("who", "status"), [("cole", 403), ("mori", 403), ("ann", 403), ("tate", 404), ("otto", 404)]
    )
    def test_only_the_lead_teacher_returns_and_undoes(self, cast, marked, client_of, who, status):
        for name in ("essays:return", "essays:return-undo"):
            answer = client_of(getattr(cast, who)).post(reverse(name, args=[marked.pk]))
            assert answer.status_code == status
        assert not Return.objects.exists()

    def test_the_way_back_leads_to_this_site_only(self, cast, marked, client_of):
        answer = client_of(cast.hale).post(
            reverse("essays:return-undo", args=[marked.pk]), {"back": "https://evil.example/"}
        )
        assert answer.url == reverse("essays:queue", args=[marked.pk])
