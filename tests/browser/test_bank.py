"""The comment bank, as markers keep and use it."""

from playwright.sync_api import expect

from tests.browser.seeing import axe, fits
from tests.browser.test_marking import open_waiting, saved, select, words


def test_a_comment_is_kept_in_one_press_and_inserted_again(page_as):
    page = page_as("teacher")
    open_waiting(page, "Living in the towns")
    select(page, words(page, 3))
    page.keyboard.press("t")
    page.keyboard.type("Quinces prove nothing.")
    page.keyboard.press("Control+b")
    expect(page.locator("toast-list")).to_contain_text("Kept in your bank as M")
    page.keyboard.press("Enter")
    expect(page.locator(".mcomment.target", has_text="Quinces prove nothing.")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("quin")
    expect(page.get_by_role("option").first).to_contain_text("Quinces prove nothing.")
    page.keyboard.press("Escape")

    page.goto("/bank/")
    row = page.locator(".bank-rows li", has_text="Quinces prove nothing.")
    row.get_by_role("link", name="Edit").click()
    page.locator("#id_text").fill("Quinces prove little.")
    axe(page)
    page.get_by_role("button", name="Keep these changes").click()
    expect(page.locator(".bank-rows")).to_contain_text("Quinces prove little.")
    page.get_by_label("Words or code").fill("no such words")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("main")).to_contain_text("No comment here fits what you look for.")
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/bank/")
    fits(page)
    axe(page)
    row.get_by_role("button", name="Retire").click()
    expect(page.get_by_role("region", name="Retired")).to_contain_text("Quinces prove little.")


def test_a_criterion_and_staff_only_are_chosen_where_the_comment_is_written(page_as):
    page = page_as("teacher")
    open_waiting(page, "Living in the towns")
    select(page, words(page, 4))
    page.keyboard.press("c")
    page.keyboard.type("Ask the form tutor.")
    editor = page.locator(".is-editing")
    editor.get_by_label("Criterion").select_option(label="Sources")
    editor.get_by_label("Staff only").check()
    axe(page)
    editor.get_by_role("textbox").press("Enter")
    card = page.locator(".mcomment.is-staff", has_text="Ask the form tutor.")
    expect(card).to_contain_text("staff only")
    expect(card).to_contain_text("Sources")
    saved(page)
    page.reload()
    expect(card).to_have_count(1)
    card.hover()
    card.get_by_role("button", name="Edit").click()
    expect(editor.get_by_label("Staff only")).to_be_checked()
    editor.get_by_label("Staff only").uncheck()
    editor.get_by_role("textbox").press("Enter")
    expect(page.locator(".mcomment.note:not(.is-staff)", has_text="Ask the form tutor.")).to_contain_text("Sources")


def test_words_about_a_criterion_have_a_key_and_do_not_stand_in_the_way_of_tab(page_as):
    page = page_as("teacher")
    open_waiting(page, "Living in the towns")
    page.keyboard.press("Tab")
    page.keyboard.press("3")
    page.keyboard.press("w")
    page.keyboard.type("Two dates are wrong.")
    saved(page)
    axe(page)
    page.keyboard.press("Tab")
    expect(page.locator(".rubric-row").nth(1)).to_have_class("rubric-row is-active")
    page.reload()
    expect(page.locator(".criterion-note").first).to_have_value("Two dates are wrong.")
