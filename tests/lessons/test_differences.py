"""What changed between two drafts."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.texts import differences
from lessons.texts.differences import compare, sentences
from lessons.texts.matching import matching

OLD = (
    "Firstly, Stalin took the decisions that mattered. After Kirov was shot in December 1934 he issued a decree, "
    "within hours, which let cases be tried in ten days without appeal. This shows he was in control.\n"
    "Secondly, the regions asked for more. Local chiefs wrote to Moscow for extra places.\n"
    "On the other hand, Moscow agreed to almost every request. When Stalin wanted it to stop, it stopped.\n"
    "In conclusion, the Terror had many causes and it is hard to say which was most important.\n"
)
FIRST, SECOND, THIRD, LAST = OLD.splitlines()


def text(*paragraphs):
    return "".join(f"{paragraph}\n" for paragraph in paragraphs)


def shown(old, new):
    """Each paragraph as its kind and its runs, with [-gone-] and {+come+}."""
    frame = {"same": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
    return [(p.kind, "".join(frame[run.kind].format(run.text) for run in p.runs)) for p in compare(old, new)]


def kinds(old, new):
    return [paragraph.kind for paragraph in compare(old, new)]


class TestParagraphs:
    def test_an_unchanged_text_is_the_same_throughout(self):
        assert shown(OLD, OLD) == [("same", paragraph) for paragraph in OLD.splitlines()]

    def test_a_paragraph_comes_and_another_goes(self):
        new = text("Here is my argument.", FIRST, SECOND, LAST)
        assert kinds(OLD, new) == ["added", "same", "same", "removed", "same"]

    def test_a_removed_paragraph_stands_before_what_came_in_its_place(self):
        new = text(FIRST, "Fear explains little unless someone profits.", THIRD, LAST)
        assert kinds(OLD, new) == ["same", "removed", "added", "same", "same"]

    def test_a_paragraph_that_changed_its_place_is_moved(self):
        assert shown(OLD, text(SECOND, THIRD, FIRST, LAST)) == [
            ("same", SECOND),
            ("same", THIRD),
            ("moved", FIRST),
            ("same", LAST),
        ]

    def test_a_moved_paragraph_may_have_changed_words(self):
        found = shown(OLD, text(SECOND, THIRD, FIRST.replace("mattered", "counted"), LAST))
        assert found[2][0] == "moved"
        assert "[-mattered-]{+counted+}" in found[2][1]

    def test_blank_lines_are_left_out(self):
        assert kinds(OLD, OLD.replace("\n", "\n\n  \n")) == ["same"] * 4

    def test_ranges_are_code_points_of_each_text(self):
        new = "😀 first.\n" + OLD
        for paragraph in compare(OLD, new)[1:]:
            assert OLD[slice(*paragraph.old)] == new[slice(*paragraph.new)] == paragraph.runs[0].text

    @pytest.mark.parametrize(("old", "new"), [("", ""), ("\n", "\n\n"), ("", " ")])
    def test_of_nothing_there_is_nothing_to_say(self, old, new):
        assert compare(old, new) == []


class TestWords:
    def test_a_word_is_replaced_inside_its_sentence(self):
        new = OLD.replace("asked for more", "begged for more")
        assert shown(OLD, new)[1] == (
            "changed",
            "Secondly, the regions [-asked-]{+begged+} for more. Local chiefs wrote to Moscow for extra places.",
        )

    def test_words_that_follow_one_another_change_as_one(self):
        assert shown("He saw the big brown dog run off.\n", "He saw the large black cat run off.\n") == [
            ("changed", "He saw the [-big brown dog-]{+large black cat+} run off.")
        ]

    def test_a_sentence_that_is_another_is_replaced_whole(self):
        new = OLD.replace("This shows he was in control.", "Because trials were quick, nobody dared to hesitate.")
        assert shown(OLD, new)[0][1].endswith(
            "without appeal. [-This shows he was in control.-]{+Because trials were quick, nobody dared to hesitate.+}"
        )

    def test_a_sentence_put_in_leaves_its_neighbours_alone(self):
        new = OLD.replace("asked for more. ", "asked for more. They feared for themselves. ")
        assert "for more. {+They feared for themselves. +}Local" in shown(OLD, new)[1][1]

    def test_a_lone_short_word_does_not_scatter_a_change(self):
        found = shown(
            "Many people say Kirov and a friend saw nothing there.\n",
            "Many people say guards or a clerk did nothing there.\n",
        )
        assert found == [
            ("changed", "Many people say [-Kirov and a friend saw-]{+guards or a clerk did+} nothing there.")
        ]

    def test_the_tally_counts_words_in_and_out(self):
        new = OLD.replace("for more", "for ever more").replace("wrote", "appealed") + "One more line.\n"
        assert differences.tally(compare(OLD, new)) == (5, 1)


PIECES = st.sampled_from([*OLD.split(" "), ". ", "\n", "!\n", "…", " ", "\ufffc", "😀", "“Why?” "])
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map(" ".join), st.text("ab. \n", max_size=60), st.text(max_size=30))


class TestForAllTexts:
    @given(TEXTS, TEXTS)
    @settings(max_examples=200)
    def test_both_texts_can_be_read_off(self, old, new):
        found = compare(old, new)
        assert ["".join(run.text for run in p.after) for p in found if p.new] == lines(new)
        assert sorted("".join(run.text for run in p.before) for p in found if p.old) == sorted(lines(old))
        for paragraph in found:
            assert (paragraph.old is None) == (paragraph.kind == "added")
            assert (paragraph.new is None) == (paragraph.kind == "removed")
            assert all(run.text for run in paragraph.runs)
            if paragraph.kind == "same":
                assert [run.kind for run in paragraph.runs] == ["same"]

    @given(TEXTS)
    @settings(max_examples=50)
    def test_a_text_does_not_differ_from_itself(self, old):
        assert set(kinds(old, old)) <= {"same"}

    @given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
    @settings(max_examples=100)
    def test_what_two_lists_share_is_in_order_and_true(self, a, b):
        pairs = matching(a, b)
        assert all(a[i] == b[j] for i, j in pairs)
        assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
        assert len(matching(a, a)) == len(a)

    def test_a_long_rest_without_a_single_word_of_its_own_is_no_trouble(self):
        many, more = ["a", "b"] * 5_000, ["b", "a", "c"] * 4_000
        assert all(many[i] == more[j] for i, j in matching(many, more))
        assert kinds("a b. " * 3_000, "b a. " * 3_000 + "c\n")


def lines(whole):
    return [line for line in whole.split("\n") if line.strip()]


class TestSentences:
    @pytest.mark.parametrize(
        "parts",
        [
            ["It fell.", "It rose!", "Why?"],
            ["Mr. Khrushchev met Dr. Timashuk.", "They talked."],
            ["J. V. Stalin and A. I. Rykov signed.", "Nobody asked."],
            ["In the U.S.S.R. prices rose.", "So did fear."],
            ["He left the U.S.S.R.", "The others stayed."],
            ["It was 5 p.m.", "The guards were gone."],
            ["He fell c. 1930, cf. p. 45, see vol. 2.", "Then he rose."],
            ["He said no.", "Nothing else was said."],
            ["Some, e.g. Kirov, i.e. the popular ones, etc. and so on, spoke."],
            ["There were arrests, trials, etc.", "Fear grew."],
            ["“Stop!” he said.", "“I will not.”", "He left."],
            ["'Was it planned?' asks Knight.", "Nobody knows."],
            ["(See the decree.)", "It came first."],
            ["He waited… and then spoke.", "It was late..."],
            ["He waited...", "Then he spoke."],
            ["It grew by 3.5 per cent in 1934.", "In 1935 it fell."],
            ["1. Kirov was shot.", "It changed all."],
            ["The decree came first.\ufffc", "Then the trials.\ufffc\ufffc", "Then silence"],
            ["What?! — he said.", "No. 5 was empty."],
            ["Really?", "then it got worse."],
            ["it was bad.", "then it got worse"],
            ["斯大林来了。", "他走了！"],
            ["Ежов пал.", "Берия пришёл."],
        ],
        ids=lambda parts: parts[0],
    )
    def test_where_one_ends(self, parts):
        joined = " ".join(parts)
        assert [joined[start:end] for start, end in sentences(joined)] == parts

    def test_a_line_ends_a_sentence(self):
        found = "Causes\n\nFear was  \n one. "
        assert [found[start:end] for start, end in sentences(found)] == ["Causes", "Fear was", "one."]

    @given(TEXTS)
    @settings(max_examples=150)
    def test_they_hold_everything_but_white_space_in_order(self, whole):
        found = sentences(whole)
        ends = [0, *(edge for span in found for edge in span), len(whole)]
        assert ends == sorted(ends)
        between = [whole[end:start] for end, start in zip(ends[::2], ends[1::2], strict=True)]
        assert not "".join(between).strip()
        for start, end in found:
            part = whole[start:end]
            assert part == part.strip() != ""
            assert "\n" not in part
