"""Evidence in the essay: at an @, by button, by drag, by finger; its numbers, and the list of references."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import open_practice, paper, write
from tests.browser.seeing import axe, fits
from tests.browser.test_clipping import press, select

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
IN_ORDER = "nodes => nodes.map(node => node.dataset.n)"


@pytest.fixture
def desk(page_as):
    """Return a function that opens practice of a student who has clipped: each test on a question of its own."""
    return lambda question, **options: open_practice(page_as("student3", **options), question)


def options(page: Page):
    return page.get_by_role("listbox", name="Clippings to cite").get_by_role("option")


def numbers(page: Page) -> list[str]:
    return paper(page).locator("cite").evaluate_all(IN_ORDER)


def references(page: Page):
    return page.locator(".refs li")


def card(page: Page, words: str):
    return page.locator("essay-notebook .clipping", has_text=words)


def test_an_at_and_a_few_letters_cite_a_clipping(desk):
    page = desk(23)
    write(page, "As the army shows @unif")
    expect(options(page)).to_have_count(1)
    expect(options(page)).to_have_attribute("aria-selected", "true")
    expect(paper(page)).to_have_attribute("aria-activedescendant", "cite-option-0")
    axe(page)
    page.keyboard.press("Enter")
    expect(paper(page)).to_have_text("As the army shows ")
    expect(references(page)).to_contain_text(["Unit 3.2, passage 10"])
    expect(card(page, "uniform").get_by_text("In the essay")).to_be_visible()
    assert numbers(page) == ["1"]
    page.keyboard.press("Control+Z")
    expect(paper(page)).to_have_text("As the army shows @unif")


def test_an_at_is_searched_by_note_and_place_with_arrows(desk):
    page = desk(24)
    write(page, "See @")
    expect(options(page)).to_have_count(5)
    page.keyboard.type("passage 10")
    expect(options(page)).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(options(page).nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Enter")
    expect(paper(page).locator("blockquote")).to_contain_text("roughly a third of these were back in uniform")
    assert numbers(page) == ["1"]
    expect(paper(page).locator("> p").first).to_have_text("See ")


def test_escape_leaves_the_at_as_it_is_typed(desk):
    page = desk(20)
    write(page, "Write @unif")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    page.keyboard.type("orms")
    page.keyboard.press("Enter")
    expect(paper(page).locator("> p").first).to_have_text("Write @uniforms")
    page.keyboard.type("me@example.org")
    expect(page.locator(".cite-float")).to_be_hidden()


def test_a_finger_chooses_the_words_too(desk):
    page = desk(21, **PHONE)
    write(page, "So @")
    expect(options(page).first).to_be_visible()
    fits(page)
    axe(page)
    page.get_by_role("button", name="Its words too").tap()
    options(page).filter(has_text="uniform").tap()
    expect(paper(page).locator("blockquote cite")).to_have_count(1)
    expect(paper(page)).to_be_focused()


def test_a_card_is_dragged_onto_the_paper(desk):
    page = desk(22)
    write(page, "First.\nSecond.")
    card(page, "uniform").drag_to(paper(page).locator("p").first)
    expect(paper(page).locator("> *").nth(1)).to_have_text(re.compile("roughly a third"))
    expect(paper(page).locator("> *").first).to_have_text("First.")
    expect(references(page)).to_have_count(1)
    card(page, "uniform").get_by_role("button", name="Cite only").click()
    expect(paper(page).locator("cite")).to_have_count(2)
    expect(references(page)).to_have_count(1)


def test_deleting_text_numbers_the_rest_again(desk):
    page = desk(25)
    for words in ("uniform", "nine in ten"):
        write(page, f"About @{words[:4]}")
        page.keyboard.press("Enter")
        page.keyboard.type(".\n")
    expect(references(page)).to_contain_text(["passage 10", "passage 18"])
    assert numbers(page) == ["1", "2"]
    paper(page).locator("p").first.click(click_count=3)
    page.keyboard.press("Backspace")
    expect(references(page)).to_have_count(1)
    expect(references(page)).to_contain_text(["passage 18"])
    assert numbers(page) == ["1"]


def test_a_clipping_made_in_another_tab_is_there_without_a_reload(page_as):
    page = open_practice(page_as("student17"), 11)
    held = page.locator("essay-notebook .clipping")
    before = held.count()
    assert before > 0
    write(page, "Not lost.")
    other = page.context.new_page()
    other.goto("/courses/stalins-ussr/state-control/red-tsar/")
    words = select(other, "p5", 0, 40)
    with other.expect_response("**/clip/"):
        press(other, "Clip")
    other.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(held).to_have_count(before + 1)
    expect(page.locator("[data-unused]")).to_contain_text(f"{before + 1} clippings for this question")
    card(page, words).get_by_role("button", name="Cite only").click()
    expect(references(page)).to_contain_text(["Unit 3.1, passage"])
    expect(page.locator("[data-unused]")).to_contain_text(f"{before} clipping")
    expect(paper(page)).to_have_text("Not lost.")
