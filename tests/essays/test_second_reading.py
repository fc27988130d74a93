"""A redraft opens on the marking desk as the comments before, their answers and the words that changed."""

import re

import pytest

from essays.comparing import brief
from lessons.texts.differences import Run
from tests import make

BEFORE = "Kirov was shot in 1934. It changed the law.\nNobody knows why."
NOW = "Kirov was shot on 1 December 1934. It changed the law.\nNobody knows why."


@pytest.fixture
def redraft(cast, work):
    """Ann's redraft: one comment's paragraph has changed, the other's has not."""
    essay = make.essay(make.assignment(classroom=cast.c12, by=cast.hale), writer=cast.ann, text=BEFORE)
    first = make.submission(essay)
    dated = make.comment(on=first, by=cast.hale, quote="in 1934", body="Which day?")
    make.comment(on=first, by=cast.hale, quote="Nobody", body="Somebody does.")
    make.returned(make.mark(on=first, by=cast.hale, levels={"K": 2, "A": 4}), by=cast.hale)
    make.response(dated, by=cast.ann, answer="done", note="")
    text = make.document.dumps(make.tree(*NOW.split("\n")))
    type(essay.draft).objects.filter(pk=essay.pk).update(document=text, round=2)
    essay.draft.refresh_from_db()
    return make.submission(essay)


def main_of(page):
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.django_db
class TestTheDesk:
    def test_each_comment_stands_with_its_answer_and_the_changed_words(self, cast, redraft, page_of):
        page = main_of(page_of(cast.hale, "essays:marking-desk", redraft.pk))
        dated, other = page.split("Which day?")[1].split("Somebody does.")
        assert "done" in dated
        assert re.search(r"<ins>[^<]*1 December", dated)
        assert "Its paragraph has not changed." in other
        assert "Not answered" in other

    def test_what_the_draft_before_reached_stands_beside(self, cast, redraft, page_of):
        page = page_of(cast.hale, "essays:marking-desk", redraft.pk)
        before = re.search(r"levels-before.*?</dl>", page, re.S)[0]
        assert re.findall(r'<dd class="num">(?:<strong>)?(\w+)', before) == ["6", "2", "4"]

    def test_what_it_reached_is_told_by_the_rubric_it_was_marked_by(self, cast, redraft, page_of):
        work = redraft.assignment
        work.rubric = make.other_rubric(school=cast.school)
        work.save()
        page = page_of(cast.hale, "essays:marking-desk", redraft.pk)
        before = re.search(r"levels-before.*?</dl>", page, re.S)[0]
        assert re.findall(r'<dd class="num">(?:<strong>)?(\w+)', before) == ["6", "2", "4"]
        assert "Analysis" in before

    def test_a_first_draft_has_nothing_to_read_again(self, cast, work, page_of):
        page = page_of(cast.hale, "essays:marking-desk", cast.ann.submission.pk)
        assert "levels-before" not in page
        assert "To the whole text" not in page


class TestBrief:
    def test_what_stayed_is_cut_around_the_changes(self):
        runs = [Run("same", "a" * 50 + "before"), Run("ins", "new" * 50), Run("same", "after" + "b" * 50)]
        assert brief(runs, around=6) == [Run("same", "…before"), runs[1], Run("same", "afterb…")]

    def test_short_stretches_stay_whole(self):
        runs = [Run("del", "old"), Run("same", "between"), Run("ins", "new")]
        assert brief(runs) == runs
