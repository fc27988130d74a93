"""A redraft: the comments follow their words, and are answered beside the text."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import axe, fits
from tests.browser.test_writing import paper, status

PRAISED = "only six Moscow tenants in a hundred had more than one room"


@pytest.fixture(scope="module")
def begun() -> dict[str, str]:
    """Where the redraft is, once a test has begun it."""
    return {}


@pytest.fixture
def redraft(page_as, begun):
    """Return a function that opens the redraft of student17, begun if it is not."""

    def open_it(**options) -> Page:
        page = page_as("student17", **options)
        if "desk" not in begun:
            page.goto("/")
            page.goto(page.locator("a[href$='/feedback/']").first.get_attribute("href"))
            page.get_by_role("button", name="Redraft").click()
            page.wait_for_url(re.compile(r"/essays/\d+/$"))
            begun["desk"] = page.url
        page.goto(begun["desk"])
        expect(paper(page)).to_be_editable()
        return page

    return open_it


def card(page: Page, quote: str):
    return page.locator(f'draft-comments .mcomment[data-quote^="{quote}"]')


def test_comments_follow_their_words_while_one_writes(redraft):
    page = redraft()
    praise = card(page, PRAISED)
    id_ = praise.get_attribute("data-comment")
    words = page.locator(f'essay-editor [data-comments="{id_}"]')
    expect(words).to_have_text(PRAISED)
    paper(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Before all of it. ")
    expect(words).to_have_text(PRAISED)
    praise.hover()
    expect(words).to_have_class(re.compile("is-active"))
    praise.get_by_role("button", name="Here in your draft").click()
    expect(words).to_be_in_viewport()

    paper(page).focus()
    words.evaluate("words => getSelection().collapse(words.firstChild, 5)")
    page.keyboard.type("truly ")
    expect(praise.get_by_role("button", name="Changed since: probably here")).to_be_visible()
    expect(praise.get_by_role("button", name="Here in your draft")).to_be_hidden()
    axe(page)

    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(praise.get_by_text("The passage is gone.")).to_be_visible()
    expect(words).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(words).to_have_text(re.compile("only (truly )?six Moscow tenants"))
    expect(status(page)).to_have_attribute("data-state", "saved")


def test_a_comment_is_answered_beside_the_text_without_disturbing_it(redraft):
    page = redraft()
    paper(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" One more thought.")
    target = page.locator("draft-comments .mcomment.target").first
    target.get_by_text("Change your answer").click()
    target.get_by_text("Ask, or add a note").click()
    target.get_by_role("textbox", name="Your question, or a note").fill("In paragraph two.")
    target.get_by_role("button", name="Done differently, with this note").click()
    expect(target.locator(".response")).to_contain_text("done differently, In paragraph two.")
    expect(target.get_by_text("Ask, or add a note")).to_be_hidden()
    paper(page).press("Control+End")
    page.keyboard.type(" And another.")
    expect(paper(page)).to_contain_text("One more thought. And another.")
    expect(status(page)).to_have_attribute("data-state", "saved")
    page.reload()
    expect(page.locator("draft-comments .response").first).to_contain_text("In paragraph two.")
    expect(paper(page)).to_contain_text("One more thought. And another.")


def test_on_a_phone_the_sheet_gives_way_to_the_words(redraft):
    page = redraft(viewport={"width": 360, "height": 740})
    page.get_by_role("navigation", name="Writing").get_by_role("button", name="Guide").click()
    praise = card(page, PRAISED)
    fits(page)
    axe(page)
    praise.locator("button[data-go]:visible").click()
    expect(page.locator("#guide")).to_be_hidden()
    words = page.locator(f'essay-editor [data-comments="{praise.get_attribute("data-comment")}"]')
    expect(words).to_be_in_viewport()


def test_before_and_after_marks_what_changed_beside_the_comments(redraft):
    page = redraft()
    essay = page.url
    paper(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Silver linings are rare.")
    expect(status(page)).to_have_attribute("data-state", "saved")
    page.goto(f"{essay}compare/")
    expect(page.locator(".diff ins").filter(has_text="Silver linings are rare.")).to_be_visible()
    expect(page.locator(".compare-note .mcomment")).to_have_count(3)
    axe(page)
    fits(page)
