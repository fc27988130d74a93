"""Check questions in a real browser: answered in place, by keyboard too, and met again on the review page."""

from playwright.sync_api import expect

from tests.browser.seeing import axe, fits

SECTION = "/courses/stalins-ussr/state-control/red-tsar/"


def test_an_answer_is_told_in_place_with_its_reason(page_as):
    page = page_as("student21", viewport={"width": 360, "height": 740})
    page.goto(SECTION)
    check = page.locator(".check").first
    check.locator("button").first.press("Enter")
    verdict = check.get_by_role("status")
    expect(verdict).to_be_visible()
    expect(check).to_be_focused()
    expect(check.locator(".is-chosen")).to_have_count(1)
    assert page.url.endswith(SECTION)
    fits(page)
    axe(page)
    page.reload()
    expect(page.locator(".check").first.get_by_role("status")).to_be_visible()


def test_what_was_wrong_comes_back_for_review(page_as):
    page = page_as("student22")
    page.goto(SECTION)
    check = page.locator(".check").last
    question = check.locator("h3").inner_text()
    for number in range(check.locator("button").count()):
        if number:
            check.locator("summary").click()
        check.locator("button").nth(number).click()
        expect(check.get_by_role("status")).to_be_visible()
        if "Not this time." in check.inner_text():
            break
    page.goto("/review/")
    expect(page.get_by_role("heading", name=question)).to_be_visible()
    axe(page)
