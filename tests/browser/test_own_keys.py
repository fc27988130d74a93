"""The single keys of the marking desk, as a marker chooses them."""

from playwright.sync_api import expect

from tests.browser.seeing import awake, axe, fits
from tests.browser.test_marking import open_waiting


def test_keys_are_chosen_shown_kept_and_switched_off(page_as):
    page = page_as("teacher")
    open_waiting(page, "Living in the towns")
    page.locator(".queue a").first.click()
    expect(page.locator(".queue a").first).to_have_attribute("aria-current", "true")
    writer = page.locator("main h1")
    first = writer.inner_text()
    page.keyboard.press("?")
    page.get_by_text("Choose your own keys").click()
    chosen = page.get_by_label("Next essay")
    chosen.fill("t")
    chosen.press("Tab")
    expect(page.locator("own-keys")).to_contain_text("“t” is taken by: Target.")
    axe(page)
    chosen.fill("l")
    chosen.press("Tab")
    expect(page.locator("own-keys")).to_contain_text("Kept on this device.")
    expect(page.locator(".keybar [data-act=next] kbd")).to_have_text("l")
    expect(page.locator("#all-keys dl")).not_to_contain_text("j")
    page.keyboard.press("Escape")

    page.reload()
    awake(page, "marking-desk")
    expect(page.locator(".keybar [data-act=next] kbd")).to_have_text("l")
    page.keyboard.press("j")
    page.keyboard.press("l")
    expect(writer).not_to_have_text(first)
    second = writer.inner_text()
    page.keyboard.press("k")
    expect(writer).to_have_text(first)

    page.keyboard.press("?")
    page.get_by_text("Choose your own keys").click()
    page.get_by_label("No single keys").check()
    expect(page.locator(".keybar [data-act=next] kbd")).to_be_hidden()
    expect(chosen).to_be_disabled()
    page.keyboard.press("Escape")
    page.locator("main").focus()
    total = page.locator(".pane-right .total").inner_text()
    page.keyboard.press("l")
    page.keyboard.press("t")
    page.keyboard.press("5")
    expect(page.locator(".is-editing")).to_have_count(0)
    expect(page.locator(".pane-right .total")).to_have_text(total)
    page.locator(".keybar").get_by_role("button", name="next essay").click()
    expect(writer).to_have_text(second)

    page.get_by_role("button", name="all keys").click()
    page.set_viewport_size({"width": 360, "height": 700})
    fits(page)
    page.get_by_role("button", name="All as they were").click()
    expect(chosen).to_have_value("j")
    expect(page.locator(".keybar [data-act=next] kbd")).to_have_text("j")
