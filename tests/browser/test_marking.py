"""Marking, returning and answering, as teachers and students do it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import awake, axe, fits

SELECT = """([words]) => {
  const texts = document.createTreeWalker(document.querySelector("margin-comments"), NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const at = text.parentElement.closest("[data-at]") ? text.nodeValue.indexOf(words) : -1;
    if (at >= 0) { getSelection().setBaseAndExtent(text, at, text, at + words.length); return; }
  }
  throw new Error(`not in the essay: ${words}`);
}"""


def open_waiting(page: Page, short: str, *, script: bool = True) -> str:
    """From Today to the first essay that waits in one piece of work; return its writer."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(rf"^Mark \d+.*{short}")).click()
    page.wait_for_url(re.compile(r"/submissions/\d+/"))
    if script:
        awake(page, "marking-desk")  # its keys are heard from now on
    return page.locator("main h1").inner_text()


def open_queue(page: Page, short: str) -> None:
    """On to all students in that piece of work."""
    open_waiting(page, short)
    page.get_by_role("link", name="Back to all students").click()


def words(page: Page, paragraph: int = 1, count: int = 4) -> str:
    """Some words of the essay that no comment covers yet, from one run of text."""
    runs = page.locator("margin-comments .leaf .prose span[data-at]").all_inner_texts()
    long = [run for run in runs if len(run.split()) > 3 * count]
    return " ".join(long[paragraph % len(long)].split(" ")[count : 2 * count])


def select(page: Page, quote: str) -> None:
    page.evaluate(SELECT, [quote])


def saved(page: Page) -> None:
    expect(page.locator("[data-save]")).to_contain_text(re.compile(r"Saved \d\d:\d\d:\d\d, private to you"))


def test_an_essay_is_marked_by_keyboard_and_the_next_is_there(page_as):
    page = page_as("teacher")
    writer = open_waiting(page, "Living in the towns")
    page.evaluate("window.here = true")
    quote = words(page)
    select(page, quote)
    page.keyboard.press("t")
    page.keyboard.type("Which town? Name one.")
    page.keyboard.press("Enter")
    card = page.locator(".mcomment.target", has_text="Which town? Name one.")
    expect(card).to_be_visible()
    number = card.get_attribute("data-comment")
    assert quote in "".join(page.locator(f'[data-comments~="{number}"]').all_inner_texts())

    page.keyboard.press("Tab")
    criteria = page.locator("rubric-keys .rubric-row").count()
    for level in range(criteria):
        page.keyboard.press(str(level % 5 + 1))
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.type("You know the towns.")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.type("Put a figure in each paragraph.")
    saved(page)
    axe(page)
    page.keyboard.press("Control+Enter")

    expect(page.locator("main h1")).not_to_have_text(writer)
    assert page.evaluate("window.here"), "the next essay came by a page load"
    page.go_back()
    expect(page.locator("main h1")).to_have_text(writer)
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    assert page.evaluate("window.here")


def test_comments_are_made_changed_and_removed_by_mouse(page_as):
    page = page_as("teacher")
    open_waiting(page, "Living in the towns")
    box = page.locator("margin-comments .leaf .prose p").first.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 220, box["y"] + 12, steps=6)
    page.mouse.up()
    page.get_by_role("toolbar").get_by_role("button", name="Praise").click()
    page.keyboard.type("Exact.")
    page.locator("main h1").click()
    saved(page)
    card = page.locator(".mcomment.praise", has_text="Exact.")
    expect(card.locator("[data-edit]")).to_be_attached()
    card.hover()
    card.get_by_role("button", name="Edit").click()
    page.get_by_role("textbox", name="Praise: your comment").fill("Exact, and well chosen.")
    page.keyboard.press("Enter")
    saved(page)
    page.reload()
    card = page.locator(".mcomment.praise", has_text="Exact, and well chosen.")
    card.hover()
    card.get_by_role("button", name="Remove").click()
    expect(card).to_have_count(0)
    page.reload()
    expect(card).to_have_count(0)


def test_the_bank_is_searched_and_its_comment_changed(page_as):
    page = page_as("teacher")
    open_waiting(page, "Living in the towns")
    select(page, words(page, 2))
    page.keyboard.press("/")
    page.keyboard.type("date it")
    expect(page.get_by_role("option").first).to_contain_text("Put the year here")
    axe(page)
    page.keyboard.press("Enter")
    area = page.locator(".is-editing textarea")
    expect(area).to_have_value(re.compile("Put the year here"))
    saved(page)
    page.keyboard.press("End")
    page.keyboard.type(" Then read on.")
    page.keyboard.press("Enter")
    expect(page.locator(".mcomment", has_text="Then read on.")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator("comment-palette")).to_be_hidden()


def test_what_is_typed_without_a_network_is_saved_when_it_is_back(page_as, complaints):
    page = page_as("teacher")
    writer = open_waiting(page, "Living in the towns")
    page.context.set_offline(True)
    page.keyboard.press("g")
    page.keyboard.type("Typed in a tunnel.")
    expect(page.locator("[data-save]")).to_have_attribute("data-state", "failing")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("[data-save]")).to_contain_text("Still saving.")
    page.context.set_offline(False)
    saved(page)
    expect(page.locator("main h1")).to_have_text(writer)
    page.reload()
    expect(page.get_by_label("Summary")).to_have_value("Typed in a tunnel.")
    offline = ("INTERNET_DISCONNECTED", "ERR_FAILED")
    complaints[:] = [said for said in complaints if not any(name in said for name in offline)]


TYPE = """area => {
  area.value = "Only typed.";
  area.dispatchEvent(new Event("input", {bubbles: true}));
  return document.querySelector("[data-save]").dataset.state;
}"""


def test_words_are_not_called_saved_before_they_are(page_as):
    page = page_as("teacher")
    open_waiting(page, "A weaker country")
    assert page.get_by_label("Summary").evaluate(TYPE) == "saving"
    saved(page)
    page.reload()
    expect(page.get_by_label("Summary")).to_have_value("Only typed.")
    awake(page, "marking-desk")
    page.get_by_label("Summary").fill("")
    saved(page)


def test_words_typed_just_before_the_page_goes_away_are_sent(page_as, complaints):
    page, later = page_as("teacher"), page_as("teacher")
    open_waiting(page, "A weaker country")
    page.get_by_label("One next step").fill("At the last moment.")
    page.close()
    open_waiting(later, "A weaker country")
    step = later.get_by_label("One next step")
    for _each in range(20):  # the words come on their own way, perhaps after this page
        if step.input_value() == "At the last moment.":
            break
        later.reload()
    expect(step).to_have_value("At the last moment.")
    awake(later, "marking-desk")
    step.fill("")
    saved(later)
    # The page that sent them is gone: to it its last request has failed.
    complaints[:] = [said for said in complaints if not said.endswith("/working/ net::ERR_FAILED")]


def test_two_windows_keep_what_both_have_written(page_as, complaints):
    one, two = page_as("teacher"), page_as("teacher")
    open_waiting(one, "A weaker country")
    two.goto(one.url)
    one.get_by_label("Summary").fill("From one.")
    saved(one)
    two.get_by_label("Summary").fill("From two.")
    expect(two.get_by_label("Summary")).to_have_value("From one.\n\nFrom two.")
    saved(two)
    complaints[:] = [said for said in complaints if "409" not in said]


def test_marking_says_what_is_missing(page_as, complaints):
    page = page_as("teacher")
    open_waiting(page, "A weaker country")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".missing")).to_contain_text("Not marked yet: set a level for")
    expect(page.locator(":focus")).to_have_attribute("type", "radio")
    complaints[:] = [said for said in complaints if "422" not in said]


@pytest.fixture
def returned(page_as):
    """The teacher returns one marked essay of student13; return her page, on the queue."""
    page = page_as("teacher")
    open_queue(page, "Lenin’s terror")
    page.locator("tr", has_text="Marked, not returned").get_by_role("link", name="Open").click()
    page.get_by_role("link", name="Return this one…").click()
    axe(page)
    expect(page.locator("main h1")).to_have_text("Return one essay?")
    page.get_by_role("button", name="Return 1").click()
    return page


def test_a_return_is_read_answered_and_replied_to(returned, page_as):
    page, student = returned, page_as("student13")
    expect(page.locator("tr", has_text="Returned")).to_have_count(1)
    page.wait_for_timeout(1100)
    student.goto("/")
    student.get_by_role("link", name="Read your feedback").first.click()
    expect(student.locator(".next-step")).to_be_visible()
    axe(student)
    card = student.locator(".mcomment:not(.praise)").first
    card.get_by_text("Ask, or add a note").click()
    card.get_by_role("textbox", name="Your question, or a note").fill("Which page? " + "w" * 200)
    card.get_by_role("button", name="Send the question").click()
    expect(card.locator(".response")).to_contain_text("You asked: Which page?")
    expect(card.get_by_role("button", name="Done", exact=True)).to_be_hidden()

    page.locator("tr", has_text="Returned").get_by_role("link", name="Open").click()
    asked = page.locator(".mcomment", has_text="asks: Which page?")
    asked.get_by_role("textbox", name="Your reply").fill("Page two.")
    asked.get_by_role("button", name="Reply").click()
    student.reload()
    expect(student.locator(".reply")).to_contain_text("Page two.")

    student.set_viewport_size({"width": 390, "height": 844})
    fits(student)
    axe(student)


def test_without_script_levels_words_and_mark_are_one_form(page_as, complaints):
    page = page_as("teacher", java_script_enabled=False)
    writer = open_waiting(page, "Living in the towns", script=False)
    for row in page.locator("form.working .rubric-row").all():
        row.locator("input[value='3']").check()
    page.get_by_label("Summary").fill("By plain form.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Summary")).to_have_value("By plain form.")
    page.get_by_label("Your comment").fill("Clear.")
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator(".mcomment", has_text="Clear.")).to_be_visible()
    page.get_by_label("One next step").fill("Go on.")
    page.get_by_role("button", name="Marked, next").click()
    expect(page.locator("main h1")).not_to_have_text(writer)
    complaints[:] = [said for said in complaints if not said.endswith(" csp")]  # scripts that were not to run


def expect_refusal(complaints: list[str], status: int) -> None:
    """Take from the complaints what a refused save makes the browser say."""
    assert any(said.startswith(str(status)) for said in complaints), "nothing was refused"
    complaints[:] = [said for said in complaints if str(status) not in said]


def test_marking_in_a_second_window_first_shows_the_words_of_both(page_as, complaints):
    first, second = page_as("teacher"), page_as("teacher")
    writer = open_waiting(first, "Lenin’s terror")
    second.goto(first.url)
    first.keyboard.press("Tab")
    for _criterion in range(first.locator("rubric-keys .rubric-row").count()):
        first.keyboard.press("3")
        first.keyboard.press("Tab")
    with first.expect_response(lambda answer: "From the first window." in (answer.request.post_data or "")):
        first.get_by_label("Summary").fill("From the first window.")
    second.get_by_label("Summary").fill("From the second.")
    second.keyboard.press("Control+Enter")
    expect(second.get_by_label("Summary")).to_have_value("From the first window.\n\nFrom the second.")
    expect(second.locator("toast-list")).to_contain_text("Changed in another window")
    expect(second.locator("main h1")).to_have_text(writer)
    saved(second)
    expect_refusal(complaints, 409)


def test_a_comment_that_is_too_long_is_not_cut_and_holds_the_desk(page_as, complaints):
    page = page_as("teacher")
    writer = open_waiting(page, "Living in the towns")
    select(page, words(page))
    page.keyboard.press("t")
    page.keyboard.insert_text("word " * 2000)
    expect(page.locator("[data-save]")).to_contain_text("Not saved: Keep it under 4000 characters.")
    page.locator("main h1").click()
    select(page, words(page, 2))
    page.keyboard.press("p")
    expect(page.locator(".is-editing")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("[data-save]")).to_contain_text("Not saved: Keep it under 4000 characters.")
    expect(page.locator("main h1")).to_have_text(writer)
    area = page.locator(".is-editing textarea")
    assert len(area.input_value()) == 10_000
    area.fill("Short now.")
    area.press("Enter")
    expect(page.locator(".mcomment.target", has_text="Short now.")).to_be_visible()
    expect_refusal(complaints, 422)


def test_when_a_stranger_has_signed_in_elsewhere_the_desk_says_why_it_does_not_save(page_as, sessions, complaints):
    page = page_as("teacher")
    open_waiting(page, "Living in the towns")
    page_as("student1")
    page.context.add_cookies(sessions["student1"]["cookies"])
    page.get_by_label("Summary").fill("Whose words?")
    expect(page.locator("[data-save]")).to_contain_text("whoever is signed in now cannot mark this essay")
    expect(page.get_by_label("Summary")).to_have_value("Whose words?")
    assert any(said.startswith("404 POST") for said in complaints)
    complaints[:] = [said for said in complaints if "404" not in said and "403" not in said]
