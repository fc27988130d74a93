"""The mark waits until the comments were opened and the aims asked for are written down."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse

from essays import aiming, opening
from essays.models import Assignment, Mark, Return
from essays.queries import standing_of, standings
from essays.queries_waiting import waiting
from tests import make
from tests.essays.test_archives import everything as everything_in
from tests.essays.test_archives import made as zip_of

pytestmark = pytest.mark.django_db

LOW = {"levels": {"K": 1, "A": 1}, "total": 2, "grade": "C"}
HIGH = {"levels": {"K": 5, "A": 4}, "total": 9, "grade": "A"}


@pytest.fixture
def returned(cast, work):
    """Ann's essay, returned with a comment, in work whose mark waits for the comments and one aim."""
    work.mark_waits, work.aims_asked = True, 1
    work.save()
    cast.ann.comment = make.comment(on=cast.ann.submission, by=cast.hale, quote="1934")
    cast.ann.mark = make.mark(on=cast.ann.submission, by=cast.hale, **LOW)
    return make.returned(cast.ann.mark, by=cast.hale)


@pytest.fixture
def opened(cast, returned, client_of):
    """The same after Ann has opened the comments."""
    return client_of(cast.ann).post(reverse("essays:open-comments", args=[cast.ann.essay.pk]))


def set_out(cast):
    return aiming.set_out(submission=cast.ann.submission, by=cast.ann, text="Name one decree.")


def feedback_of(cast, page_of):
    return page_of(cast.ann, "essays:feedback", cast.ann.essay.pk)


def plain(content):
    """What an answer says, without what is new in each."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as word:
            return [word.read(name) for name in sorted(word.namelist()) if name != "docProps/core.xml"]
    return re.sub(rb"\b\w{64}\b|form-\w+|/ID \[.*?\]|uuid:[\w-]+", b"random", content)


class TestWhatItWaitsFor:
    def test_comments_summary_and_next_step_come_first(self, cast, returned, page_of):
        page = feedback_of(cast, page_of)
        for shown in ("Say more.", "A good start.", "Name one decree.", "Your mark comes after your comments"):
            assert shown in page
        assert "What you reached" not in page
        assert "Level 1 of 5" not in page

    def test_after_the_comments_it_waits_for_the_aims(self, cast, opened, page_of):
        page = feedback_of(cast, page_of)
        assert "You have read the comments." in page
        assert "0 of 1 so far." in page
        assert "What you reached" not in page

    def test_with_both_it_shows(self, cast, opened, page_of):
        set_out(cast)
        page = feedback_of(cast, page_of)
        assert "Level 1 of 5" in page
        assert "Your mark comes after" not in page

    def test_aims_alone_do_not_show_it(self, cast, returned, page_of):
        set_out(cast)
        assert "What you reached" not in feedback_of(cast, page_of)

    def test_an_aim_given_up_was_written_down(self, cast, opened, page_of):
        aiming.drop(aim=set_out(cast))
        assert "What you reached" in feedback_of(cast, page_of)

    def test_an_aim_from_other_work_does_not_count(self, cast, opened):
        other = make.submission(make.essay(make.assignment(classroom=cast.c12, by=cast.hale), writer=cast.ann))
        make.aim(other)
        assert waiting(Return.objects.get()).left == 1

    def test_where_the_mark_does_not_wait_it_shows_at_once(self, cast, returned, work, page_of):
        work.mark_waits = False
        work.save()
        assert "What you reached" in feedback_of(cast, page_of)

    def test_a_correction_shows_when_the_mark_before_it_did(self, cast, opened, page_of):
        set_out(cast)
        make.returned(
            make.mark(on=cast.ann.submission, by=cast.hale, kind="corrected", reason="Wrong.", **HIGH), by=cast.hale
        )
        assert "Level 5 of 5" in feedback_of(cast, page_of)

    def test_why_a_mark_was_corrected_waits_with_it(self, cast, returned, page_of):
        make.returned(
            make.mark(on=cast.ann.submission, by=cast.hale, kind="corrected", reason="Not 2: 9.", **HIGH), by=cast.hale
        )
        assert "Not 2: 9." not in feedback_of(cast, page_of)


class TestOpening:
    def test_it_leads_back_to_the_mark(self, cast, opened):
        assert opened.url == reverse("essays:feedback", args=[cast.ann.essay.pk]) + "#reached"

    def test_a_script_gets_what_it_still_waits_for(self, cast, returned, client_of):
        client, url = client_of(cast.ann), reverse("essays:open-comments", args=[cast.ann.essay.pk])
        answer = client.post(url, headers={"HX-Request": "true"}).content.decode()
        assert "You have read the comments." in answer
        assert "<html" not in answer

    def test_looking_opens_nothing(self, cast, returned, page_of):
        feedback_of(cast, page_of)
        assert Return.objects.get().opened_at is None

    def test_the_first_time_counts(self, cast, opened):
        first = Return.objects.get().opened_at
        opening.open_comments(submission=cast.ann.submission)
        assert Return.objects.get().opened_at == first

    def test_nothing_is_opened_before_its_return(self, cast, returned, client_of):
        Return.objects.all().delete()
        make.returned(cast.ann.mark, by=cast.hale, ago=-timedelta(minutes=1))
        url = reverse("essays:open-comments", args=[cast.ann.essay.pk])
        assert client_of(cast.ann).post(url).status_code == 404
        assert Return.objects.get().opened_at is None

    @pytest.mark.parametrize("who", ["ben", "hale", "otto"])
    def test_only_the_writer_opens_them(self, cast, returned, client_of, who):
        url = reverse("essays:open-comments", args=[cast.ann.essay.pk])
        assert client_of(getattr(cast, who)).post(url).status_code == 404


class TestNowhereBeforeIt:
    """Two worlds that differ in the mark alone give the student the same answers everywhere."""

    @pytest.fixture
    def everything(self, cast, work, course, client_of):
        essay, submission = cast.ann.essay.pk, cast.ann.submission.pk
        asked = [("essays:assignment", work.pk), ("essays:question", course.question.pk), ("dashboards:home",)]
        asked += [
            (f"essays:{name}", essay) for name in ("feedback", "desk", "receipt", "compare", "history", "hand-in")
        ]
        asked += [("essays:submission-file", submission, kind) for kind in ("docx", "pdf", "txt")]
        asked += [("essays:essay-file", essay, "txt"), ("lessons:notebook",), ("lessons:review",)]
        asked += [("lessons:course", course.course.slug), ("dashboards:class", cast.c12.pk)]

        def answers():
            client = client_of(cast.ann)
            found = {}
            for name, *args in asked:
                answer = client.get(reverse(name, args=args))
                found[name, *args] = answer.status_code, plain(answer.content)
            return found

        return answers

    def test_two_marks_look_the_same(self, cast, returned, everything):
        low = everything()
        Mark.objects.update(**HIGH)
        high = everything()
        assert {name for name in low if low[name] != high[name]} == set()

    def test_they_differ_once_it_shows(self, cast, opened, everything):
        set_out(cast)
        low = everything()
        Mark.objects.update(**HIGH)
        high = everything()
        kinds = {("essays:submission-file", cast.ann.submission.pk, kind) for kind in ("docx", "pdf", "txt")}
        assert {name for name in low if low[name] != high[name]} == {("essays:feedback", cast.ann.essay.pk), *kinds}

    def test_a_zip_of_ones_essays_holds_its_words_alone(self, cast, returned):
        def timeless():
            return re.sub(r"\d?\d:\d\d(:\d\d)?", "", everything_in(zip_of(cast.ann)))

        low = timeless()
        Mark.objects.update(**HIGH)
        assert timeless() == low
        assert "A good start." in low
        assert '"score": null' in low

    def test_no_total_and_no_gain_stands_where_work_stands(self, cast, returned, work):
        standing = standing_of(cast.ann.essay)
        assert standing.state == "returned"
        assert (standing.total, standing.grade, standing.gain) == (None, "", None)
        assert standings([work], [cast.ann], for_staff=True)[work.pk, cast.ann.pk].total == 2

    def test_a_gain_needs_both_marks(self, cast, opened, work):
        set_out(cast)
        again = make.submission(cast.ann.essay, round=2)
        make.returned(make.mark(on=again, by=cast.hale, **HIGH), by=cast.hale)
        standing = standing_of(cast.ann.essay)
        assert (standing.total, standing.gain) == (2, None)
        opening.open_comments(submission=again)
        make.aim(again)
        standing = standing_of(cast.ann.essay)
        assert (standing.total, standing.gain) == (9, 7)

    def test_the_staff_see_all_of_it(self, cast, returned, page_of):
        page = page_of(cast.hale, "essays:queue", cast.ann.essay.assignment_id)
        assert re.search(r"Ann.*<strong>2</strong>", page, re.S)


class TestTheTermsOfWork:
    @pytest.mark.parametrize(("sent", "kept"), [({}, (False, 0)), ({"mark_waits": "on", "aims_asked": "2"}, (True, 2))])
    def test_the_teacher_says_whether_it_waits(self, cast, course, client_of, sent, kept):
        due = {"question": course.question.pk, "rubric": course.course.pk, "due": "2090-01-07T09:00"}
        terms = {**due, "length": "800", "redrafts": "1", **sent}
        client_of(cast.hale).post(reverse("essays:set-work", args=[cast.c12.pk]), terms)
        work = Assignment.objects.get()
        assert (work.mark_waits, work.aims_asked) == kept
        change = {"text": "Why?", "short": "Why", **terms, "mark_waits": "on", "aims_asked": "5"}
        client_of(cast.hale).post(reverse("essays:change-work", args=[work.pk]), change)
        work.refresh_from_db()
        assert (work.mark_waits, work.aims_asked) == (True, 5)

    def test_nobody_is_asked_for_more_aims_than_may_be_open(self, cast, work, client_of):
        url = reverse("essays:change-work", args=[work.pk])
        answer = client_of(cast.hale).post(url, {"aims_asked": "6"})
        assert answer.status_code == 422
        assert "Ask for at most 5 aims." in answer.content.decode()
