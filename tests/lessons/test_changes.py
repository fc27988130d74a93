"""Two texts line by line: numbers of both, what is far from a change folded."""

from hypothesis import given
from hypothesis import strategies as st

from lessons.texts.changes import by_lines

SOME = "\n".join(f"Line number {n} of the old text." for n in range(1, 21)) + "\n"


def test_the_same_text_has_no_changes():
    assert by_lines(SOME, SOME) == []
    assert by_lines(SOME, SOME.replace("\n", "\n\n")) == []


def test_a_changed_word_is_shown_with_two_lines_around_and_the_rest_folded():
    stretches = by_lines(SOME, SOME.replace("10 of the old", "10 of the new"))
    assert [(stretch.folded, len(stretch.lines)) for stretch in stretches] == [(True, 7), (False, 5), (True, 8)]
    changed = stretches[1].lines[2]
    assert (changed.kind, changed.old, changed.new) == ("changed", 10, 10)
    assert [run.text for run in changed.runs if run.kind != "same"] == ["old", "new"]


def test_numbers_count_empty_lines_too():
    (stretch,) = by_lines("one\n\ntwo\n", "one\n\n\nquite another\ntwo\n")
    assert [(line.kind, line.old, line.new) for line in stretch.lines] == [
        ("same", 1, 1),
        ("added", None, 4),
        ("same", 3, 5),
    ]


@given(
    st.lists(st.sampled_from(["", "a b c", "d e f", "g h i", "j k l"])),
    st.lists(st.sampled_from(["", "a b c", "x", "j k l"])),
)
def test_every_line_with_words_stands_once_with_its_number(old, new):
    lines = [line for stretch in by_lines("\n".join(old), "\n".join(new)) for line in stretch.lines]
    if lines:
        for texts, numbers in ((old, [line.old for line in lines]), (new, [line.new for line in lines])):
            found = sorted(number for number in numbers if number)
            assert found == [number for number, text in enumerate(texts, 1) if text]
