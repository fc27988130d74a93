"""An essay comes in and goes out as a file, in a real browser: imported, copied, downloaded, packed."""

import io
import re

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import axe, fits

QUESTION = 14  # nobody else practises on it
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def desk(page_as):
    """Return a function that opens a student's own practice essay on a question that only these tests use."""

    def begin(name: str, **options) -> Page:
        page = page_as(name, **options)
        page.goto(f"/questions/{QUESTION}/")
        page.locator(f"form[action='/questions/{QUESTION}/practise/'] button").click()
        page.wait_for_url(re.compile(r"/essays/\d+/$"))
        return page

    return begin


def word_file() -> bytes:
    """A heading, a paragraph with a comment, a quotation, a list and a table."""
    opened = docx.Document()
    opened.add_heading("Causes", 2)
    paragraph = opened.add_paragraph("Kirov was ")
    paragraph.add_run("shot").bold = True
    opened.add_comment(paragraph.runs, "Really?", "A friend", "AF")
    opened.add_paragraph("Life has become better.", style="Quote")
    opened.add_paragraph("fear", style="List Bullet")
    opened.add_table(1, 1).cell(0, 0).text = "1934"
    return saved(opened)


def one_line(words: str) -> bytes:
    opened = docx.Document()
    opened.add_paragraph(words)
    return saved(opened)


def saved(opened) -> bytes:
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def choose(page: Page, data: bytes, name="essay.docx") -> None:
    page.get_by_label("Word file").set_input_files({"name": name, "mimeType": WORD, "buffer": data})
    page.get_by_role("button", name="Look at it").click()


def paper(page: Page):
    return page.get_by_role("textbox", name="Your essay")


def more(page: Page, label: str):
    page.get_by_role("button", name="More", exact=True).click()
    return page.locator("essay-files").get_by_text(label)


def download(page: Page, act) -> bytes:
    with page.expect_download() as waiting:
        act()
    with open(waiting.value.path(), "rb") as file:
        return file.read()


def test_a_word_file_is_looked_at_kept_and_fetched_again(desk, complaints):
    page = desk("student2")
    expect(paper(page)).to_be_editable()
    paper(page).click()
    page.keyboard.type("My own words.")
    more(page, "Bring in a Word file").click()
    page.wait_for_url("**/import/")
    axe(page)
    fits(page)
    choose(page, b"no Word file at all")
    expect(page.get_by_text("This is not a Word file.")).to_be_visible()
    axe(page)
    complaints.clear()  # the browser notes the 422
    choose(page, word_file())
    expect(page.get_by_role("heading", name="10 words from your file")).to_be_visible()
    expect(page.get_by_text("1 table became plain paragraphs.")).to_be_visible()
    expect(page.get_by_text("1 comment was left out.")).to_be_visible()
    expect(page.get_by_text("Your essay has 3 words now")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    fits(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("button", name="Add at the end").click()
    expect(paper(page)).to_contain_text("My own words.")
    expect(paper(page).locator("strong")).to_have_text("shot")
    expect(paper(page).locator("h2")).to_have_text("Causes")
    expect(paper(page).locator("blockquote")).to_have_text("Life has become better.")
    axe(page)

    data = download(page, more(page, "Download as Word").click)
    texts = [each.text for each in docx.Document(io.BytesIO(data)).paragraphs]
    assert texts[2:] == ["My own words.", "Causes", "Kirov was shot", "Life has become better.", "fear", "1934"]
    data = download(page, more(page, "Download as PDF").click)
    assert data.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in data

    more(page, "Bring in a Word file").click()
    choose(page, one_line("Only this."))
    page.get_by_role("button", name="Put in place of my text").click()
    expect(paper(page)).to_have_text("Only this.")


def test_words_typed_just_before_are_in_the_file_and_on_the_clipboard(desk):
    page = desk("student3")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(paper(page)).to_be_editable()
    paper(page).click()
    page.keyboard.type("Typed this very moment.")
    data = download(page, more(page, "Download as plain text").click)
    assert "Typed this very moment." in data.decode()
    page.keyboard.press("Control+End")
    more(page, "Copy as plain text").click()
    expect(page.get_by_text("Copied 4 words.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").strip() == "Typed this very moment."


def test_what_is_not_saved_does_not_leave_the_desk(desk, complaints):
    page = desk("student4")
    expect(paper(page)).to_be_editable()
    page.context.set_offline(True)
    paper(page).click()
    page.keyboard.type("In a tunnel.")
    more(page, "Bring in a Word file").click()
    expect(page.get_by_text("Not yet: your last words are not saved.")).to_be_visible()
    expect(paper(page)).to_contain_text("In a tunnel.")
    page.context.set_offline(False)
    expect(page.locator("save-status")).to_have_attribute("data-state", "saved")
    complaints.clear()  # the browser notes each request that found no network


def test_on_a_phone_and_without_script_a_file_comes_in(desk, complaints):
    page = desk("student5", viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto(f"{page.url}import/")
    choose(page, word_file())
    expect(page.get_by_role("heading", name="10 words from your file")).to_be_visible()
    page.get_by_role("button", name="Use this text").click()
    expect(page.get_by_label("Your essay")).to_have_value(re.compile("Kirov was shot"))
    complaints.clear()  # the browser notes each script that it does not fetch


def test_all_essays_are_asked_for_and_waited_for(desk):
    page = desk("student10")
    page.goto("/")
    page.locator("[popovertarget=account-menu]").click()
    page.get_by_role("link", name="Your essays to take home").click()
    page.wait_for_url("**/essays/export/")
    axe(page)
    page.get_by_role("button", name=re.compile("Pack")).click()
    expect(page.get_by_text("It is about to be made.")).to_be_visible()
    axe(page)
    fits(page)
