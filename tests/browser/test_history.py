"""The history of an essay in a real browser: every saved text, two beside each other, one brought back."""

import re

from playwright.sync_api import Page, expect

from tests.browser.seeing import axe, fits
from tests.browser.test_writing import paper, status, type_at_end


def practice(page_as, name: str, question: int, **options) -> Page:
    """Open a student's practice on a question."""
    page = page_as(name, **options)
    page.goto(f"/questions/{question}/")
    page.locator(f"form[action='/questions/{question}/practise/'] button").click()
    page.wait_for_url(re.compile(r"/essays/\d+/$"))
    return page


def test_a_text_of_the_past_is_found_compared_and_brought_back(page_as):
    page = practice(page_as, "student9", 2)
    for words in ("Fear decided it.", " Ambition decided more."):
        type_at_end(page, words)
        expect(status(page)).to_have_attribute("data-state", "saved")
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="History").click()
    expect(page.locator(".history-states li")).to_have_count(2)
    expect(page.locator(".history-states li").first).to_contain_text("+3")
    axe(page)
    fits(page)

    page.locator(".history-states li").last.get_by_role("link").click()
    expect(page.locator(".resting")).to_have_text("Fear decided it.")
    axe(page)
    page.get_by_role("link", name="Compare with now").click()
    expect(page.locator(".resting ins")).to_have_text("Ambition decided more.")
    axe(page)
    page.go_back()
    page.get_by_role("button", name="Bring this text back").click()
    expect(paper(page)).to_have_text("Fear decided it.")

    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="History").click()
    expect(page.locator(".history-states li")).to_have_count(3)
    expect(page.locator(".history-states li").first).to_contain_text("Brought back")
    page.locator(".history-states li").first.get_by_role("link").click()
    page.get_by_role("link", name="Compare with another…").click()
    page.locator(".history-states li").nth(1).get_by_role("link").click()
    expect(page.locator(".resting del")).to_have_text("Ambition decided more.")


def test_the_history_fits_a_phone_and_works_without_script(page_as, complaints):
    page = practice(page_as, "student9", 2, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto(f"{page.url}history/")
    expect(page.locator(".history-states li").first).to_be_visible()
    page.locator(".history-states li").last.get_by_role("link").click()
    expect(page.locator(".resting")).to_have_text("Fear decided it.")
    complaints.clear()  # the browser notes each script that it does not fetch
