"""Reading in a real browser: terms open in place, words are clipped, the place is remembered."""

import re

from playwright.sync_api import expect

SECTION = "/courses/stalins-ussr/state-control/key-features/"

SELECT = """([passage, words]) => {
  const node = document.querySelector(`[data-passage="${passage}"]`);
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const at = text.textContent.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + words.length);
    node.scrollIntoView();
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


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


def test_words_are_clipped_with_one_press_and_stand_in_the_notebook(page_as):
    page = page_as("student20")
    page.goto(SECTION)
    posted = []
    page.on("request", lambda request: posted.append(request.url) if request.url.endswith("/clip/") else None)
    assert page.evaluate(SELECT, ["p1", "Stalin issued a decree"])
    page.get_by_role("button", name="Clip", exact=True).click()
    expect(page.locator("[data-said]")).to_have_text("Clipped. It is in your notebook.")
    assert len(posted) == 1
    page.goto("/notebook/")
    clipping = page.locator(".clipping", has_text="Stalin issued a decree")
    expect(clipping).to_be_visible()
    clipping.get_by_role("link").click()
    expect(page).to_have_url(re.compile(re.escape(SECTION) + "#p1$"))
    highlighted = page.evaluate("[...CSS.highlights.get('clipped')].map(String)")
    assert "Stalin issued a decree" in highlighted


def test_a_clipping_can_carry_a_note(page_as):
    page = page_as("student20")
    page.goto(SECTION)
    assert page.evaluate(SELECT, ["p1", "no appeal"])
    page.get_by_role("button", name="Note", exact=True).click()
    page.get_by_label("Note").fill("Compare with 1922.")
    page.get_by_role("button", name="Clip with this note").click()
    expect(page.locator("[data-said]")).to_have_text("Clipped. It is in your notebook.")
    page.goto("/notebook/")
    expect(page.locator(".clipping .mine", has_text="Compare with 1922.")).to_be_visible()


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
