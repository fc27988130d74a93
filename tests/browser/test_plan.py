"""The plan beside the paper: written, moved, put into the text, and never lost or overwritten."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import axe, fits

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
QUESTION = 17  # nobody else practises on it


@pytest.fixture
def plan_of(page_as):
    """Return a function that opens a new practice essay of a student, with its plan in view."""

    def begin(name: str, question: int = QUESTION, **options) -> Page:
        page = page_as(name, **options)
        page.goto(f"/questions/{question}/")
        page.locator(f"form[action='/questions/{question}/practise/'] button").click()
        page.wait_for_url(re.compile(r"/essays/\d+/$"))
        ready(page)
        return page

    return begin


def ready(page: Page) -> None:
    expect(page.get_by_role("textbox", name="Your essay")).to_be_editable()
    page.locator("essay-plan[data-ready]").wait_for(state="attached")


def write_plan(page: Page, *points: str) -> None:
    page.get_by_label("What you will argue").fill("Fear decided it")
    for point in points:
        page.get_by_role("button", name="Add a paragraph").click()
        page.keyboard.type(point)


def points(page: Page):
    return page.locator(".plan-point")


def kept(page: Page):
    return page.locator("essay-plan [data-status]")


def expect_points(page: Page, *wanted: str) -> None:
    expect(points(page)).to_have_count(len(wanted))
    for at, point in enumerate(wanted):
        expect(points(page).nth(at)).to_have_value(point)


def test_a_plan_is_typed_moved_by_keys_and_still_there_after_a_reload(plan_of):
    page = plan_of("student1")
    write_plan(page, "The law", "The army", "The Party")
    page.get_by_label("Evidence").last.fill("January 1935")
    page.get_by_label("Written: “The law”").check()
    grip = page.get_by_role("button", name="Move “The Party”", exact=True)
    grip.press("Space")
    grip.press("ArrowUp")
    grip.press("ArrowUp")
    grip.press("Space")
    expect_points(page, "The Party", "The law", "The army")
    expect(kept(page)).to_have_attribute("data-state", "saved")
    axe(page)
    page.reload()
    ready(page)
    expect_points(page, "The Party", "The law", "The army")
    expect(page.get_by_label("What you will argue")).to_have_value("Fear decided it")
    expect(page.get_by_label("Written: “The law”")).to_be_checked()
    expect(page.locator(".plan-card summary").first).to_have_text("January 1935")


def test_a_card_is_dragged(plan_of):
    page = plan_of("student2")
    write_plan(page, "One", "Two")
    grip = page.get_by_role("button", name="Move “One”", exact=True)
    below = page.locator(".plan-card").nth(1).bounding_box()
    grip.hover()
    page.mouse.down()
    page.mouse.move(below["x"] + 10, below["y"] + below["height"] - 2, steps=4)
    expect_points(page, "Two", "One")
    page.mouse.up()
    expect(kept(page)).to_have_attribute("data-state", "saved")
    page.reload()
    ready(page)
    expect_points(page, "Two", "One")


def test_the_plan_goes_to_the_end_of_the_text_and_one_undo_takes_it_out(plan_of):
    page = plan_of("student3")
    paper = page.get_by_role("textbox", name="Your essay")
    paper.click()
    page.keyboard.type("Already written.")
    write_plan(page, "The law", "The army")
    page.get_by_label("Written: “The army”").check()
    put = page.get_by_role("button", name="Put into the paper")
    put.click()
    expect(paper.locator("p")).to_have_text(["Already written.", "Fear decided it.", "The law."])
    expect(paper).to_be_focused()
    page.keyboard.press("Control+z")
    expect(paper.locator("p")).to_have_text(["Already written."])
    put.click()
    put.click()
    expect(paper.locator("p")).to_have_text(["Already written.", "Fear decided it.", "The law."])
    expect(page.locator("save-status")).to_have_attribute("data-state", "saved")


def test_a_card_that_was_removed_comes_back(plan_of):
    page = plan_of("student4")
    write_plan(page, "One", "Two")
    page.get_by_role("button", name="Remove “One”").click()
    expect_points(page, "Two")
    page.get_by_role("button", name="Bring it back").click()
    expect_points(page, "One", "Two")
    expect(points(page).first).to_be_focused()


def test_two_tabs_keep_what_both_wrote(plan_of, complaints):
    one = plan_of("student5")
    write_plan(one, "The law")
    expect(kept(one)).to_have_attribute("data-state", "saved")
    two = one.context.new_page()
    two.goto(one.url)
    ready(two)
    points(one).first.fill("The law of 1 December")
    expect(kept(one)).to_have_attribute("data-state", "saving")
    expect(kept(one)).to_have_attribute("data-state", "saved")
    two.get_by_role("button", name="Add a paragraph").click()
    two.keyboard.type("The army")
    expect(kept(two)).to_have_attribute("data-state", "saving")
    expect_points(two, "The law of 1 December", "The army")
    expect(two.get_by_text("Changed in another window. Both are kept here.")).to_be_visible()
    expect(kept(two)).to_have_attribute("data-state", "saved")
    complaints.clear()  # the browser notes each 409
    one.reload()
    ready(one)
    expect_points(one, "The law of 1 December", "The army")


def test_what_was_planned_offline_is_sent_when_the_essay_is_opened_again(plan_of, complaints):
    page = plan_of("student6")
    context, address = page.context, page.url
    context.set_offline(True)
    write_plan(page, "In a tunnel")
    expect(kept(page)).to_have_text("Not saved yet: kept on this device")
    page.close()
    context.set_offline(False)
    complaints.clear()  # the browser notes each request that found no network
    again = context.new_page()
    again.goto(address)
    ready(again)
    expect_points(again, "In a tunnel")
    expect(kept(again)).to_have_attribute("data-state", "saved")
    again.reload()
    ready(again)
    expect_points(again, "In a tunnel")


def drag_by_touch(page: Page, grip, y: float) -> None:
    """Put a finger on the grip, draw it to this height and lift it."""
    box = grip.bounding_box()
    x, start = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    for kind, at in (("touchStart", start), ("touchMove", (start + y) / 2), ("touchMove", y), ("touchEnd", None)):
        points = [] if at is None else [{"x": x, "y": at}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_on_a_phone_the_plan_is_a_sheet_with_cards_to_drag_and_goes_when_it_is_put_into_the_paper(plan_of):
    page = plan_of("student7", **PHONE)
    page.get_by_role("button", name="Guide").last.click()
    write_plan(page, "The army", "The law")
    for fold in page.locator(".plan-card summary").all():
        fold.click()  # a new card is unfolded
    grip = page.get_by_role("button", name="Move “The law”", exact=True)
    grip.scroll_into_view_if_needed()
    drag_by_touch(page, grip, page.locator(".plan-card").first.bounding_box()["y"] + 2)
    expect_points(page, "The law", "The army")
    expect(kept(page)).to_have_attribute("data-state", "saved")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Put into the paper").click()
    expect(page.locator("#guide")).to_be_hidden()
    expect(page.get_by_role("textbox", name="Your essay").locator("p")).to_have_text(
        ["Fear decided it.", "The law.", "The army."]
    )


def test_without_script_the_plan_has_a_page(page_as, complaints):
    page = page_as("student8", java_script_enabled=False)
    page.goto(f"/questions/{QUESTION}/")
    page.locator(f"form[action='/questions/{QUESTION}/practise/'] button").click()
    page.get_by_role("link", name="Make a plan").click()
    page.get_by_label("What you will argue").fill("Fear decided it")
    page.get_by_label("Point").first.fill("The law")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Point").first).to_have_value("The law")
    fits(page)
    page.get_by_role("link", name="Back to the essay").first.click()
    expect(page.get_by_role("link", name="Your plan")).to_be_visible()
    complaints.clear()  # the browser notes each script that it does not fetch
