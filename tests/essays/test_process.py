"""How an essay was written: what a save says of pastes, what the writer sees, what a teacher sees."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from essays import document, history, pasting, protocol, queries_process, writing
from essays.models import Assignment, Revision
from tests import make
from tests.essays.test_history_page import NOON, write
from tests.essays.test_writing import citing, clipping_of

PASTE = {"at": 0, "length": 5, "from": "outside"}


def body(text="Kirov was shot.", **changes):
    sent = document.dumps(make.tree(text))
    fields = {"client": "a-client-of-a-tab", "seq": 1, "base": 0, "digest": document.digest(sent), "document": sent}
    return json.dumps({**fields, **changes}).encode()


class TestTheProtocol:
    def test_pastes_are_optional(self):
        assert protocol.read(body()).pastes == []
        assert protocol.read(body(pastes=[PASTE])).pastes == [PASTE]

    def test_what_more_is_said_of_a_paste_is_not_kept(self):
        assert protocol.read(body(pastes=[{**PASTE, "text": "Kirov"}])).pastes == [PASTE]

    @pytest.mark.parametrize(
        "wrong",
        [
            "all",
            {},
            [None],
            [[0, 5, "own"]],
            [{**PASTE, "at": -1}],
            [{**PASTE, "at": True}],
            [{**PASTE, "at": 0.0}],
            [{**PASTE, "length": 0}],
            [{**PASTE, "length": "5"}],
            [{**PASTE, "from": "a friend"}],
            [{"at": 0, "length": 5}],
            [PASTE] * 51,
        ],
    )
    def test_anything_else_is_refused_in_words(self, wrong):
        with pytest.raises(protocol.ProtocolError, match=r"."):
            protocol.read(body(pastes=wrong))


@pytest.mark.django_db
class TestKeeping:
    @pytest.fixture
    def essay(self, cast, course):
        return writing.practise(question=course.question, by=cast.ann)

    def post(self, client_of, person, essay, **changes):
        address = reverse("essays:save", args=[essay.pk])
        return client_of(person).post(address, body(**changes), content_type="application/json")

    def test_a_save_keeps_them(self, cast, essay, client_of):
        assert self.post(client_of, cast.ann, essay, pastes=[PASTE]).status_code == 200
        assert Revision.objects.get().pastes == [PASTE]

    def test_one_that_lies_outside_the_text_is_refused_and_nothing_is_stored(self, cast, essay, client_of):
        answer = self.post(client_of, cast.ann, essay, pastes=[{**PASTE, "at": 12}])
        assert (answer.status_code, answer.json()["code"]) == (400, "protocol")
        assert "outside the text" in answer.json()["message"]
        assert not Revision.objects.exists()

    def test_where_a_citation_is_dropped_they_stay_inside_the_text(self, cast, course, essay):
        hers = clipping_of(cast.ben, course).pk
        text = citing(hers)
        length = len(document.plain_text(document.parse(text)))
        pastes = [{"at": 0, "length": length, "from": "own"}, {"at": length - 1, "length": 1, "from": "own"}]
        writing.save(essay=essay, client="a-client-of-a-tab", seq=1, base=0, text=text, pastes=pastes)
        assert Revision.objects.get().pastes == [{"at": 0, "length": length - 1, "from": "own"}]


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_splice_makes_the_new_text_of_the_old(old, new):
    start, gone, came = history.splice(old, new)
    assert old[:start] + came + old[start + gone :] == new


@pytest.mark.django_db
class TestThePage:
    @pytest.fixture
    def essay(self, cast, course):
        """Ann's practice of two sittings, sixty saves, one paste."""
        essay = writing.practise(question=course.question, by=cast.ann)
        texts = ["word " * n for n in range(1, 56)]
        write(essay, *texts)
        write(essay, *["word " * n for n in range(56, 61)], start=NOON + timedelta(hours=2))
        Revision.objects.filter(number=10).update(pastes=[{"at": 0, "length": 9, "from": "clipping"}])
        return essay

    def test_it_shows_sittings_minutes_and_pastes(self, cast, essay, page_of):
        page = page_of(cast.ann, "essays:writing", essay.pk)
        assert "From the notebook" in page
        assert "“word word”" in page
        assert "Only you see this." in page
        assert page.count("#play-head") >= 3

    def test_a_state_is_a_page_of_its_own_without_script(self, cast, essay, client_of):
        page = client_of(cast.ann).get(reverse("essays:writing", args=[essay.pk]), {"at": 2}).content.decode()
        assert ">word word </span>" in page
        assert 'href="?at=1#play-head"' in page
        assert 'href="?at=3#play-head"' in page

    def test_blocks_of_states_give_every_text(self, cast, essay, client_of):
        address = reverse("essays:writing-states", args=[essay.pk])
        texts, first = [], 1
        while first:
            block = client_of(cast.ann).get(address, {"from": first}).json()
            for state in block["states"]:
                if "text" in state:
                    texts.append(state["text"])
                else:
                    start, gone, came = state["splice"]
                    texts.append(texts[-1][:start] + came + texts[-1][start + gone :])
            first = block["next"]
        assert texts == ["word " * n + "\n" for n in range(1, 61)]

    def test_sittings_and_words_over_time(self, essay):
        written = queries_process.Written(essay)
        assert [(each.first, each.last, each.words_before, each.words_after) for each in written.sittings] == [
            (1, 55, 0, 55),
            (56, 60, 55, 60),
        ]
        rows = written.chart.data["rows"]
        assert rows[-1][1] == 60
        assert [words for _minute, words in rows] == sorted(words for _minute, words in rows)

    def test_a_new_essay_says_that_nothing_is_there(self, cast, course, page_of):
        essay = writing.practise(question=course.question, by=cast.ben)
        assert "Nothing is saved yet" in page_of(cast.ben, "essays:writing", essay.pk)


@pytest.mark.django_db
class TestTheTeacher:
    @pytest.fixture
    def submission(self, cast, work):
        """Ben's essay, handed in and then written on in a redraft."""
        essay = cast.ben.essay
        write(essay, "Handed in.")
        submission = writing.hand_in(essay=essay, revision=essay.draft.revision, by=cast.ben)
        make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale)
        writing.begin_redraft(essay=essay, by=cast.ben)
        write(essay, "Not yet for you.")
        return submission

    def show(self, work, shows=True):
        Assignment.objects.filter(pk=work.pk).update(shows_process=shows)

    def test_sees_it_up_to_what_was_handed_in(self, cast, work, submission, client_of, page_of):
        self.show(work)
        page = page_of(cast.hale, "essays:submission-writing", submission.pk)
        assert "Handed in." in page
        assert "Not yet for you." not in page
        states = client_of(cast.hale).get(reverse("essays:submission-writing-states", args=[submission.pk])).content
        assert b"Handed in." in states
        assert b"Not yet for you." not in states

    def test_sees_nothing_where_the_work_does_not_say_so(self, cast, work, submission, client_of):
        self.show(work, shows=False)
        for name in ("submission-writing", "submission-writing-states"):
            assert client_of(cast.hale).get(reverse(f"essays:{name}", args=[submission.pk])).status_code == 403

    def test_the_desk_tells_the_student(self, cast, work, submission, page_of):
        assert "Only you see it." in page_of(cast.ben, "essays:desk", submission.essay_id)
        self.show(work)
        page = page_of(cast.ben, "essays:desk", submission.essay_id)
        assert page.count("your teacher sees how this essay was written") == 1
        assert "Your teacher sees it with what you hand in." in page

    def test_the_marking_desk_leads_there_only_then(self, cast, work, submission, page_of):
        address = reverse("essays:submission-writing", args=[submission.pk])
        assert address not in page_of(cast.hale, "essays:marking-desk", submission.pk)
        self.show(work)
        assert address in page_of(cast.hale, "essays:marking-desk", submission.pk)


def test_sources_have_words():
    assert set(queries_process.SOURCES) == set(pasting.SOURCES)
