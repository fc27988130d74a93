"""The plan's pages: the form without script, what the desk's script sends, and who is shown the plan."""

import json

import pytest
from django.urls import reverse

from essays import planning
from essays.models import Plan, Submission
from tests import make


@pytest.fixture
def essay(cast, work):
    return cast.ben.essay


@pytest.fixture
def form(cast, essay, client_of):
    """Send the page's form: a paragraph for each dict."""

    def form(*cards, version=0, thesis="Fear decided it."):
        values = {"thesis": thesis, "version": version, "card-TOTAL_FORMS": len(cards), "card-INITIAL_FORMS": 0}
        values |= {f"card-{n}-{name}": value for n, card in enumerate(cards) for name, value in card.items()}
        return client_of(cast.ben).post(reverse("essays:plan", args=[essay.pk]), values)

    return form


@pytest.fixture
def send(cast, essay, client_of):
    """Send what the desk's script sends."""

    def send(by=None, thesis="Fear decided it.", cards=(), **said):
        text = json.dumps({"thesis": thesis, "cards": list(cards)})
        body = {"text": text, "revision": "0", "editor": (by or cast.ben).pk, **said}
        address = reverse("essays:save-plan", args=[essay.pk])
        return client_of(by or cast.ben).post(address, body, content_type="application/json")

    return send


def test_the_form_keeps_paragraphs_by_their_places_and_drops_empty_ones(form, essay):
    answer = form(
        {"id": "b", "point": "Second", "ORDER": "2", "done": "on"},
        {"point": " "},
        {"id": "a", "point": "First", "link": "So\r\nfear", "ORDER": "1"},
        {"point": "Last"},
    )
    assert answer.status_code == 302
    cards = Plan.objects.get(essay=essay).cards
    assert [(card["point"], card["done"]) for card in cards] == [("First", False), ("Second", True), ("Last", False)]
    assert [card["id"] for card in cards[:2]] == ["a", "b"]
    assert cards[0]["link"] == "So\nfear"
    assert cards[2]["id"]


def test_the_form_shows_what_it_kept(cast, form, essay, page_of):
    form({"point": "The law"})
    page = page_of(cast.ben, "essays:plan", essay.pk)
    assert "The law" in page
    assert 'name="version" value="1"' in page
    assert 'name="card-2-point"' in page  # two more to fill in


def test_a_form_that_is_too_long_is_shown_again_with_its_words(form, essay):
    answer = form({"point": "x" * (planning.LONGEST_PART + 1)}, thesis="Still here")
    assert answer.status_code == 422
    assert "Keep each part under 1000 characters." in answer.content.decode()
    assert "Still here" in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_form_from_before_another_save_overwrites_nothing_until_its_writer_has_seen_that(form, essay):
    form(thesis="From one window")
    answer = form(thesis="From another")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "From one window" in page
    assert "From another" in page
    assert 'name="version" value="1"' in page
    assert Plan.objects.get(essay=essay).thesis == "From one window"
    assert form(thesis="From both", version=1).status_code == 302


def test_the_script_is_told_what_was_kept(send, essay):
    answer = send(cards=[{"id": "a", "point": "The law"}])
    assert answer.status_code == 200
    assert answer.json() | {"saved_at": ""} == {"code": "saved", "revision": "1", "saved_at": ""}
    assert Plan.objects.get(essay=essay).cards[0]["point"] == "The law"


def test_the_script_gets_what_is_newer(send):
    send(thesis="From one tab", cards=[{"id": "a", "point": "The law"}])
    answer = send(thesis="From another")
    assert (answer.status_code, answer.json()["revision"]) == (409, "1")
    theirs = json.loads(answer.json()["text"])
    assert (theirs["thesis"], theirs["cards"][0]["point"]) == ("From one tab", "The law")


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"text": "not JSON"}, 422, "json"),
        ({"text": "[" * 100_000}, 422, "json"),
        ({"text": "[]"}, 422, "json"),
        ({"text": '{"thesis": "a\\ud800", "cards": []}'}, 422, "characters"),
        ({"revision": "one"}, 422, "number"),
        ({"editor": 0}, 403, "other-person"),
    ],
)
def test_what_is_no_plan_of_this_writer_is_refused(send, said, status, code):
    answer = send(**said)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Plan.objects.exists()


def test_a_refusal_says_why(send):
    assert send(thesis="x" * 2000).json()["message"] == "Keep each part under 1000 characters."


def test_nothing_is_kept_once_the_essay_is_handed_in(cast, form, send, essay, page_of):
    form({"point": "The law"})
    make.submission(essay)
    assert (send(revision="1").status_code, send(revision="1").json()["code"]) == (409, "handed-in")
    assert form({"point": "More"}, version=1).status_code == 409
    page = page_of(cast.ben, "essays:plan", essay.pk)
    assert "The law" in page
    assert "<textarea" not in page


def test_the_plan_that_was_handed_in_is_shown_to_the_marker_and_the_writer(cast, work, page_of):
    submission = cast.ann.submission
    make.plan(cast.ann.essay, thesis="Changed since")
    plan = {"thesis": "Fear decided it.", "cards": [{"id": "a", "point": "The <law>", "link": "So fear", "done": True}]}
    Submission.objects.filter(pk=submission.pk).update(plan=plan)
    for page in (
        page_of(cast.hale, "essays:marking-desk", submission.pk),
        page_of(cast.ann, "essays:desk", cast.ann.essay.pk),
    ):
        assert "Fear decided it." in page
        assert "The &lt;law&gt;" in page
        assert "Changed since" not in page


def test_a_marker_sees_no_plan_where_none_was_handed_in(cast, work, page_of):
    make.plan(cast.ann.essay)
    assert "The plan" not in page_of(cast.hale, "essays:marking-desk", cast.ann.submission.pk)


def test_the_desk_shows_the_plan_first(cast, essay, page_of):
    make.plan(essay)
    page = page_of(cast.ben, "essays:desk", essay.pk)
    assert page.index("guide-plan") < page.index("guide-question")
    assert 'data-version="1"' in page
    assert "Fear decided it." in page
