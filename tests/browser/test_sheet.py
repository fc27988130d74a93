"""Whole-class feedback in a browser: drawn up by a teacher, shown on the wall, on one page, and to a student."""

import re

from playwright.sync_api import Page, expect

from tests.browser.seeing import axe, fits

PAGES = re.compile(rb"/Type\s*/Page\b")
KIROV = 11  # the question, in the order of the course


def open_sheet(page: Page, room: str, work: str) -> Page:
    """From a class, by a piece of its work, to the sheet."""
    page.goto("/classes/")
    page.get_by_role("main").get_by_role("link", name=room).first.click()
    page.get_by_role("columnheader", name=work).get_by_role("link").first.click()
    page.get_by_role("link", name="Class sheet").click()
    expect(page.get_by_role("heading", name="Whole-class feedback")).to_be_visible()
    return page


def test_a_sheet_is_drawn_up_shown_on_the_wall_and_kept_from_students(page_as):
    page = open_sheet(page_as("teacher"), "13A", "Lenin’s terror")
    paper = page.get_by_role("article", name="The sheet")
    expect(page.get_by_text("A proposal")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_label("More to change, a line each").fill("Read the question twice.")
    line = page.locator(".pick-line").first
    words = line.locator("textarea")
    line.get_by_role("checkbox").uncheck()
    expect(words).to_be_hidden()
    line.get_by_role("checkbox").check()
    words.fill("Words for the whole class.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(paper.get_by_text("Read the question twice.")).to_be_visible()
    expect(paper.get_by_text("Words for the whole class.")).to_be_visible()
    expect(page.get_by_text("Only staff see it.")).to_be_visible()

    page.get_by_text("Praise by name").click()
    someone = page.locator("label.pick:has([name=praised])").first
    name = someone.locator("bdi").inner_text()
    someone.get_by_role("checkbox").check()
    page.get_by_role("button", name="Save and project").click()
    expect(page.get_by_text("Read the question twice.")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    assert name not in page.content()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Back to the sheet").click()
    expect(paper.get_by_text(name)).to_be_visible()


def test_the_sheet_prints_on_one_page(page_as):
    page = open_sheet(page_as("teacher"), "12C", "Kirov as a watershed")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    assert len(PAGES.findall(page.pdf(format="A4"))) == 1


def test_a_student_sees_which_lines_are_about_them(page_as):
    page = page_as("student3", viewport={"width": 360, "height": 740})
    page.goto("/")
    page.get_by_role("link", name="Kirov").first.click()
    sheet = page.get_by_role("region", name="For the whole class")
    expect(sheet.get_by_text("One line is about you")).to_be_visible()
    expect(sheet.locator(".is-mine")).to_contain_text("You answered the question in your first paragraph.")
    expect(sheet.locator(".wcf-lines blockquote")).to_contain_text("A murder becomes a watershed")
    fits(page)
    axe(page)


def test_a_writer_agrees_and_another_class_reads_the_essay(page_as):
    writer = page_as("student14")
    writer.goto("/")
    writer.get_by_role("link", name="Aims of the plans").or_(
        writer.get_by_role("link", name="Read your feedback")
    ).first.click()
    asked = writer.get_by_role("region", name="For later classes")
    asked.get_by_role("button", name="Yes, let them read it").click()
    expect(asked.get_by_text("You agreed")).to_be_visible()
    axe(writer)
    asked.get_by_role("link", name="See what they see").click()
    expect(writer.get_by_role("heading", level=1)).to_be_visible()
    axe(writer)
    fits(writer)


def test_a_student_reads_an_essay_that_worked_on_a_phone(page_as, practise):
    page = practise("student22", question=KIROV, viewport={"width": 360, "height": 740})
    page.goto(f"/questions/{KIROV}/")
    page.get_by_role("region", name="An essay that worked").get_by_role("link").click()
    expect(page.get_by_text("shown with its writer’s consent")).to_be_visible()
    expect(page.locator(".mcomment").first).to_be_visible()
    assert "Lindgren" not in page.content()
    fits(page)
    axe(page)
