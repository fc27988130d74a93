"""How an essay was written, in a real browser: pastes are noted while one writes; the writing can be played back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import axe, fits
from tests.browser.test_history import practice
from tests.browser.test_writing import paper, status, type_at_end

PASTE = """(paper, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    paper.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def saved(page: Page) -> None:
    expect(status(page)).to_have_attribute("data-state", "saved")


@pytest.fixture
def written(page_as):
    """A practice of three saved texts, the second with a paste; the desk's page."""
    page = practice(page_as, "student12", 21)
    if paper(page).inner_text().strip():
        return page
    type_at_end(page, "Fear decided it. ")
    saved(page)
    paper(page).evaluate(PASTE, "Words from a page elsewhere.")
    saved(page)
    type_at_end(page, " And I agree.")
    saved(page)
    return page


def test_it_is_played_back_and_says_what_was_pasted(written):
    page = written
    expect(page.get_by_text("Redraft notes where pasted text came from.")).to_be_visible()
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="How it was written").click()
    expect(page.locator(".pastes li")).to_have_count(1)
    expect(page.locator(".pastes li")).to_contain_text("From elsewhere")
    expect(page.locator(".pastes li")).to_contain_text("“Words from a page elsewhere.”")
    axe(page)
    fits(page)

    slider, shown = page.get_by_role("slider", name="Saved text"), page.locator("[data-paper]")
    slider.focus()
    page.keyboard.press("Home")
    expect(shown).to_have_text("Fear decided it. ")
    page.keyboard.press("ArrowRight")
    expect(shown.locator(".pasted")).to_have_text("Words from a page elsewhere.")
    axe(page)
    page.keyboard.press("ArrowRight")
    expect(shown.locator(".came")).to_have_text(" And I agree.")

    page.get_by_label("Speed").select_option("Fast")
    play = page.get_by_role("button", name="Play")
    play.focus()
    page.keyboard.press("Enter")
    expect(slider).to_have_value("3")
    expect(play).to_have_attribute("aria-pressed", "false")
    expect(shown).to_have_text("Fear decided it. Words from a page elsewhere. And I agree.")


def test_without_script_and_on_a_phone_each_text_is_a_page(written, page_as, complaints):
    address = f"{written.url}writing/"
    phone = page_as("student12", viewport={"width": 360, "height": 740})
    phone.goto(address)
    fits(phone)
    axe(phone)
    page = page_as("student12", java_script_enabled=False)
    page.goto(address)
    expect(page.locator("[data-paper]")).to_contain_text("And I agree.")
    page.get_by_role("link", name="Earlier").click()
    expect(page.locator("[data-paper]")).to_have_text("Fear decided it. Words from a page elsewhere.")
    expect(page.get_by_role("slider")).to_be_hidden()
    complaints.clear()  # the browser notes each script that it does not fetch
