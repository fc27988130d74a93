"""Clipping in a real browser: by mouse, by keyboard, by finger, without a network; and the way back from an essay."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import axe, fits

SECTION = "/courses/stalins-ussr/state-control/key-features/"
STUDIO = "/studio/stalins-ussr/files/3-state-control/2-key-features.md"
TOUCH = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

SELECT = """([passage, start, end]) => {
  const node = document.querySelector(`[data-passage="${passage}"]`);
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const at = wanted => {
    walker.currentNode = node;
    for (let left = wanted, text = walker.nextNode(); text; text = walker.nextNode()) {
      if (left <= text.length) return [text, left];
      left -= text.length;
    }
  };
  node.scrollIntoView({block: "center"});
  getSelection().setBaseAndExtent(...at(start), ...at(end));
  return String(getSelection()).trim();
}"""
PAINTED = "name => [...(CSS.highlights.get(name) ?? [])].map(String)"


def select(page: Page, passage: str, start: int = 0, end: int = 30) -> str:
    """Select these characters of a passage; return the words without white space at the ends."""
    return page.evaluate(SELECT, [passage, start, end])


def press(page: Page, name: str) -> None:
    page.get_by_role("toolbar", name="The words you selected").get_by_role("button", name=name, exact=True).click()


def toast(page: Page, words: str) -> None:
    expect(page.locator(".toast", has_text=words).last).to_be_visible()


def painted(page: Page, name: str = "clipped") -> list[str]:
    return page.evaluate(PAINTED, name)


def in_notebook(page: Page, words: str):
    page.goto("/notebook/")
    return page.locator(".notebook .clipping[data-clipping]", has_text=words)


@pytest.fixture
def clips():
    """Return a function that counts the clip requests of a page from now on."""

    def counting(page: Page) -> list[str]:
        posted: list[str] = []
        page.on("request", lambda request: posted.append(request.url) if request.url.endswith("/clip/") else None)
        return posted

    return counting


# By mouse


def test_words_are_clipped_with_one_press_and_one_request_and_open_highlighted(page_as, clips):
    page = page_as("student20")
    page.goto(SECTION)
    posted = clips(page)
    words = select(page, "p1")
    press(page, "Clip")
    toast(page, "Clipped. It is in your notebook.")
    assert words in painted(page)
    assert len(posted) == 1
    in_notebook(page, words).get_by_role("link").click()
    expect(page).to_have_url(re.compile(re.escape(SECTION) + r"\?clipping=\d+#p1$"))
    assert painted(page, "opened") == [words]
    expect(page.locator("#p1")).to_have_class(re.compile("is-opened"))
    expect(page.locator("#p1")).to_be_in_viewport()
    axe(page)


def test_three_clicks_clip_a_whole_passage(page_as):
    page = page_as("student20")
    page.goto(SECTION)
    page.locator("#p2").click(click_count=3, position={"x": 5, "y": 5})
    press(page, "Clip")
    toast(page, "Clipped. It is in your notebook.")
    assert page.locator("#p2").inner_text().strip() in painted(page)


def test_a_note_with_tags_is_kept_with_the_words_and_found_by_them(page_as):
    page = page_as("student20")
    page.goto(SECTION)
    words = select(page, "p3")
    press(page, "Note")
    page.get_by_label("Note").fill("Compare with 1922.")
    page.get_by_label("Tags").fill("law, show trials,")
    axe(page)
    page.get_by_label("Tags").press("Enter")
    toast(page, "Clipped. It is in your notebook.")
    card = in_notebook(page, words)
    expect(card.locator(".mine")).to_have_text("Compare with 1922.")
    expect(card.locator(".tags .tag")).to_have_text(["law", "show trials"])
    page.get_by_role("navigation", name="Tags").get_by_role("link", name=re.compile("show trials")).click()
    expect(page.locator(".clipping[data-clipping]")).to_have_count(1)
    axe(page)


def test_words_are_looked_up_in_place_and_else_on_the_search_page(page_as):
    page = page_as("student20")
    page.goto(SECTION)
    term = page.locator(".prose [data-passage] a.term").first
    name = term.inner_text()
    term.evaluate("link => getSelection().selectAllChildren(link)")
    press(page, "Look up")
    card = page.locator("aside.gloss")
    expect(card).to_be_visible()
    expect(card).to_be_focused()
    axe(page)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    words = select(page, "p1", 0, 11)
    press(page, "Look up")
    page.wait_for_url(re.compile(r"/search/\?q="))
    assert name not in page.url
    expect(page.locator("input[type=search][name=q]").last).to_have_value(words)


# By keyboard


def test_sentences_are_chosen_and_clipped_by_keyboard_alone(page_as, clips):
    page = page_as("student21")
    page.goto(SECTION)
    posted = clips(page)
    page.keyboard.press("c")
    bar = page.get_by_role("application", name="Clip by keyboard")
    expect(bar).to_be_focused()
    said = page.locator("[data-said]")
    expect(said).to_contain_text("Choosing sentences.")
    axe(page)
    page.keyboard.press("ArrowDown")
    second = painted(page, "cursor")[0]
    expect(said).to_have_text(second)
    page.keyboard.press("Shift+ArrowDown")
    both = painted(page, "cursor")[0]
    assert both.startswith(second)
    assert len(both) > len(second)
    expect(said).to_contain_text("2 sentences.")
    page.keyboard.press("Enter")
    toast(page, "Clipped. It is in your notebook.")
    assert both in painted(page)
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.type("By keyboard.")
    page.keyboard.press("Tab")
    page.keyboard.type("keys")
    with page.expect_response("**/clip/"):
        page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(bar).to_be_focused()
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    assert painted(page, "cursor") == []
    assert len(posted) == 2
    page.goto("/notebook/")
    expect(page.locator(".clipping", has_text="By keyboard.").locator(".tag")).to_have_text(["keys"])


def test_the_way_to_clip_by_keyboard_can_be_seen_and_is_a_letter_where_one_types(page_as):
    page = page_as("student21")
    page.goto(SECTION)
    button = page.get_by_role("button", name="Clip by keyboard")
    button.press("Enter")
    expect(page.get_by_role("application", name="Clip by keyboard")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.get_by_role("searchbox").first.press("c")
    expect(page.get_by_role("application", name="Clip by keyboard")).to_be_hidden()


def test_words_selected_with_the_keys_of_a_browser_are_clipped_with_one(page_as):
    page = page_as("student21")
    page.goto(SECTION)
    words = select(page, "p4")
    expect(page.get_by_role("toolbar", name="The words you selected")).to_be_visible()
    page.keyboard.press("c")
    toast(page, "Clipped. It is in your notebook.")
    assert words in painted(page)


# By finger


BELOW = """([bar, least, most]) => {
  const words = getSelection().getRangeAt(0).getBoundingClientRect().bottom;
  const between = bar.getBoundingClientRect().top - words;
  return least < between && between < most;
}"""


def stands_below(bar, *, least: int, most: int = 10_000) -> None:
    """Wait until the bar stands so many pixels below the selected words: the page may move them while it comes."""
    bar.page.wait_for_function(BELOW, arg=[bar.element_handle(), least, most])


def test_a_long_press_selects_and_the_bar_stands_clear_of_the_words(page_as):
    page = page_as("student23", **TOUCH)
    page.goto(SECTION)
    passage = page.locator("#p1")
    passage.scroll_into_view_if_needed()
    box = passage.bounding_box()
    touch = page.context.new_cdp_session(page)
    point = {"x": box["x"] + 60, "y": box["y"] + 40}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    page.wait_for_timeout(900)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    words = page.evaluate("() => String(getSelection()).trim()") or select(page, "p1")
    bar = page.get_by_role("toolbar", name="The words you selected")
    expect(bar).to_be_visible()
    stands_below(bar, least=24)
    fits(page)
    bar.get_by_role("button", name="Clip", exact=True).tap()
    toast(page, "Clipped. It is in your notebook.")
    assert words in painted(page)
    axe(page)


def test_on_a_tablet_the_bar_stands_below_the_words(page_as):
    page = page_as("student23", viewport={"width": 1024, "height": 768}, has_touch=True, is_mobile=True)
    page.goto(SECTION)
    select(page, "p2")
    bar = page.get_by_role("toolbar", name="The words you selected")
    expect(bar).to_be_visible()
    stands_below(bar, least=24, most=80)


# Without a network


def test_words_clipped_without_a_network_are_kept_and_sent_when_it_is_back(page_as, clips, complaints):
    page = page_as("student24")
    page.goto(SECTION)
    page.context.set_offline(True)
    words = select(page, "p1")
    press(page, "Clip")
    toast(page, "Kept on this device")
    assert words in painted(page)
    expect(page.locator("[data-waiting]").first).to_contain_text("1 clipping is kept on this device")
    axe(page)
    posted = clips(page)
    page.context.set_offline(False)
    toast(page, "Sent. It is in your notebook now.")
    expect(page.locator("[data-waiting]").first).to_be_hidden()
    assert len(posted) == 1
    expect(in_notebook(page, words)).to_be_visible()
    complaints.clear()  # the browser notes each request that found no network


def test_words_that_wait_are_sent_from_the_next_page_and_shown_till_then(page_as, complaints):
    page = page_as("student24")
    page.goto(SECTION)
    page.route("**/clip/", lambda route: route.abort())
    words = select(page, "p2")
    press(page, "Clip")
    toast(page, "Kept on this device")
    page.goto("/notebook/")
    waiting = page.get_by_role("region", name="On this device")
    expect(waiting).to_contain_text(words)
    axe(page)
    page.goto(SECTION)
    page.wait_for_function("words => [...(CSS.highlights.get('clipped') ?? [])].map(String).includes(words)", arg=words)
    page.goto("about:blank")  # the page before must not send it while it goes
    page.unroute("**/clip/")
    page.goto("/notebook/")
    expect(page.locator(".clipping[data-clipping]", has_text=words)).to_be_visible()
    expect(waiting).to_be_hidden()
    complaints.clear()


def test_words_that_wait_are_never_sent_under_another_name(page_as, new_context, sessions, clips, complaints):
    page = page_as("student19")
    page.goto(SECTION)
    page.route("**/clip/", lambda route: route.abort())
    words = select(page, "p1")
    press(page, "Clip")
    toast(page, "Kept on this device")
    page.unroute("**/clip/")
    mine = page.context.cookies()
    page_as("student18")  # signs in, so that there is a session to borrow
    page.context.clear_cookies()
    page.context.add_cookies(sessions["student18"]["cookies"])
    posted = clips(page)
    expect(in_notebook(page, words)).to_have_count(0)
    page.goto(SECTION)
    page.wait_for_timeout(500)
    assert posted == []
    assert words not in painted(page)
    page.context.clear_cookies()
    page.context.add_cookies(mine)
    expect(in_notebook(page, words)).to_be_visible()
    complaints.clear()


def test_a_session_that_ended_keeps_the_words(page_as, complaints):
    page = page_as("student19")
    page.goto(SECTION)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    words = select(page, "p3")
    press(page, "Clip")
    toast(page, "Signed out. Kept on this device")
    page.context.add_cookies(cookies)
    expect(in_notebook(page, words)).to_be_visible()
    complaints.clear()  # the browser notes each 401


# The notebook


def test_the_notebook_filters_while_one_types_and_reads_well(page_as):
    page = page_as("student17")
    page.goto(SECTION)
    first = select(page, "p1")
    press(page, "Clip")
    toast(page, "Clipped.")
    second = select(page, "p2")
    press(page, "Clip")
    toast(page, "Clipped.")
    page.goto("/notebook/")
    cards = page.locator(".clipping[data-clipping]")
    field = page.get_by_role("searchbox", name="Find in the notebook")
    field.fill(first.upper())
    expect(cards.filter(has_text=first)).to_be_visible()
    expect(cards.filter(has_text=second)).to_be_hidden()
    expect(page.locator("[data-count]")).to_have_text("1 clipping")
    field.press("Enter")
    page.wait_for_url("**/notebook/?q=*")
    expect(page.locator(".clipping mark").first).to_be_visible()
    page.goto("/notebook/?by=question")
    expect(page.get_by_role("link", name="By question")).to_have_attribute("aria-current", "true")
    for card in page.locator(".clipping-acts summary").all():
        card.click()
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    fits(page)
    for theme in ("sepia", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)
        axe(page)


def test_a_section_that_was_edited_since_shows_both_texts(page_as, complaints):
    page, admin = page_as("student16"), page_as("admin", java_script_enabled=False)
    page.goto(SECTION)
    words = select(page, "p5")
    press(page, "Clip")
    toast(page, "Clipped.")
    a_section_is_edited(admin)
    admin.context.close()
    complaints.clear()  # the browser notes each script that it does not fetch
    card = in_notebook(page, words)
    card.get_by_text("The section has changed since").click()
    expect(card.locator(".since-both")).to_contain_text("Then")
    expect(card.locator(".since-both mark").first).to_have_text(words)
    expect(card.locator(".since-both")).to_contain_text("It has to be said first.")
    axe(page)
    card.get_by_role("link").click()
    notice = page.get_by_role("complementary", name="Your clipping")
    expect(notice).to_contain_text("The section has changed since you took these words.")
    assert painted(page, "opened") == [words]
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    fits(page)


def a_section_is_edited(admin: Page) -> None:
    """Put a sentence before passage p5, in the studio."""
    admin.goto(STUDIO)
    editor = admin.locator("textarea[name=text]")
    whole = editor.input_value()
    passage = whole.split("{#p5}")[0].rpartition("\n\n")[2]
    editor.fill(whole.replace(passage, f"It has to be said first. {passage}"))
    admin.get_by_role("button", name="Save", exact=True).click()
    admin.get_by_role("button", name="Publish", exact=True).click()


# The whole way


def test_a_student_reads_clips_cites_in_an_essay_and_comes_back_to_the_passage(page_as):
    page = page_as("student15")
    page.goto(SECTION)
    words = select(page, "p6", 0, 40)
    press(page, "Clip")
    toast(page, "Clipped. It is in your notebook.")
    page.goto("/courses/stalins-ussr/state-control/")
    page.get_by_role("link", name="Write on this").first.click()
    page.get_by_role("button", name="Practise").click()
    page.wait_for_url(re.compile(r"/essays/\d+/$"))
    paper = page.get_by_role("textbox", name="Your essay")
    expect(paper).to_be_editable()
    paper.click()
    page.keyboard.type("As the course says")
    card = page.locator("#notebook .clipping", has_text=words)
    card.get_by_role("button", name="Cite only").click()
    expect(paper.locator("cite")).to_have_count(1)
    expect(page.locator("save-status")).to_have_attribute("data-state", "saved")
    with page.context.expect_page() as opening:
        page.locator(".refs").get_by_role("link").click()
    passage = opening.value
    passage.wait_for_load_state()
    expect(passage).to_have_url(re.compile(re.escape(SECTION) + r"\?clipping=\d+#p6$"))
    assert painted(passage, "opened") == [words]
    expect(passage.locator("#p6")).to_be_in_viewport()
