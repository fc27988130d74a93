"""Handing in, in a real browser: what is worth a look, the receipt, taking back, longer for one, and the clock."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import axe, fits
from tests.browser.test_writing import paper, status, type_at_end

PHONE = {"width": 360, "height": 740}


def start_of(page: Page, short: str):
    return page.get_by_role("link", name=re.compile(rf"^Start\s*: {short}"))


def open_work(page: Page, short: str) -> None:
    """Go from the student's desk to the page of a piece of work."""
    page.goto("/")
    start_of(page, short).click()
    page.wait_for_url(re.compile(r"/assignments/\d+/$"))


def essay_of(page: Page) -> int:
    return int(re.search(r"/essays/(\d+)/", page.url)[1])


@pytest.fixture
def ends_in(served):
    """Return a function that lets an essay's time end in so many seconds, as if it had been begun earlier."""

    def change(essay: int, seconds: float) -> None:
        ends = datetime.now(UTC).replace(tzinfo=None) + timedelta(seconds=seconds)
        with sqlite3.connect(served / "db.sqlite3", timeout=20) as database:
            database.execute("UPDATE essays_essay SET ends_at = ? WHERE id = ?", (f"{ends}", essay))

    return change


def test_the_check_tells_what_is_worth_a_look_and_what_is_handed_in_can_be_taken_back(page_as):
    page = page_as("student20")
    open_work(page, "Means of terror")
    page.get_by_role("button", name="Start").click()
    type_at_end(page, "Stalin said “we have fallen behind by fifty years”.")
    page.get_by_role("link", name="Hand in").click()
    page.wait_for_url("**/hand-in/")
    for said in ("words below the 700 asked for", "It cites nothing.", "1 quotation stands without a citation."):
        expect(page.get_by_text(said)).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Hand in 9 words").click()
    expect(page.locator("[data-receipt]")).to_have_text(re.compile(r"^[A-Z2-9]{12}$"))
    expect(page.get_by_role("button", name="Copy")).to_be_visible()
    axe(page)
    page.set_viewport_size(PHONE)
    fits(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("You took this essay back")).to_be_visible()
    type_at_end(page, " More.")
    page.get_by_role("link", name="Hand in").click()
    page.get_by_role("button", name="Hand in 10 words").click()
    expect(page.locator("[data-receipt]")).to_be_visible()


def test_a_teacher_gives_one_student_longer_and_the_student_reads_it(page_as):
    teacher, student = page_as("teacher"), page_as("student21")
    student.goto("/")
    address = start_of(student, "Means of terror").get_attribute("href")
    teacher.goto(f"{address}extensions/")
    axe(teacher)
    teacher.get_by_label("Due for them").fill("2099-05-04T17:04")
    teacher.get_by_label("Why").fill("Was in hospital.")
    teacher.get_by_role("group", name="Students").get_by_role("checkbox").nth(8).check()
    chosen = teacher.locator("input[name=students]:checked + label").inner_text()
    teacher.get_by_role("button", name="Give longer").click()
    expect(teacher.get_by_text("1 student has longer.")).to_be_visible()
    expect(teacher.locator(".rows").get_by_text(chosen)).to_be_visible()
    teacher.set_viewport_size(PHONE)
    fits(teacher)
    teacher.locator(".rows").get_by_role("button", name="Take it back").click()
    expect(teacher.get_by_text("Nobody. Choose students below")).to_be_visible()


def test_when_the_time_runs_out_the_last_words_are_sent_and_the_receipt_comes(page_as, ends_in):
    page = page_as("student12")
    open_work(page, "The Party machine")
    expect(page.get_by_text("You have 45 minutes from your start")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Start now: 45 minutes").click()
    expect(page.locator("essay-clock")).to_contain_text("45 minutes left")
    type_at_end(page, "First words.")
    expect(status(page)).to_have_attribute("data-state", "saved")
    axe(page)
    ends_in(essay_of(page), 7)
    page.reload()
    type_at_end(page, " Last words.")
    expect(page.locator("essay-clock")).to_contain_text("left")
    expect(page.get_by_role("heading", name="Your time is up. It is handed in")).to_be_visible(timeout=15_000)
    axe(page)
    expect(page.locator(".facts").first).to_contain_text("4")
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_text("First words. Last words.")).to_be_visible()


def test_practice_against_the_clock_closes_and_goes_on_without_it(page_as, ends_in):
    page = page_as("student16")
    page.goto("/questions/3/")
    page.get_by_label("Against the clock").select_option("30")
    page.get_by_role("button", name="Practise").click()
    expect(page.locator("essay-clock")).to_contain_text("30 minutes left")
    type_at_end(page, "Three words here.")
    expect(status(page)).to_have_attribute("data-state", "saved")
    ends_in(essay_of(page), -1)
    page.reload()
    expect(page.get_by_text("Your time ended on")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Go on without the clock").click()
    expect(paper(page)).to_be_editable()
    expect(page.locator("essay-clock")).to_have_count(0)


def test_without_script_the_page_says_when_the_time_ends(page_as, complaints):
    page = page_as("student17", java_script_enabled=False)
    page.goto("/questions/3/")
    page.get_by_label("Against the clock").select_option("45")
    page.get_by_role("button", name="Practise").click()
    expect(page.locator("essay-clock")).to_contain_text(re.compile(r"Ends at \d+:\d\d:\d\d"))
    complaints.clear()  # the browser notes each script that it does not fetch


def test_extra_time_is_given_on_the_people_page(page_as):
    page = page_as("teacher", viewport=PHONE)
    page.goto("/")
    page.goto(page.get_by_role("link", name="13A").first.get_attribute("href").split("?")[0] + "people/")
    page.get_by_text("Extra time…").nth(2).click()
    page.get_by_label("Per cent more under a clock").nth(2).fill("25")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("25 % extra time")).to_be_visible()
    axe(page)
    fits(page)
