"""Two drafts as rows, with the comments beside them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from essays import comparing
from lessons.texts.differences import compare

A, B, C, D = (
    f"{word} began it, and nobody {word.lower()} knew. So it went on." for word in ("One", "Two", "Three", "Four")
)
LINES = [A, B, C, D, A.replace("began", "ended"), "", "  ", "Short."]
TEXTS = st.lists(st.sampled_from(LINES), max_size=7).map("\n".join)


def rows(old, new, starts=()):
    return comparing.rows(compare(old, new), starts)


def text(*paragraphs):
    return "".join(f"{paragraph}\n" for paragraph in paragraphs)


@given(TEXTS, TEXTS, st.data())
@settings(max_examples=200)
def test_every_comment_stands_on_one_row(old, new, data):
    starts = data.draw(st.lists(st.integers(0, len(old)), max_size=6))
    found = [index for row in rows(old, new, starts) for index in row.comments]
    assert sorted(found) == (list(range(len(starts))) if old.strip() else [])


@given(TEXTS, TEXTS)
@settings(max_examples=200)
def test_kept_and_removed_give_the_old_text_kept_and_inserted_the_new(old, new):
    made = [row for row in rows(old, new) if not row.departed]

    def lines(side):
        numbered = {getattr(row, side): row.paragraph for row in made if getattr(row, side)}
        assert sorted(numbered) == list(range(1, len(numbered) + 1))
        return ["".join(run.text for run in getattr(numbered[n], side)) for n in sorted(numbered)]

    assert lines("before") == [line for line in old.split("\n") if line.strip()]
    assert lines("after") == [line for line in new.split("\n") if line.strip()]


@given(TEXTS, TEXTS)
@settings(max_examples=100)
def test_each_moved_paragraph_has_left_one_place(old, new):
    found = rows(old, new)
    moved = sorted(row.before for row in found if row.paragraph.kind == "moved" and not row.departed)
    assert sorted(row.before for row in found if row.departed) == moved


def test_a_moved_paragraph_says_where_it_was_and_where_it_went():
    found = rows(text(A, B, C, D), text(B, C, A, D))
    assert [(row.before, row.after, row.departed) for row in found] == [
        (1, 3, True),
        (2, 1, False),
        (3, 2, False),
        (1, 3, False),
        (4, 4, False),
    ]


def test_a_comment_that_begins_between_paragraphs_stays_with_the_one_before():
    found = rows(text(A, "", B), text(A, B), [len(A) + 1])
    assert [row.comments for row in found] == [[0], []]
