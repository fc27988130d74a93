"""States of a text as steps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essays import document, history

ANY = st.text(st.characters(), max_size=60)
PROSE = "Stalin did not act alone: regions asked for more, and neighbours denounced one another. " * 115
VARIED = " ".join(document.digest(str(number))[:7] for number in range(1_500))  # hardly to be packed


@st.composite
def edits(draw):
    """A text and what a few changes made of it."""
    old = new = draw(ANY)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(new)))
        end = draw(st.integers(start, len(new)))
        new = new[:start] + draw(ANY) + new[end:]
    return old, new


@given(st.one_of(st.tuples(ANY, ANY), edits()))
@settings(max_examples=300)
def test_a_step_leads_from_the_old_text_to_the_new(texts):
    old, new = texts
    step = history.delta(old, new)
    assert isinstance(step, bytes)
    assert history.apply(old, step) == new


@given(st.lists(ANY, max_size=6))
@settings(max_examples=50)
def test_steps_in_a_row_give_every_state_back(states):
    steps = [history.delta(old, new) for old, new in zip(["", *states], states, strict=False)]
    text = ""
    for state, step in zip(states, steps, strict=True):
        text = history.apply(text, step)
        assert text == state


@pytest.mark.parametrize(
    ("old", "new"), [("\U0001f600", "\U0001f601"), ("\ud83d\ude00", "\ud83d\ude01"), ("aa", "aaa")]
)
def test_a_character_is_never_cut(old, new):
    assert history.apply(old, history.delta(old, new)) == new


def test_ten_seconds_of_typing_cost_under_300_bytes():
    lines = [VARIED[at : at + 900] for at in range(0, len(VARIED), 900)]
    old = document.dumps(document.from_paragraphs("\n".join(lines)))
    assert len(old) > 10_000
    typed = old[:5_000] + " However, he could not have arrested a million people by himself." + old[5_000:]
    typed_and_bold_above = typed.replace('{"type":"text"', '{"type":"text","marks":[{"type":"bold"}]', 1)
    for new in (typed, typed_and_bold_above, old[:5_000] + old[5_060:]):
        step = history.delta(old, new)
        assert len(step) < 300
        assert history.apply(old, step) == new


def test_a_whole_text_is_packed():
    assert len(history.delta("", PROSE)) < len(PROSE) / 10


def test_nothing_changed_costs_a_few_bytes():
    assert len(history.delta(PROSE, PROSE)) < 16


def test_a_step_for_another_text_is_refused():
    step = history.delta("The regions asked.", "The regions asked for more.")
    with pytest.raises(history.DeltaError):
        history.apply("The regions begged.", step)


@given(st.data())
@settings(max_examples=100)
def test_a_damaged_step_is_refused(data):
    step = bytearray(history.delta(PROSE[:300], PROSE[100:350] + "é"))
    at = data.draw(st.integers(0, len(step) - 1))
    step[at] ^= data.draw(st.integers(1, 255))
    try:
        text = history.apply(PROSE[:300], bytes(step))
    except history.DeltaError:
        return
    assert text == PROSE[100:350] + "é"


@pytest.mark.parametrize("length", range(7))
def test_a_step_cut_short_is_refused(length):
    with pytest.raises(history.DeltaError):
        history.apply("abc", history.delta("abc", "abXc")[:length])
