"""The paper as people know papers: keys, paste, find, quotation marks, and nothing but the paper."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import open_practice, paper, saved_document, write
from tests.browser.seeing import axe, fits
from tests.essays.test_document import VECTORS

PASTE = """html => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    const paste = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
    document.querySelector(".ProseMirror").dispatchEvent(paste);
}"""


@pytest.fixture
def desk(page_as):
    """Return a function that opens empty practice: each test on a question of its own."""
    return lambda question, **options: open_practice(page_as("student19", **options), question)


def lit(page: Page, name: str) -> list[str]:
    return page.evaluate("name => [...(CSS.highlights.get(name) ?? [])].map(String)", name)


def test_only_the_paper_until_escape(desk):
    page = desk(1)
    write(page, "Undisturbed.")
    page.keyboard.press("Control+Shift+F")
    for hidden in ("#notebook", "#guide", ".bench-title"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("save-status")).to_be_visible()
    expect(page.get_by_role("button", name="Only the paper")).to_have_attribute("aria-pressed", "true")
    axe(page)
    fits(page)
    expect(page.locator("save-status")).to_have_attribute("data-state", "saved")
    page.reload()
    expect(page.locator("#notebook")).to_be_hidden()
    expect(paper(page)).to_be_editable()
    paper(page).click()
    page.keyboard.press("Escape")
    expect(page.locator("#notebook")).to_be_visible()


def test_the_keys_that_people_know(desk):
    page = desk(2)
    steps = ["Control+Alt+2", "Title", "Enter", "Control+Alt+3", "Part", "Enter", "Control+b", "bold", "Control+b"]
    steps += ["Enter", "Control+Shift+8", "one", "Enter", "Enter", "Control+Shift+7", "first", "Enter", "Enter"]
    steps += ["Control+Shift+b", "said"]
    paper(page).click()
    for step in steps:
        if step[0].isupper() and step not in ("Title", "Part"):
            page.keyboard.press(step)
        else:
            page.keyboard.type(step)
    for selector, words in (
        ("h2", "Title"),
        ("h3", "Part"),
        ("strong", "bold"),
        ("ul > li", "one"),
        ("ol > li", "first"),
        ("blockquote", "said"),
    ):
        expect(paper(page).locator(selector)).to_have_text(words)
    page.keyboard.press("Control+z")
    expect(paper(page).locator("blockquote")).not_to_contain_text("said")
    page.keyboard.press("Control+Shift+z")
    expect(paper(page).locator("blockquote")).to_have_text("said")
    expect(page.get_by_role("button", name="Block quotation")).to_have_attribute("aria-pressed", "true")


def test_the_keys_are_listed(desk):
    page = desk(3)
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


ESCAPE = """field => {
  field.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true}));
  return document.activeElement.closest("essay-editor") !== null;
}"""


def test_the_paper_has_the_focus_before_the_next_letter_can_come(desk):
    page = desk(11)
    write(page, "Who gained?")
    page.keyboard.press("Control+f")
    page.keyboard.type("gained")
    expect(page.get_by_role("search", name="Find in the essay")).to_contain_text("1 of 1")
    assert page.get_by_label("Words to find").evaluate(ESCAPE)


def test_words_are_found_and_replaced(desk):
    page = desk(4)
    write(page, "Stalin gained. Who but stalin?\nNobody.")
    page.keyboard.press("Control+f")
    page.keyboard.type("STALIN")
    bar = page.get_by_role("search", name="Find in the essay")
    expect(bar).to_contain_text("1 of 2")
    assert lit(page, "found-now") == ["Stalin"]
    assert lit(page, "found") == ["stalin"]
    axe(page)
    page.keyboard.press("Enter")
    expect(bar).to_contain_text("2 of 2")
    page.keyboard.press("Enter")
    expect(bar).to_contain_text("1 of 2")
    page.keyboard.press("Shift+Enter")
    expect(bar).to_contain_text("2 of 2")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    assert lit(page, "found") == []
    page.keyboard.type("Beria")  # the place found last was selected
    expect(paper(page).locator("p").first).to_have_text("Stalin gained. Who but Beria?")
    page.get_by_role("button", name="Find in the essay").click()
    bar.get_by_label("Words to put in their place").fill("He")
    bar.get_by_role("button", name="Replace all").click()
    expect(paper(page).locator("p").first).to_have_text("He gained. Who but Beria?")
    expect(bar).to_contain_text("Not found")


@pytest.mark.parametrize(
    ("name", "question"), [("word-desktop", 6), ("word-desktop-review", 7), ("word-online", 8), ("google-docs", 16)]
)
def test_what_other_programs_put_on_the_clipboard_is_saved_clean(desk, complaints, name, question):
    page = desk(question)
    paper(page).click()
    page.evaluate(PASTE, (VECTORS / "paste" / f"{name}.html").read_text())
    assert json.loads(saved_document(page)) == json.loads((VECTORS / "paste" / f"{name}.json").read_text())
    complaints.clear()  # the browser notes each style that it does not apply


def test_quotation_marks_become_curly_by_choice_and_one_undo_takes_it_back(desk):
    page = desk(10)
    write(page, 'He said "no".')
    expect(paper(page)).to_have_text('He said "no".')
    page.get_by_role("button", name="More").click()
    page.get_by_label("Curly quotation marks on this device").check()
    page.keyboard.press("Escape")
    write(page, ' "Yes", it\'s "')
    expect(paper(page)).to_have_text('He said "no". “Yes”, it’s “')
    page.keyboard.press("Control+z")
    expect(paper(page)).to_have_text('He said "no". “Yes”, it’s "')


def test_the_toolbar_and_find_fit_a_phone(desk):
    page = desk(5, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    write(page, "On the bus.")
    page.get_by_role("button", name="Find in the essay").tap()
    page.keyboard.type("bus")
    expect(page.get_by_role("search", name="Find in the essay")).to_contain_text("1 of 1")
    fits(page)
    axe(page)
