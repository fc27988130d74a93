"""Reading in a real browser: terms open in place, the place and the look are remembered."""

from playwright.sync_api import expect

SECTION = "/courses/stalins-ussr/state-control/key-features/"


def test_a_term_opens_in_place_and_closes_again(page_as):
    page = page_as("student20")
    page.goto(SECTION)
    term = page.locator("a.term").first
    term.click()
    card = page.locator("aside.gloss")
    expect(card).to_be_visible()
    expect(term).to_have_attribute("aria-expanded", "true")
    term.press("Escape")
    expect(card).to_have_count(0)
    expect(term).to_be_focused()
    assert page.url.endswith(SECTION)


def test_reading_goes_on_where_it_stopped(page_as):
    page = page_as("student21")
    page.goto(SECTION)
    with page.expect_response(lambda response: response.url.endswith("/place/")):
        page.locator('[data-passage="p6"]').scroll_into_view_if_needed()
    page.goto("/courses/stalins-ussr/state-control/")
    expect(page.get_by_text("You are here")).to_be_visible()


def test_a_choice_of_look_holds_at_once_and_on_the_next_page(page_as):
    page = page_as("student21")
    page.goto(SECTION)
    with page.expect_response(lambda response: response.url.endswith("/accounts/look/")):
        page.get_by_role("button", name="Sepia").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "sepia")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "sepia")
