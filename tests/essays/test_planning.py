"""The plan: kept beside the draft, never overwritten by another tab, frozen when the essay is handed in."""

import threading

import pytest
from django.db import connection

from classrooms.errors import Conflict
from essays import planning, plans, writing
from essays.errors import Unfit
from essays.models import Plan
from tests import make


def card(id="c1", *, point="The law", done=False, **parts):
    return {"id": id, "point": point, "evidence": "", "explanation": "", "link": "", **parts, "done": done}


@pytest.fixture
def essay(cast, work):
    return cast.ben.essay


def save(essay, version=0, thesis="Fear decided it.", cards=()):
    return planning.save(essay=essay, version=version, thesis=thesis, cards=list(cards))


def test_a_plan_is_kept_as_typed(essay):
    kept = save(essay, thesis=" Fear\n", cards=[card(evidence="1 December 1934 ", done=True), card("c2", point="")])
    kept.refresh_from_db()
    assert (kept.thesis, kept.version, kept.school) == (" Fear\n", 1, essay.school)
    assert kept.cards == [card(evidence="1 December 1934 ", done=True), card("c2", point="")]


def test_what_was_sent_twice_is_kept_once(essay):
    first = save(essay, cards=[card()])
    assert save(essay, cards=[card()]).version == first.version == 1


def test_an_older_version_overwrites_nothing(essay):
    save(essay, thesis="From one tab")
    with pytest.raises(planning.Newer) as refusal:
        save(essay, thesis="From another")
    assert (refusal.value.current.thesis, refusal.value.current.version) == ("From one tab", 1)
    assert Plan.objects.get(essay=essay).thesis == "From one tab"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite' and connection.is_in_memory_db()", reason="needs two connections")
def test_of_two_tabs_at_once_one_is_kept_and_the_other_is_told(essay):
    outcomes, ready = [], threading.Barrier(2)

    def write(words):
        ready.wait()
        try:
            save(essay, thesis=words)
            outcomes.append(words)
        except planning.Newer as refusal:
            outcomes.append(refusal.current.thesis)
        finally:
            connection.close()

    tabs = [threading.Thread(target=write, args=[words]) for words in ("one", "two")]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    kept = Plan.objects.get(essay=essay)
    assert kept.version == 1
    assert outcomes == [kept.thesis, kept.thesis]


@pytest.mark.parametrize(
    ("thesis", "cards", "code"),
    [
        ("x" * (planning.LONGEST_THESIS + 1), [], "too-long"),
        ("", [card(link="x" * (planning.LONGEST_PART + 1))], "too-long"),
        ("a\x00", [], "characters"),
        ("a\ud800", [], "characters"),
        (None, [], "characters"),
        ("", [card(point=7)], "characters"),
        ("", {}, "cards"),
        ("", ["a card"], "cards"),
        ("", [card(), card()], "cards"),
        ("", [card("<b>")], "cards"),
        ("", [card(author="me")], "cards"),
        ("", [card(f"c{n}") for n in range(planning.MOST_CARDS + 1)], "too-many"),
    ],
)
def test_what_fits_no_plan_is_refused(essay, thesis, cards, code):
    with pytest.raises(Unfit) as refusal:
        planning.save(essay=essay, version=0, thesis=thesis, cards=cards)
    assert refusal.value.code == code
    assert not Plan.objects.exists()


def test_a_plan_at_its_limits_is_kept(essay):
    cards = [card(f"c{n}", point="é" * planning.LONGEST_PART) for n in range(planning.MOST_CARDS)]
    assert len(save(essay, thesis="x" * planning.LONGEST_THESIS, cards=cards).cards) == planning.MOST_CARDS


def test_a_submission_keeps_the_plan_as_it_stood(cast, essay):
    save(essay, cards=[card(), card("c2", point=" ")])
    submission = writing.hand_in(essay=essay, revision=1, by=cast.ben)
    assert submission.plan == {"thesis": "Fear decided it.", "cards": [card()]}


@pytest.mark.parametrize("thesis", [None, " "])
def test_a_submission_without_a_plan_says_so(cast, essay, thesis):
    if thesis:
        save(essay, thesis=thesis, cards=[card(point="")])
    assert writing.hand_in(essay=essay, revision=1, by=cast.ben).plan == {}


def test_the_plan_rests_while_the_essay_is_handed_in_and_goes_on_in_the_redraft(cast, essay):
    save(essay)
    submission = writing.hand_in(essay=essay, revision=1, by=cast.ben)
    with pytest.raises(Conflict) as refusal:
        save(essay, version=1, thesis="After")
    assert refusal.value.code == "handed-in"
    make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale)
    writing.begin_redraft(essay=essay, by=cast.ben)
    assert save(essay, version=1, thesis="In the redraft").version == 2
    submission.refresh_from_db()
    assert submission.plan["thesis"] == "Fear decided it."


def test_a_card_is_finished_when_it_has_a_point_and_is_ticked():
    plan = {"thesis": "", "cards": [card(done=True), card("c2"), card("c3", point="", link="So", done=True)]}
    assert [one["id"] for one in plans.unfinished(plan)] == ["c2", "c3"]
    assert plans.unfinished({"thesis": "x", "cards": [card(done=True), card("c4", point=" ")]}) == []
    assert plans.unfinished({}) == []


def test_the_first_card_that_is_not_done_is_where_the_writer_is():
    cards = [card(done=True), card("c2"), card("c3", done=True), card("c4")]
    assert [step.state for step in plans.steps({"cards": cards})] == ["done", "here", "done", "open"]
    assert plans.steps({}) == []
