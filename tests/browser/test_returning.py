"""Returning chosen essays now and later, and the mark that comes after the comments."""

from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.seeing import awake, axe, fits
from tests.browser.test_marking import open_queue, open_waiting

WORK, WRITER, STUDENT = "A weaker country", "Raman, Priya", "student4"
PHONE = {"viewport": {"width": 390, "height": 844}}


def choose(page: Page) -> None:
    """Tick one essay and go on to the question."""
    open_queue(page, WORK)
    page.get_by_role("checkbox", name=WRITER).check()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Return those ticked…").click()
    expect(page.get_by_role("heading", name="Return one essay?")).to_be_visible()


def test_a_return_is_scheduled_taken_back_and_made_and_its_mark_waits(page_as):
    teacher = page_as("teacher")
    choose(teacher)
    axe(teacher)
    fits(teacher)
    friday = datetime.now() + timedelta(days=9)
    teacher.get_by_label("Return on").fill(friday.strftime("%Y-%m-%dT08:00"))
    teacher.get_by_role("button", name="Return 1").click()
    notice = teacher.locator(".scheduled")
    expect(notice).to_contain_text("8:00")
    expect(notice).to_contain_text("Scheduled by")
    axe(teacher)
    notice.get_by_role("button", name="Take back").click()
    expect(teacher.get_by_text("1 return undone. Nobody saw it.")).to_be_visible()

    choose(teacher)
    teacher.get_by_role("button", name="Return 1").click()
    expect(teacher.locator("main h1")).to_contain_text("How far")
    expect(teacher.locator("undo-return form")).to_have_count(0)

    student = page_as(STUDENT, **PHONE)
    student.goto("/")
    student.goto(student.locator("a[href$='/feedback/']").first.get_attribute("href"))
    a_student_reads_the_comments_and_then_the_mark(student)


def a_student_reads_the_comments_and_then_the_mark(page: Page) -> None:
    awake(page, "comments-seen")
    reached = page.locator("#reached")
    expect(reached).to_contain_text("Your mark comes after your comments")
    assert "What you reached" not in page.content()
    axe(page)
    fits(page)
    button = reached.get_by_role("button", name="Go to the next comment")
    expect(button).to_be_visible()
    cards = page.locator("margin-comments .mcomment")
    for number in range(cards.count()):
        cards.nth(number).scroll_into_view_if_needed()
        expect(cards.nth(number)).to_have_attribute("data-seen", "")
    expect(reached).to_contain_text("What you reached")
    expect(reached).to_contain_text("of 25")
    axe(page)


def test_a_teacher_looks_at_feedback_as_the_student_will(page_as):
    page = page_as("teacher")
    open_waiting(page, WORK)
    page.get_by_role("link", name="See it as the student").click()
    expect(page.get_by_text("Nobody but the staff sees it now.")).to_be_visible()
    expect(page.locator("#reached")).to_contain_text("Your mark comes after your comments")
    axe(page)
    fits(page)
    page.get_by_role("link", name="Show it with the mark").click()
    expect(page.locator("#reached")).to_contain_text("What you reached")
    page.set_viewport_size(PHONE["viewport"])
    axe(page)
    fits(page)


def test_a_redraft_is_read_again_as_comments_answers_and_changes(page_as):
    page = page_as("teacher")
    page.goto("/")
    open_redraft(page)
    reading = page.locator("details.earlier", has_text="their answers")
    expect(reading.locator(".mcomment").first).to_be_visible()
    expect(reading.locator("ins").first).to_be_visible()
    expect(page.locator(".levels-before")).to_contain_text("Draft 1")
    axe(page)
    reading.get_by_role("link", name="To the whole text").click()
    expect(page.locator("margin-comments .leaf").first).to_be_in_viewport()
    page.set_viewport_size(PHONE["viewport"])
    axe(page)
    fits(page)


def open_redraft(page: Page) -> None:
    """The marking desk of a redraft that is in the demo from the start."""
    page.get_by_role("link", name="Classes", exact=True).first.click()
    page.get_by_role("link", name="12C", exact=True).click()
    page.locator("a.cell:has(.up)").first.click()
    awake(page, "marking-desk")
