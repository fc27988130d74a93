"""The course studio in a real browser: a section is edited, broken, mended, published, rolled back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import axe, fits

SAVED = re.compile(r"Saved \d\d:\d\d:\d\d")
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def editor(page_as):
    """Return a function that opens a file of the demo's course in a window of the admin's."""

    def open_(path: str, **options) -> Page:
        page = page_as("admin", viewport=WIDE, **options)
        page.goto(f"/studio/stalins-ussr/files/{path}")
        if options.get("java_script_enabled", True):
            expect(page.locator("studio-editor[data-ready]")).to_be_visible()
        return page

    return open_


def text(page: Page):
    return page.get_by_role("textbox", name="Text", exact=True)


def status(page: Page):
    return page.locator("[data-status]")


def write(page: Page, words: str) -> None:
    """Write a new paragraph at the end, as a person does."""
    text(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(f"\n{words}")


def live_version(page: Page) -> int:
    """The number of the version that students read: other tests may have published some."""
    return int(page.locator(".versions [aria-current] strong").inner_text().removeprefix("Version "))


def numbers(page: Page) -> list[float]:
    """The places on screen where lines of the numbered sheet begin, and where the field itself ends."""
    return page.evaluate(
        """() => [document.querySelector(".code").getBoundingClientRect().height,
                  document.querySelector(".studio-text").scrollHeight]"""
    )


def looks_well(page: Page) -> None:
    """Hold the page against axe in light and dark, and against a narrow window."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        axe(page)
    page.set_viewport_size(PHONE)
    fits(page)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")


def test_a_section_is_edited_broken_mended_published_and_rolled_back(editor, page_as):
    page = editor("3-state-control/1-red-tsar.md")
    section = "/courses/stalins-ussr/state-control/red-tsar/"
    before, live = text(page).input_value(), live_version(page)
    write(page, "Sentence was passed by a [[trojka]], behind closed doors.")
    expect(status(page)).to_have_text(SAVED)
    line = text(page).input_value().count("\n") + 1
    expect(page.get_by_text("One thing stands in the way.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_be_disabled()
    expect(page.locator(".code .is-bad .bad")).to_have_text("trojka")
    expect(page.locator("#studio-preview .is-unknown")).to_have_text("trojka")
    looks_well(page)

    page.evaluate("document.querySelector('textarea').setSelectionRange(0, 0)")
    page.get_by_role("link", name=f"Line {line}").press("Enter")
    at = page.evaluate("document.querySelector('textarea').selectionStart")
    assert text(page).input_value()[:at].count("\n") == line - 1
    page.get_by_role("button", name="Write “troika”").click()
    expect(page.get_by_text("One thing stands in the way.")).to_be_hidden()
    expect(page.locator("#studio-preview a.term", has_text="troika").last).to_be_visible()
    expect(page.locator(".code li.is-add")).to_have_count(1)

    reader = page_as("student1")
    reader.goto(section)
    expect(reader.get_by_text("behind closed doors.")).to_have_count(0)
    page.get_by_label("What changed, for the history").fill("Says who passed sentence")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".versions [aria-current]")).to_contain_text(f"Version {live + 1}")
    expect(page.locator(".versions [aria-current]")).to_contain_text("Says who passed sentence")
    reader.reload()
    expect(reader.get_by_text("behind closed doors.")).to_be_visible()

    page.get_by_role("link", name="Compare").first.click()
    expect(page.locator(".line-changes ins")).to_contain_text("behind closed doors.")
    looks_well(page)
    page.go_back()
    page.get_by_role("link", name="Roll back…").first.click()
    looks_well(page)
    page.get_by_role("button", name=f"Roll back to version {live}").click()
    expect(page.locator(".versions [aria-current]")).to_contain_text(f"Back to version {live}")
    assert text(page).input_value() == before
    reader.reload()
    expect(reader.get_by_text("behind closed doors.")).to_have_count(0)


def test_two_editors_at_once_never_overwrite_each_other(editor, complaints):
    one, two = editor("2-economy/unit.md"), editor("2-economy/unit.md")
    write(one, "Written by the first.")
    expect(status(one)).to_have_text(SAVED)
    write(two, "Written by the second.")
    expect(status(two)).to_have_text("Not saved: choose a text")
    expect(two.locator(".studio-changes del")).to_have_text("first")
    looks_well(two)
    complaints.clear()  # the browser notes each 409
    two.get_by_role("button", name="Keep mine").click()
    expect(status(two)).to_have_text(SAVED)
    write(one, "More by the first.")
    expect(status(one)).to_have_text("Not saved: choose a text")
    one.get_by_role("link", name="Take theirs").click()
    expect(text(one)).to_have_value(re.compile(r"Written by the second\.\s*$"))
    expect(status(one)).to_have_text(SAVED)
    complaints.clear()
    one.reload()
    assert "Written by the first." not in text(one).input_value()


def test_what_is_typed_without_a_network_comes_back_after_a_reload(editor, complaints):
    page = editor("4-daily-life/unit.md")
    page.on("dialog", lambda dialog: dialog.accept())  # the browser asks whether to leave
    page.route("**/draft/", lambda route: route.abort())
    write(page, "Typed in a tunnel.")
    expect(status(page)).to_contain_text("Not saved: no answer.")
    page.unroute("**/draft/")
    page.reload()
    expect(text(page)).to_have_value(re.compile(r"Typed in a tunnel\.\s*$"))
    expect(status(page)).to_have_text(SAVED)
    complaints.clear()


def test_an_expired_session_keeps_the_words_on_the_page(editor, complaints):
    page = editor("5-war-and-after/unit.md")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    write(page, "After the session.")
    expect(status(page)).to_contain_text("Not saved: signed out.")
    expect(status(page).get_by_role("link", name="Sign in")).to_be_visible()
    page.context.add_cookies(cookies)
    expect(status(page)).to_have_text(SAVED, timeout=20_000)
    complaints.clear()  # the browser notes each 401


def test_numbers_keep_step_with_lines_that_wrap(editor):
    page = editor("1-after-lenin/1-the-ussr-lenin-left.md")
    for width in (1440, 1100, 360):
        page.set_viewport_size({"width": width, "height": 800})
        sheet, field = numbers(page)
        assert abs(sheet - field) < 4, f"at {width} px"


def test_a_draft_is_scheduled_and_taken_off(editor):
    page = editor("1-after-lenin/terms.toml")
    write(page, '[[term]]\nid = "smychka"\nterm = "Smychka"\nmeaning = "The bond of town and village."')
    expect(status(page)).to_have_text(SAVED)
    page.get_by_role("button", name="Schedule").click()
    looks_well(page)
    page.get_by_label("Date and time").fill("2099-01-05T08:00")
    page.locator("#studio-schedule").get_by_role("button", name="Schedule").click()
    expect(page.get_by_text("Goes out Monday 5 January 2099, 8:00")).to_be_visible()
    page.get_by_role("button", name="Schedule").click()
    page.get_by_role("button", name="Take it off the schedule").click()
    expect(page.get_by_text("Goes out Monday")).to_have_count(0)
    page.get_by_role("link", name="Discard…").click()
    looks_well(page)
    page.get_by_role("button", name="Discard it").click()
    assert "Smychka" not in text(page).input_value()


def test_without_script_the_form_keeps_and_publishes(editor, complaints):
    page = editor("1-after-lenin/unit.md", java_script_enabled=False)
    text(page).fill(text(page).input_value() + "\nAdded [[without-script]].\n")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("One thing stands in the way.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_be_disabled()
    text(page).fill(text(page).input_value().replace("[[without-script]]", "without script"))
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".versions [aria-current]")).to_contain_text("Version 2")
    complaints.clear()  # the browser notes each script that it does not fetch
