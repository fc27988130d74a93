"""Passages found again in a changed text."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons.texts import anchors
from lessons.texts.anchors import SpanError

ESSAY = (
    "The Terror is often remembered as the work of one man. "
    "Stalin chose Yezhov, signed the lists and ended the killing.\n"
    "The regions asked for more. "
    "Local chiefs wrote to Moscow for extra places, and Moscow agreed to nearly all of them. "
    "This shows he was in control.\n"
    "People denounced their neighbours to gain a room. This shows he was in control.\n"
    "In conclusion, the Terror had many causes and it is hard to say which was most important.\n"
)
OTHER = (
    "Collectivisation began as a fight over grain. Families who owned two cows were called kulaks and sent away.\n"
    "Harvests failed in 1932, yet exports went on, and villages in Ukraine were closed to anyone who tried to leave.\n"
)
VOCABULARY = sorted(set((ESSAY + OTHER).split()))


def carry(quote, new, nth=0, old=ESSAY):
    start = -1
    for _ in range(nth + 1):
        start = old.index(quote, start + 1)
    anchor = anchors.find(quote, start, old, new)
    return anchor.kind, new[anchor.start : anchor.end], anchor


def edited(*changes):
    new = ESSAY
    for before, after in changes:
        assert before in new
        new = new.replace(before, after, 1)
    return new


class TestCheckSpan:
    def test_a_span_that_says_what_it_holds_is_right(self):
        anchors.check_span("a😀b", 1, 2, "😀")

    @pytest.mark.parametrize(
        ("start", "end", "quote", "code"),
        [
            (2, 2, "", "empty"),
            (3, 1, "bc", "reversed"),
            (-1, 2, "ab", "outside"),
            (3, 6, "d", "outside"),
            (9, 12, "", "outside"),
            (1, 3, "bx", "quote"),
            (1, 3, "b", "quote"),
        ],
    )
    def test_a_wrong_span_is_refused_for_its_reason(self, start, end, quote, code):
        with pytest.raises(SpanError) as refused:
            anchors.check_span("abcd", start, end, quote)
        assert refused.value.code == code

    def test_a_quote_that_is_not_in_the_old_text_is_refused(self):
        with pytest.raises(SpanError):
            anchors.find("regions", 3, ESSAY, ESSAY)


class TestExact:
    def test_a_sentence_put_in_before_moves_the_place(self):
        new = "A new first sentence. " + ESSAY
        kind, found, anchor = carry("Local chiefs wrote to Moscow", new)
        assert (kind, found) == ("exact", "Local chiefs wrote to Moscow")
        assert anchor.start == ESSAY.index("Local chiefs") + len("A new first sentence. ")

    def test_of_two_like_sentences_each_finds_its_own(self):
        new = edited(("The Terror is often", "The Great Terror is often"), ("many causes", "two causes"))
        quote = "This shows he was in control."
        assert carry(quote, new)[2].start == new.index(quote)
        assert carry(quote, new, nth=1)[2].start == new.rindex(quote)
        assert carry(quote, new, nth=1)[0] == "exact"

    def test_a_paragraph_that_moved_takes_its_comment_with_it(self):
        first, *rest = ESSAY.splitlines(keepends=True)
        new = "".join([*rest, first])
        kind, _, anchor = carry("Stalin chose Yezhov, signed the lists", new)
        assert kind == "exact"
        assert anchor.start == new.index("Stalin chose")

    def test_a_word_stays_where_it_was_though_it_stands_often(self):
        new = edited(("Stalin chose Yezhov", "Stalin himself chose Yezhov"))
        kind, _, anchor = carry("the", new, nth=4)
        assert kind == "exact"
        assert new[anchor.start - 8 : anchor.end + 8] == ESSAY[anchor.start - 16 : anchor.end]

    def test_offsets_are_code_points(self):
        new = "😀😀 " + ESSAY
        assert carry("Yezhov", new)[2].start == new.index("Yezhov")


class TestApproximate:
    def test_a_sentence_with_a_word_changed_is_offered(self):
        new = edited(("asked for more", "begged for many more"))
        kind, found, _ = carry("The regions asked for more.", new)
        assert (kind, found) == ("approximate", "The regions begged for many more.")

    def test_words_that_were_replaced_are_offered_by_their_surroundings(self):
        new = edited(("Stalin chose Yezhov", "Stalin chose Beria"))
        assert carry("Yezhov", new)[:2] == ("approximate", "Beria")

    def test_a_sentence_that_moved_and_changed_is_offered(self):
        sentence = "Local chiefs wrote to Moscow for extra places, and Moscow agreed to nearly all of them."
        new = "Local chiefs soon wrote to Moscow for extra places, and Moscow agreed to all of them. " + edited(
            (sentence, "")
        )
        kind, found, _ = carry(sentence, new)
        assert kind == "approximate"
        assert found.startswith("Local chiefs soon wrote")

    def test_when_a_copy_is_added_neither_is_said_to_be_certain(self):
        kind, found, _ = carry("The regions asked for more.", ESSAY + ESSAY)
        assert (kind, found) == ("approximate", "The regions asked for more.")


class TestGone:
    def test_a_deleted_sentence_is_gone(self):
        new = edited((" Stalin chose Yezhov, signed the lists and ended the killing.", ""))
        assert carry("Stalin chose Yezhov, signed the lists and ended the killing.", new)[0] == "gone"

    def test_a_sign_left_in_its_place_is_not_the_passage(self):
        sentence = "People denounced their neighbours to gain a room."
        assert carry(sentence, edited((sentence, "–")))[0] == "gone"

    @pytest.mark.parametrize("quote", ["the", "Stalin chose Yezhov", "and", ESSAY.splitlines()[1], ESSAY])
    def test_nothing_is_found_in_another_essay(self, quote):
        assert carry(quote, OTHER)[0] == "gone"
        assert carry(quote, "")[0] == "gone"

    def test_a_short_word_in_another_sentence_is_not_the_passage(self):
        old = "He feared rivals above all things.\n"
        new = "In the villages nobody dared to speak, for rivals listened everywhere.\n"
        assert carry("rivals", new, old=old)[0] == "gone"


prose = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=40).map(" ".join)


@st.composite
def passages(draw, texts):
    old = draw(texts)
    start = draw(st.integers(0, len(old) - 1))
    return old, start, draw(st.integers(start + 1, len(old)))


class TestForAllTexts:
    @given(passages(st.one_of(prose, st.text("ab ", min_size=1), st.text(min_size=1))))
    @settings(max_examples=80)
    def test_in_an_unchanged_text_every_passage_stays(self, passage):
        old, start, end = passage
        assert anchors.find(old[start:end], start, old, old) == ("exact", start, end)

    @given(passages(st.one_of(prose, st.text("ab .", min_size=1))), st.one_of(prose, st.text("ab .")))
    @settings(max_examples=150)
    def test_the_answer_is_a_true_place_or_none(self, passage, new):
        old, start, end = passage
        anchor = anchors.find(old[start:end], start, old, new)
        if anchor.kind == "exact":
            assert new[anchor.start : anchor.end] == old[start:end]
        elif anchor.kind == "approximate":
            assert 0 <= anchor.start < anchor.end <= len(new)
        else:
            assert (anchor.start, anchor.end) == (0, 0)

    @given(st.data(), prose, prose)
    @settings(max_examples=120)
    def test_what_is_written_before_and_after_does_not_disturb_a_passage(self, data, before, after):
        start = data.draw(st.integers(0, len(ESSAY) - 12))
        end = data.draw(st.integers(start + 12, min(len(ESSAY), start + 200)))
        quote = ESSAY[start:end]
        assume(ESSAY.count(quote) == 1 and quote not in before + after)
        anchor = anchors.find(quote, start, ESSAY, f"{before}\n{ESSAY}{after}\n")
        assert anchor == ("exact", start + len(before) + 1, end + len(before) + 1)
