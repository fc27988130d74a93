"""The whole loop, each person in turn: an admin keeps the course and the people, a teacher sets work, a student reads,
writes and hands in, the teacher comments, marks and returns, the student redrafts, the teacher compares."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.seeing import awake, axe

NEWCOMER = "nour.haddou"
PASSWORD = "three plain words"
QUESTION = "What made Stalin wish to purge"
ESSAY = (
    "Stalin purged the Party because he wanted control, and society because he feared a war.",
    "The two have one thing in common: both were thought to hold enemies who might join in a war. I think so.",
)
CHANGED = "Order 00447 of 30 July 1937 shows this, because it named former kulaks and clergy."
COMMENT = "Name the order and say what it shows."


def test_from_the_course_to_the_redraft(page_as, new_context):
    admin, teacher = page_as("admin"), page_as("teacher")
    an_admin_changes_a_section_and_publishes_its_unit(admin)
    code = an_admin_adds_a_student(admin)
    a_teacher_brings_the_student_in(teacher)
    a_teacher_sets_work(teacher)
    student = new_context().new_page()
    a_student_signs_in_with_the_code(student, code)
    a_student_reads(student)
    a_student_writes_and_hands_in(student)
    a_teacher_comments_and_marks(teacher)
    a_student_sees_nothing_of_it(student)
    a_teacher_returns_it(teacher)
    a_student_reads_the_feedback_and_answers(student)
    a_student_redrafts(student)
    a_teacher_compares(teacher)


# ---------------------------------------------------------------- admin


def an_admin_changes_a_section_and_publishes_its_unit(page: Page) -> None:
    page.goto("/studio/")
    axe(page)
    page.get_by_role("link", name="Red Tsar: the reasons for the purges").click()
    expect(page.locator("studio-editor[data-ready]")).to_be_visible()
    editor = page.get_by_role("textbox", name="Text", exact=True)
    editor.fill(editor.input_value().replace("A tsar answers to nobody.", "A tsar, it is said, answers to nobody."))
    expect(page.locator("#studio-preview")).to_contain_text("A tsar, it is said,")
    axe(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".versions [aria-current]")).to_contain_text("Version 2")
    page.goto("/studio/")
    unit = page.locator("#row-state-control")
    unit.get_by_role("button", name="Take back").click()
    expect(unit.get_by_text("Not published")).to_be_visible()
    unit.get_by_role("button", name="Publish").click()
    expect(unit.get_by_text("Published", exact=True)).to_be_visible()


def an_admin_adds_a_student(page: Page) -> str:
    """Return the one-time code that the page shows, once."""
    page.goto("/people/new/")
    axe(page)
    page.get_by_label("First name").fill("Nour")
    page.get_by_label("Last name").fill("Haddou")
    page.get_by_label("User name").fill(NEWCOMER)
    page.get_by_role("button", name="Add, and show a code").click()
    shown = page.locator("main").inner_text()
    axe(page)
    found = re.search(r"\b[A-Z0-9]{4}[- ]?[A-Z0-9]{4}\b", shown)
    assert found, shown
    return found[0]


# ---------------------------------------------------------------- setting


def a_teacher_brings_the_student_in(page: Page) -> None:
    page.goto("/classes/")
    axe(page)
    page.get_by_role("link", name="11B", exact=True).click()
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_label("User name").fill(NEWCOMER)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("region", name="Students")).to_contain_text("Nour")
    axe(page)


def a_teacher_sets_work(page: Page) -> None:
    page.goto("/classes/")
    page.get_by_role("link", name="11B", exact=True).click()
    axe(page)
    page.get_by_role("link", name="Set work").first.click()
    question = page.get_by_role("combobox", name="Key question")
    question.select_option(question.locator("option", has_text=QUESTION).get_attribute("value"))
    page.get_by_label("Length").fill("30")
    due = datetime.now() + timedelta(days=9)
    page.get_by_label("Due").fill(due.strftime("%Y-%m-%dT16:00"))
    axe(page)
    page.get_by_role("main").get_by_role("button", name="Set work").click()
    expect(page.get_by_role("main")).to_contain_text("Why purge so widely?")


# ---------------------------------------------------------------- reading and writing


def a_student_signs_in_with_the_code(page: Page, code: str) -> None:
    page.goto("/accounts/code/")
    axe(page)
    page.get_by_label("User name or email").fill(NEWCOMER)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    axe(page)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("main")).to_contain_text(QUESTION)
    axe(page)


def a_student_reads(page: Page) -> None:
    page.get_by_role("link", name="Course").first.click()
    page.get_by_role("link", name="State Control").first.click()
    axe(page)
    page.get_by_role("link", name="Red Tsar: the reasons for the purges").first.click()
    expect(page.get_by_role("main")).to_contain_text("A tsar, it is said, answers to nobody.")
    page.get_by_role("link", name="collectivisation", exact=True).first.click()
    card = page.get_by_role("complementary", name=re.compile("collectivisation", re.I))
    expect(card).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def a_student_writes_and_hands_in(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Start").click()
    axe(page)
    page.get_by_role("button", name="Start").click()
    paper = page.get_by_role("textbox", name="Your essay")
    paper.click()
    page.keyboard.type(ESSAY[0])
    page.keyboard.press("Enter")
    page.keyboard.type(ESSAY[1])
    expect(page.locator("save-status")).to_contain_text(re.compile(r"Saved \d"))
    axe(page)
    page.reload()
    expect(page.get_by_role("textbox", name="Your essay")).to_contain_text(ESSAY[1])
    hand_in(page)


def hand_in(page: Page) -> None:
    page.get_by_role("link", name="Hand in").click()
    axe(page)
    page.get_by_role("button", name=re.compile(r"Hand in \d+ words")).click()
    expect(page.locator("[data-receipt]")).to_have_text(re.compile(r"^\w{12}$"))
    axe(page)


# ---------------------------------------------------------------- marking


def a_teacher_comments_and_marks(page: Page) -> None:
    page.goto("/")
    axe(page)
    page.goto("/classes/")
    page.get_by_role("link", name="11B", exact=True).click()
    open_the_queue(page)
    page.get_by_role("link", name=re.compile("^Mark 1")).click()
    page.wait_for_url(re.compile(r"/submissions/\d+/"))
    awake(page, "marking-desk")  # its keys are heard from now on
    select_words(page, "because he wanted control")
    page.keyboard.press("t")
    page.keyboard.type(COMMENT)
    page.keyboard.press("Enter")
    expect(page.locator("mark.hl-target")).to_have_text("because he wanted control")
    page.get_by_role("main").focus()
    for level in "32132":
        page.keyboard.press("Tab")
        page.keyboard.press(level)
    expect(page.locator(".total")).to_have_text("11")
    page.keyboard.press("g")
    page.keyboard.type("Two reasons, clearly kept apart.")
    page.keyboard.press("Escape")
    page.get_by_label("One next step").fill("Give one order as evidence.")
    expect(page.locator("[data-save]")).to_contain_text(re.compile(r"Saved \d"))
    axe(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/marking/")
    axe(page)


def open_the_queue(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Why purge so widely")).first.click()
    axe(page)


def select_words(page: Page, words: str) -> None:
    """Select these words in the essay, as a mouse does."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector("margin-comments"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
                return;
            }
            throw new Error("no such words");
        }""",
        words,
    )


def a_student_sees_nothing_of_it(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("main")).not_to_contain_text("feedback")
    assert COMMENT not in page.content()


def a_teacher_returns_it(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Return 1")).click()
    expect(page.get_by_role("main")).to_contain_text("Nour Haddou")
    axe(page)
    page.get_by_role("button", name="Return 1").click()
    expect(page.locator("undo-return")).to_be_visible()
    page.wait_for_timeout(1500)  # the time to undo, which is one second here


# ---------------------------------------------------------------- feedback and redraft


def a_student_reads_the_feedback_and_answers(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Read your feedback").click()
    expect(page.get_by_role("main")).to_contain_text("Give one order as evidence.")
    comment = page.locator(".mcomment", has_text=COMMENT)
    axe(page)
    comment.get_by_role("button", name="Done", exact=True).click()
    expect(comment.locator(".response")).to_contain_text("done")


def a_student_redrafts(page: Page) -> None:
    page.get_by_role("button", name="Redraft").click()
    paper = page.get_by_role("textbox", name="Your essay")
    expect(page.locator("#guide")).to_contain_text(COMMENT)
    paper.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(CHANGED)
    expect(page.locator("save-status")).to_contain_text(re.compile(r"Saved \d"))
    axe(page)
    hand_in(page)


def a_teacher_compares(page: Page) -> None:
    page.goto("/classes/")
    page.get_by_role("link", name="11B", exact=True).click()
    open_the_queue(page)
    page.get_by_role("link", name=re.compile("^Mark 1")).click()
    expect(page.get_by_role("main")).to_contain_text("done")
    page.get_by_role("button", name="History").click()
    axe(page)
    page.get_by_role("link", name="What changed since draft 1").click()
    expect(page.locator("ins")).to_contain_text(CHANGED)
    axe(page)
