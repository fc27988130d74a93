"""Counting for whole-class feedback: pure."""

from essays.class_feedback import STRENGTHS, TARGETS, Remark, groups, key, uses, weakest


def remark(essay=1, kind="target", code="", criterion="", body="Say more."):
    return Remark(essay, kind, code, criterion, body)


def test_a_group_counts_essays_and_not_comments():
    [group] = groups([remark(1, code="A3"), remark(1, code="A3"), remark(2, code="A3")])
    assert (group.side, group.code, group.essays) == (TARGETS, "A3", 2)


def test_the_commonest_comes_first_and_ties_keep_one_order():
    told = [remark(1, code="B"), remark(1, code="A"), remark(2, code="C"), remark(3, code="C")]
    assert [group.code for group in groups(told)] == ["C", "A", "B"]
    assert groups(told) == groups(reversed(told))


def test_a_code_counts_before_the_criterion_and_that_before_the_kind():
    assert key(remark(code="A3", criterion="K")) == key(remark(code="A3"))
    assert key(remark(criterion="K")) != key(remark(criterion="A"))
    assert len({key(remark(code="K")), key(remark(criterion="K")), key(remark()), key(remark(kind="praise"))}) == 4


def test_what_only_shares_its_kind_comes_last():
    told = [remark(1), remark(2), remark(3), remark(1, criterion="K"), remark(1, code="A3")]
    assert [group.essays for group in groups(told)] == [1, 1, 3]


def test_a_question_asks_for_a_change_and_a_note_counts_nowhere():
    found = groups([remark(kind="question", code="Q"), remark(kind="note", code="N"), remark(kind="praise", code="P")])
    assert {group.code: group.side for group in found} == {"Q": TARGETS, "P": STRENGTHS}


def test_a_group_has_the_words_that_two_essays_got():
    [shared] = groups([remark(1, body="Date it."), remark(2, body="Date it."), remark(3, body="When?")])
    assert shared.body == "Date it."
    [alone] = groups([remark(1, body="Only you."), remark(1, body="Only you."), remark(2, body="When?")])
    assert alone.body == ""


def test_the_weakest_criterion_is_the_lowest_share_of_its_highest_level():
    marks = [{"K": 4, "A": 3}, {"K": 4, "A": 2.5}]
    assert weakest(marks, {"K": 10, "A": 5}) == ("K", 4)
    assert weakest(marks, {"A": 5}) == ("A", 2.75)
    assert weakest([], {"K": 5}) is None
    assert weakest([{}], {"K": 5}) is None


def test_a_word_is_found_with_its_endings_and_not_inside_others():
    texts = ["The Kulaks fled.", "A kulak's cow.", "Ekulak.", "Nothing."]
    assert uses("Kulak (rich peasant)", texts) == 2
    assert uses("(only brackets)", texts) == 0
