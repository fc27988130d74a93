"""The queue and the marking desk as the server makes them, with and without script."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essays import answering, marking
from essays.models import Comment, Mark, WorkingMark
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(cast, work):
    return cast.ann.submission


@pytest.fixture
def post(cast, client_of, submission):
    """Send JSON as the desk's script does, about Ann's submission: `post("working", {...}, who="cole")`."""

    def post(name, data, *, who="hale", pk=None):
        url = reverse(f"essays:{name}", args=[pk or submission.pk])
        answer = client_of(getattr(cast, who)).post(url, json.dumps(data), content_type="application/json")
        return answer.status_code, answer.json()

    return post


def on(submission, quote, **fields):
    start = submission.text.index(quote)
    return {
        "kind": "target",
        "body": "Which month?",
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        **fields,
    }


class TestTheQueue:
    def test_it_lists_every_student_with_state_and_next_act(self, cast, work, page_of):
        page = page_of(cast.hale, "essays:queue", work.pk)
        for shown in ("Test, Ann", "Handed in", "Test, Ben", "Writing", "Mark 1"):
            assert shown in page
        assert "Test, Lee" not in page

    def test_nothing_handed_in_says_so(self, cast, page_of):
        quiet = make.assignment(classroom=cast.c12, by=cast.hale)
        page = page_of(cast.hale, "essays:queue", quiet.pk)
        assert "Nothing waits: nobody has handed in yet." in page
        assert "btn-primary" not in page

    def test_a_class_without_students_says_so(self, cast, page_of):
        empty = make.classroom("Empty", school=cast.school)
        make.member(cast.hale, empty, role="teacher", lead=True)
        assignment = make.assignment(classroom=empty, by=cast.hale)
        assert "Nobody is in this class yet." in page_of(cast.hale, "essays:queue", assignment.pk)

    def test_a_student_who_has_left_stays_while_an_essay_is_there(self, cast, work, page_of):
        make.submission(make.essay(work, writer=cast.lee))
        page = page_of(cast.hale, "essays:queue", work.pk)
        assert "Test, Lee" in page
        assert "left the class" in page

    def test_only_the_lead_is_offered_to_return(self, cast, work, submission, page_of):
        make.mark(on=submission, by=cast.cole)
        assert "Return 1…" in page_of(cast.hale, "essays:queue", work.pk)
        assert "Return 1…" not in page_of(cast.cole, "essays:queue", work.pk)

    def test_excusing_and_taking_it_back(self, cast, work, client_of, page_of):
        url = reverse("essays:excuse", args=[work.pk])
        client_of(cast.hale).post(url, {"student": cast.ben.pk, "because": "Ill."})
        assert "Take it back" in page_of(cast.hale, "essays:queue", work.pk)
        client_of(cast.hale).post(url, {"student": cast.ben.pk, "lift": "1"})
        assert "Take it back" not in page_of(cast.hale, "essays:queue", work.pk)

    @pytest.mark.parametrize(("student", "status"), [("dan", 404), ("olga", 404)])
    def test_nobody_of_another_class_is_excused(self, cast, work, client_of, student, status):
        url = reverse("essays:excuse", args=[work.pk])
        assert client_of(cast.hale).post(url, {"student": getattr(cast, student).pk}).status_code == status

    @pytest.mark.parametrize("name", ["queue", "marking-desk"])
    def test_it_costs_the_same_for_three_and_for_thirty(self, cast, work, submission, client_of, name):
        def grow(start, stop):
            for n in range(start, stop):
                person = make.person(f"p{n}", school=cast.school)
                make.member(person, cast.c12)
                handed_in = make.submission(make.essay(work, writer=person))
                make.comment(on=handed_in, by=cast.hale)
                make.mark(on=handed_in, by=cast.hale)

        def cost():
            with CaptureQueriesContext(connection) as queries:
                pk = work.pk if name == "queue" else submission.pk
                assert client_of(cast.hale).get(reverse(f"essays:{name}", args=[pk])).status_code == 200
            return len(queries)

        grow(0, 2)
        few = cost()
        grow(2, 29)
        assert cost() == few


class TestTheDesk:
    def test_it_shows_essay_rubric_and_comments(self, cast, submission, page_of):
        comment = make.comment(on=submission, by=cast.hale, quote="1934", body="Which month?")
        page = page_of(cast.hale, "essays:marking-desk", submission.pk)
        for shown in ("Kirov was shot in", "Knowledge at level 3.", "Which month?", f'data-comments="{comment.pk}"'):
            assert shown in page

    def test_the_part_holds_no_whole_page(self, cast, submission, client_of):
        url = reverse("essays:marking-desk", args=[submission.pk])
        part = client_of(cast.hale).get(url, {"part": "desk"}).content.decode()
        assert part.lstrip().startswith("<main")
        assert "<html" not in part

    def test_a_redraft_shows_what_changed_and_the_answers(self, cast, submission, page_of):
        comment = make.comment(on=submission, by=cast.hale, quote="1934", body="Which month?")
        make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale)
        answering.respond(comment=comment, by=cast.ann, answer="done", note="December")
        cast.ann.essay.draft.round = 2
        cast.ann.essay.draft.save()
        page = page_of(cast.hale, "essays:marking-desk", make.submission(cast.ann.essay).pk)
        assert reverse("essays:compare", args=[cast.ann.essay.pk]) in page
        assert "done, December" in page

    def test_a_marked_essay_offers_to_reopen_and_nothing_else(self, cast, submission, page_of):
        make.mark(on=submission, by=cast.hale)
        page = page_of(cast.hale, "essays:marking-desk", submission.pk)
        assert reverse("essays:reopen", args=[submission.pk]) in page
        assert "data-lock" in page
        assert reverse("essays:send-back", args=[submission.pk]) not in page

    def test_the_bank_lists_what_this_marker_uses_most_first(self, cast, course, submission, page_of):
        entries = [("K01", "First words."), ("K02", "Second words.")]
        course.course.comments = [
            {"code": code, "label": code, "text": text, "criterion": "K", "kind": "praise"} for code, text in entries
        ]
        course.course.save()
        make.comment(on=submission, by=cast.hale, body="Second words.", bank_code="K02")
        make.comment(on=submission, by=cast.cole, body="First words.", bank_code="K01")
        bank = page_of(cast.hale, "essays:marking-desk", submission.pk).split('role="listbox"')[1]
        assert bank.index("Second words.") < bank.index("First words.")


class TestSavingByScript:
    def test_a_comment_comes_back_drawn_into_the_essay(self, post, submission):
        status, answer = post("comments", on(submission, "1934"))
        assert status == 200
        assert f'data-comments="{answer["id"]}"' in answer["essay"]

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"quote": "1935"}, "quote"),
            ({"end": 9999}, "outside"),
            ({"start": "x"}, "place"),
            ({"start": -3}, "outside"),
            ({"body": ""}, "empty"),
            ({"kind": "rude"}, "kind"),
        ],
        ids=str,
    )
    def test_a_comment_that_does_not_fit_is_refused_with_a_code(self, post, submission, change, code):
        status, answer = post("comments", {**on(submission, "1934"), **change})
        assert (status, answer["code"]) == (422, code)
        assert answer["message"]
        assert not Comment.objects.exists()

    @pytest.mark.parametrize("body", ["[]", "{", '"text"', "null"])
    def test_what_is_no_object_is_refused(self, cast, submission, client_of, body):
        url = reverse("essays:comments", args=[submission.pk])
        answer = client_of(cast.hale).post(url, body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (422, "json")

    def test_nothing_is_saved_under_another_name(self, cast, post, submission):
        assert post("comments", on(submission, "1934", by=cast.hale.pk))[0] == 200
        assert post("comments", on(submission, "law", by=cast.hale.pk), who="cole")[0] == 403
        assert Comment.objects.count() == 1

    def test_an_old_version_answers_409_with_the_newest(self, post, cast, submission):
        comment = make.comment(on=submission, by=cast.hale, quote="1934")
        marking.edit(comment=comment, version=1, by=cast.hale, kind="note", body="Newer.")
        status, answer = post("comment", {"version": 1, "kind": "note", "body": "Older."}, pk=comment.pk)
        assert (status, answer["code"], answer["current"]["body"]) == (409, "clash", "Newer.")

    def test_the_working_mark_goes_up_by_versions(self, post):
        data = {"version": 0, "levels": {"K": 3}, "summary": "Good.", "next_step": ""}
        assert post("working", data)[1]["version"] == 1
        status, answer = post("working", {**data, "summary": "Weak."}, who="cole")
        assert (status, answer["current"]["summary"]) == (409, "Good.")

    def test_marking_says_what_is_missing(self, post):
        post("working", {"version": 0, "levels": {"K": 3}, "summary": "", "next_step": ""})
        status, answer = post("mark", {"version": 1})
        assert (status, answer["code"], answer["missing"]) == (422, "levels", [{"code": "A", "name": "Analysis"}])

    def test_marking_answers_its_row_and_what_can_be_returned(self, cast, post):
        make.submission(cast.ben.essay)
        post("working", {"version": 0, "levels": {"K": 3, "A": 3}, "summary": "", "next_step": "Go."})
        status, answer = post("mark", {"version": 1})
        assert (status, answer["returnable"]) == (200, 1)
        assert "data-marked" in answer["row"]
        assert "Ann Test" in answer["row"]
        assert "Ben Test" not in answer["row"]

    def test_that_row_is_the_one_that_the_queue_shows(self, cast, post, client_of):
        other = make.submission(cast.ben.essay, late=True)
        for pk in (None, other.pk):
            post("working", {"version": 0, "levels": {"K": 3, "A": 2}, "summary": "", "next_step": ""}, pk=pk)
            row = " ".join(post("mark", {"version": 1}, pk=pk)[1]["row"].split())
            queue = client_of(cast.hale).get(other.get_absolute_url(), {"part": "queue"}).content.decode()
            assert row in " ".join(queue.replace(' aria-current="true"', "").split())

    def test_an_essay_comes_without_the_queue_and_the_queue_alone(self, cast, submission, client_of):
        url = submission.get_absolute_url()
        essay = client_of(cast.hale).get(url, {"part": "desk"}).content.decode()
        queue = client_of(cast.hale).get(url, {"part": "queue"}).content.decode()
        assert ("queue-name" in essay, "marking-paper" in essay) == (False, True)
        assert ("queue-name" in queue, "marking-paper" in queue) == (True, False)

    def test_a_marked_essay_answers_409(self, cast, post, submission):
        make.mark(on=submission, by=cast.hale)
        status, answer = post("comments", on(submission, "1934"))
        assert (status, answer["code"]) == (409, "marked")

    @pytest.mark.parametrize(("who", "status"), [("cole", 200), ("mori", 200), ("hede", 200), ("ann", 403)])
    def test_who_may_mark(self, post, submission, who, status):
        assert post("comments", on(submission, "1934"), who=who)[0] == status

    @pytest.mark.parametrize("who", ["ben", "tate", "otto", "adair", "una"])
    def test_for_others_it_does_not_exist(self, cast, submission, client_of, who):
        for name in ("marking-desk", "comments", "working", "mark", "reopen", "send-back", "correct"):
            url = reverse(f"essays:{name}", args=[submission.pk])
            client = client_of(getattr(cast, who))
            answer = client.get(url) if name == "marking-desk" else client.post(url)
            assert answer.status_code == 404, name

    def test_a_second_teacher_changes_their_own_comments_only(self, cast, post, submission):
        comment = make.comment(on=submission, by=cast.hale, quote="1934")
        change = {"version": 1, "kind": "note", "body": "Mine."}
        assert post("comment", change, who="cole", pk=comment.pk)[0] == 403
        assert post("comment-remove", {}, who="cole", pk=comment.pk)[0] == 403
        assert post("comment", change, who="hale", pk=comment.pk)[0] == 200


class TestWithoutScript:
    def test_one_form_keeps_levels_and_words(self, cast, submission, client_of):
        url = reverse("essays:working", args=[submission.pk])
        fields = {"version": "0", "level_K": "3", "summary": "Good.", "next_step": "Go on.", "then": "stay"}
        assert client_of(cast.hale).post(url, fields).url == reverse("essays:marking-desk", args=[submission.pk])
        working = WorkingMark.objects.get()
        assert (working.levels, working.summary, working.next_step) == ({"K": 3}, "Good.", "Go on.")

    def test_it_marks_and_goes_on(self, cast, work, submission, client_of):
        url = reverse("essays:working", args=[submission.pk])
        fields = {"version": "0", "level_K": "3", "level_A": "0", "summary": "", "next_step": "Go.", "then": "mark"}
        assert client_of(cast.hale).post(url, fields).url == reverse("essays:queue", args=[work.pk])
        assert Mark.objects.get().total == 3

    def test_what_is_missing_is_said_on_the_page_and_the_rest_is_kept(self, cast, submission, client_of):
        url = reverse("essays:working", args=[submission.pk])
        fields = {"version": "0", "level_K": "3", "summary": "Kept.", "next_step": "", "then": "mark"}
        answer = client_of(cast.hale).post(url, fields)
        assert answer.status_code == 422
        assert "set a level for Analysis" in answer.content.decode()
        assert WorkingMark.objects.get().summary == "Kept."

    def test_a_comment_on_the_whole_is_added_and_removed(self, cast, submission, client_of):
        client = client_of(cast.hale)
        client.post(reverse("essays:comments", args=[submission.pk]), {"kind": "praise", "body": "Clear."})
        comment = Comment.objects.get()
        assert (comment.body, comment.start) == ("Clear.", None)
        client.post(reverse("essays:comment-remove", args=[comment.pk]))
        assert not Comment.objects.standing().exists()

    def test_sending_back_tells_the_student_why(self, cast, submission, client_of):
        url = reverse("essays:send-back", args=[submission.pk])
        client_of(cast.hale).post(url, {"because": "The end is missing."})
        submission.refresh_from_db()
        assert submission.sent_back_because == "The end is missing."
        assert "The end is missing." in client_of(cast.ann).get(cast.ann.essay.get_absolute_url()).content.decode()

    def test_only_the_lead_sends_back_and_corrects(self, cast, submission, client_of):
        for name in ("send-back", "correct"):
            url = reverse(f"essays:{name}", args=[submission.pk])
            assert client_of(cast.cole).post(url, {"because": "No."}).status_code == 403


class TestARefusedReasonKeepsWhatWasTyped:
    def test_when_a_mark_is_corrected(self, cast, submission, client_of):
        make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale)
        typed = {"level_K": "4", "level_A": "4", "summary": "Read it anew.", "next_step": "Cite it.", "reason": "  "}
        answer = client_of(cast.hale).post(reverse("essays:correct", args=[submission.pk]), typed)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert ">Read it anew.</textarea>" in page
        assert ">Cite it.</textarea>" in page
        assert Mark.objects.count() == 1

    def test_when_an_essay_is_sent_back(self, cast, submission, client_of):
        too_long = "w" * 301
        answer = client_of(cast.hale).post(reverse("essays:send-back", args=[submission.pk]), {"because": too_long})
        assert answer.status_code == 422
        assert f'value="{too_long}"' in answer.content.decode()
