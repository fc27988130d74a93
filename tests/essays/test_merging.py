"""Two texts made one: everything that was chosen is there, in order, and nothing else."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essays import document, merging
from tests import make
from tests.essays.documents import BLOCKS, trees

CHOICES = st.sampled_from(merging.CHOICES)


@st.composite
def two_texts(draw):
    """A text, and what two people made of it: blocks left, taken out, put in, changed and moved."""
    base = draw(trees(max_blocks=3))

    def changed():
        content = []
        for block in base["content"]:
            act = draw(st.sampled_from(["keep", "keep", "drop", "add", "replace"]))
            content += {"keep": [block], "drop": [], "add": [draw(BLOCKS), block], "replace": [draw(BLOCKS)]}[act]
        return {"type": "doc", "content": content or [{"type": "paragraph"}]}

    return base, changed(), changed()


def wanted(parts):
    return [part for part in parts if not part.same]


def with_text(tree):
    return [block for block in tree["content"] if document.plain_text({"type": "doc", "content": [block]}).strip()]


@settings(max_examples=40)
@given(two_texts())
def test_choosing_one_side_everywhere_gives_that_text(texts):
    base, theirs, mine = texts
    parts = merging.parts(theirs, mine, base)
    for choice, text in (("theirs", theirs), ("mine", mine)):
        assert with_text(merging.merged(parts, [choice] * len(wanted(parts)))) == with_text(text)
    assert merging.merged(parts, ["theirs"] * len(wanted(parts))) == theirs


@settings(max_examples=40)
@given(two_texts(), st.data())
def test_everything_chosen_is_there_in_its_order_and_nothing_else(texts, data):
    base, theirs, mine = texts
    parts = merging.parts(theirs, mine, base)
    choices = data.draw(st.lists(CHOICES, min_size=len(wanted(parts)), max_size=len(wanted(parts))))
    result = merging.merged(parts, choices)
    left = iter(choices)
    expected = []
    for part in parts:
        choice = "theirs" if part.same else next(left)
        expected += part.theirs if choice != "mine" else []
        expected += part.mine if choice != "theirs" and not part.same else []
    assert result["content"] == (expected or [{"type": "paragraph"}])
    document.check(result)


@settings(max_examples=40)
@given(two_texts())
def test_both_loses_no_block_of_either(texts):
    base, theirs, mine = texts
    parts = merging.parts(theirs, mine, base)
    both = Counter(map(document.dumps, merging.merged(parts, ["both"] * len(wanted(parts)))["content"]))
    for text in (theirs, mine):
        assert Counter(map(document.dumps, with_text(text))) <= both


@settings(max_examples=40)
@given(two_texts())
def test_what_is_suggested_keeps_all_that_is_new_on_either_side(texts):
    base, theirs, mine = texts
    parts = merging.parts(theirs, mine, base)
    result = merging.merged(parts, [part.suggested for part in wanted(parts)])
    kept = set(map(document.dumps, result["content"]))
    old = set(map(document.dumps, base["content"]))
    new = {document.dumps(block) for text in (theirs, mine) for block in with_text(text)} - old
    assert new <= kept


def test_a_changed_paragraph_stands_beside_what_it_was():
    theirs = make.tree("Kirov was shot in Leningrad in 1934.", "The end.")
    mine = make.tree("Kirov was shot in Leningrad in December 1934.", "The end.")
    changed, same = merging.parts(theirs, mine)
    assert (len(changed.theirs), len(changed.mine), same.same) == (1, 1, True)


def test_added_paragraphs_are_chosen_one_by_one():
    theirs, mine = make.tree("Begin.", "End."), make.tree("Begin.", "First.", "Second.", "End.")
    assert [len(part.mine) for part in wanted(merging.parts(theirs, mine))] == [1, 1]


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "suggested"),
    [
        (["Old words here."], ["Old words here."], ["Old words here now."], "mine"),
        (["Old words here."], ["New old words here."], ["Old words here."], "theirs"),
        (["Old words here."], ["New old words here."], ["Old words here now."], "both"),
        (["A.", "Gone."], ["A."], ["A.", "Gone."], "theirs"),
        (["A.", "Gone."], ["A.", "Gone."], ["A."], "mine"),
        (["A."], ["A.", "Added there."], ["A."], "theirs"),
        (["A."], ["A."], ["A.", "Added here."], "mine"),
    ],
)
def test_what_only_one_side_has_changed_is_suggested(base, theirs, mine, suggested):
    parts = merging.parts(make.tree(*theirs), make.tree(*mine), make.tree(*base))
    assert [part.suggested for part in wanted(parts)] == [suggested]


def test_blank_lines_want_no_choice():
    assert wanted(merging.parts(make.tree("A.", "B."), make.tree("A.", "", "", "B."))) == []


@pytest.mark.parametrize("choices", [[], ["mine", "mine"], ["ours"]])
def test_choices_that_do_not_fit_are_refused(choices):
    with pytest.raises(ValueError, match="choices are wanted"):
        merging.merged(merging.parts(make.tree("One."), make.tree("Two.")), choices)


def test_two_long_texts_are_compared_in_bounded_time():
    theirs = make.tree(*(f"Line {n} of the one." for n in range(4000)))
    mine = make.tree(*(f"Sentence {n} of another." for n in range(4000)))
    assert len(wanted(merging.parts(theirs, mine))) >= 1
