"""What a student reads when work is returned, answers, and compares."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essays import answering, document, queries_feedback
from essays.errors import Unfit
from essays.models import Response
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(cast, work):
    """Ann's essay, returned with a target and a comment on the whole."""
    submission = cast.ann.submission
    cast.ann.comment = make.comment(on=submission, by=cast.hale, quote="1934", body="Which month?")
    cast.ann.whole = make.comment(on=submission, by=cast.hale, kind="praise", body="A clear line.")
    make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale)
    return cast.ann.essay


@pytest.fixture
def redrafted(cast, returned):
    """Ann's second draft in the making."""
    text = document.dumps(make.tree("Kirov was shot in December 1934. It changed the law."))
    draft = returned.draft
    draft.document, draft.digest, draft.round, draft.revision = text, document.digest(text), 2, 2
    draft.save()
    return returned


def answer(cast, client_of, **fields):
    return client_of(cast.ann).post(reverse("essays:respond", args=[cast.ann.comment.pk]), fields)


class TestTheFeedbackPage:
    def test_it_shows_next_step_summary_levels_and_comments(self, cast, returned, page_of):
        page = page_of(cast.ann, "essays:feedback", returned.pk)
        for shown in ("Name one decree.", "A good start.", "Level 3 of 5", "<strong>6</strong> of 10", "Which month?"):
            assert shown in page
        assert f'data-comments="{cast.ann.comment.pk}"' in page
        assert "A clear line." in page

    def test_it_offers_to_redraft(self, cast, returned, page_of):
        page = page_of(cast.ann, "essays:feedback", returned.pk)
        assert reverse("essays:redraft", args=[returned.pk]) in page

    def test_while_redrafting_it_leads_to_the_desk_and_to_before_and_after(self, cast, redrafted, page_of):
        page = page_of(cast.ann, "essays:feedback", redrafted.pk)
        assert "Continue your redraft" in page
        assert reverse("essays:compare", args=[redrafted.pk]) in page
        assert reverse("essays:redraft", args=[redrafted.pk]) not in page

    @pytest.mark.parametrize("who", ["ben", "hale", "tate", "olga", "adair"])
    def test_nobody_else_reads_it(self, cast, returned, client_of, who):
        assert client_of(getattr(cast, who)).get(reverse("essays:feedback", args=[returned.pk])).status_code == 404

    def test_a_removed_comment_is_gone(self, cast, returned, page_of):
        cast.ann.comment.removed_at = cast.ann.comment.made_at
        cast.ann.comment.save()
        assert "Which month?" not in page_of(cast.ann, "essays:feedback", returned.pk)

    def test_the_newest_returned_round_is_shown_with_what_was_gained(self, cast, redrafted, page_of):
        second = make.submission(redrafted)
        make.returned(make.mark(on=second, by=cast.hale, levels={"K": 5, "A": 3}, summary="Better."), by=cast.hale)
        page = page_of(cast.ann, "essays:feedback", redrafted.pk)
        assert "Better." in page
        assert "2 more than before" in page

    def test_it_costs_the_same_for_many_comments(self, cast, returned, client_of):
        client, url = client_of(cast.ann), reverse("essays:feedback", args=[returned.pk])
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        for n in range(10):
            comment = make.comment(on=cast.ann.submission, by=cast.hale, quote="Kirov", body=f"Number {n}.")
            response = answering.respond(comment=comment, by=cast.ann, answer="question", note="Why?")
            answering.reply(response=response, by=cast.hale, body="So.")
        with CaptureQueriesContext(connection) as many:
            client.get(url)
        # Answers that exist bring one query for their replies, however many.
        assert len(many) <= len(few) + 1


class TestAnswering:
    def test_an_answer_stands_under_its_comment(self, cast, returned, client_of, page_of):
        assert answer(cast, client_of, answer="done", note="in my conclusion").status_code == 302
        assert "You: done, in my conclusion" in page_of(cast.ann, "essays:feedback", returned.pk)

    def test_a_question_needs_words(self, cast, returned, client_of):
        refused = answer(cast, client_of, answer="question", note=" ")
        assert refused.status_code == 422
        assert "Write your question, then send it." in refused.content.decode()
        assert not Response.objects.exists()

    def test_an_unknown_answer_is_refused(self, cast, returned, client_of):
        assert answer(cast, client_of, answer="never").status_code == 422
        assert not Response.objects.exists()

    def test_a_new_answer_takes_the_old_ones_place(self, cast, returned, client_of):
        answer(cast, client_of, answer="question", note="Which one?")
        answer(cast, client_of, answer="done")
        assert Response.objects.get().answer == "done"
        assert Response.objects.get().note == ""

    def test_a_question_that_was_replied_to_keeps_its_words(self, cast, returned, client_of):
        answer(cast, client_of, answer="question", note="Which one?")
        answering.reply(response=Response.objects.get(), by=cast.hale, body="December.")
        answer(cast, client_of, answer="done")
        assert (Response.objects.get().answer, Response.objects.get().note) == ("done", "Which one?")

    def test_htmx_gets_the_answer_alone(self, cast, returned, client_of):
        url = reverse("essays:respond", args=[cast.ann.comment.pk])
        page = client_of(cast.ann).post(url, {"answer": "differently"}, headers={"HX-Request": "true"}).content.decode()
        assert "You: done differently" in page
        assert "<html" not in page

    @pytest.mark.parametrize("who", ["ben", "hale", "olga"])
    def test_only_the_writer_answers(self, cast, returned, client_of, who):
        url = reverse("essays:respond", args=[cast.ann.comment.pk])
        assert client_of(getattr(cast, who)).post(url, {"answer": "done"}).status_code == 404

    def test_a_reply_shows_under_the_question(self, cast, returned, client_of, page_of):
        response = answering.respond(comment=cast.ann.comment, by=cast.ann, answer="question", note="Which one?")
        url = reverse("essays:reply", args=[response.pk])
        assert client_of(cast.cole).post(url, {"body": "The decree of 1 December."}).status_code == 302
        assert "The decree of 1 December." in page_of(cast.ann, "essays:feedback", returned.pk)

    @pytest.mark.parametrize("who", ["ann", "ben", "tate", "otto"])
    def test_only_those_who_mark_the_class_reply(self, cast, returned, client_of, who):
        response = answering.respond(comment=cast.ann.comment, by=cast.ann, answer="question", note="Which one?")
        url = reverse("essays:reply", args=[response.pk])
        assert client_of(getattr(cast, who)).post(url, {"body": "No."}).status_code == 404

    def test_an_empty_reply_is_not_kept(self, cast, returned):
        response = answering.respond(comment=cast.ann.comment, by=cast.ann, answer="done")
        with pytest.raises(Unfit):
            answering.reply(response=response, by=cast.hale, body=" ")


class TestReturnedComments:
    def test_none_before_the_return(self, cast, work):
        make.comment(on=cast.ann.submission, by=cast.hale)
        assert queries_feedback.returned_comments(cast.ann.submission) == []

    def test_those_of_the_newest_return_in_the_texts_order(self, cast, returned):
        early = make.comment(on=cast.ann.submission, by=cast.hale, quote="Kirov")
        assert queries_feedback.returned_comments(cast.ann.submission) == [early, cast.ann.comment, cast.ann.whole]


class TestBeforeAndAfter:
    def test_a_writer_sees_the_redraft_in_the_making_beside_the_comments(self, cast, redrafted, page_of):
        page = page_of(cast.ann, "essays:compare", redrafted.pk)
        assert "<ins>December </ins>" in page
        assert "Draft 2 · being written" in page
        assert "Which month?" in page

    def test_the_staff_never_see_a_draft_that_is_not_handed_in(self, cast, redrafted, page_of):
        page = page_of(cast.hale, "essays:compare", redrafted.pk)
        assert "Only one draft so far." in page
        assert "December" not in page

    def test_the_staff_see_two_submissions_and_the_answers(self, cast, redrafted, page_of):
        make.submission(redrafted)
        answering.respond(comment=cast.ann.comment, by=cast.ann, answer="done", note="see line 1")
        page = page_of(cast.hale, "essays:compare", redrafted.pk)
        assert "<ins>December </ins>" in page
        assert "see line 1" in page

    def test_any_two_drafts_can_be_chosen(self, cast, redrafted, client_of):
        make.submission(redrafted)
        text = document.dumps(make.tree("A third beginning."))
        redrafted.draft.document, redrafted.draft.round = text, 3
        redrafted.draft.save()
        address = reverse("essays:compare", args=[redrafted.pk])

        def heads(person, **chosen):
            page = client_of(person).get(address, chosen).content.decode()
            return re.findall(r"Draft (\d) ·", page)

        assert heads(cast.ann) == ["2", "3"]
        assert heads(cast.ann, **{"from": 1, "to": 3}) == heads(cast.ann, **{"from": 3, "to": 1}) == ["1", "3"]
        assert heads(cast.ann, **{"from": 1, "to": 2}) == ["1", "2"]
        assert heads(cast.ann, **{"from": "x", "to": 9}) == ["2", "3"]
        assert heads(cast.hale, **{"from": 1, "to": 3}) == ["1", "2"]

    def test_a_moved_paragraph_says_where_it_came_from(self, cast, work, page_of):
        paragraphs = ["Kirov was shot in 1934.", "It changed the law for good.", "Stalin gained most by it."]
        essay = make.essay(
            make.assignment(classroom=cast.c12, by=cast.hale), writer=cast.ann, text="\n".join(paragraphs)
        )
        make.returned(make.mark(on=make.submission(essay), by=cast.hale), by=cast.hale)
        essay.draft.document = document.dumps(make.tree(*paragraphs[1:], paragraphs[0]))
        essay.draft.round = 2
        essay.draft.save()
        page = page_of(cast.ann, "essays:compare", essay.pk)
        assert "Moved here: it was paragraph 1" in page
        assert "Paragraph 1 moved: it is paragraph 3 now" in page

    @pytest.mark.parametrize("who", ["ben", "tate", "otto", "adair"])
    def test_nobody_else_sees_it(self, cast, redrafted, client_of, who):
        assert client_of(getattr(cast, who)).get(reverse("essays:compare", args=[redrafted.pk])).status_code == 404

    def test_a_text_cannot_become_markup(self, cast, work, page_of):
        essay = make.essay(make.assignment(classroom=cast.c12, by=cast.hale), writer=cast.ann, text="<b>One</b> & two.")
        make.returned(make.mark(on=make.submission(essay), by=cast.hale), by=cast.hale)
        text = document.dumps(make.tree("<b>One</b> & <i>three</i>."))
        essay.draft.document, essay.draft.round = text, 2
        essay.draft.save()
        page = page_of(cast.ann, "essays:compare", essay.pk)
        assert "&lt;b&gt;" in page
        assert "<b>" not in page
        assert "<i>" not in page
