"""What was done on the marking desk without a network, and the window closed."""

from playwright.sync_api import expect

from tests.browser.seeing import awake
from tests.browser.test_marking import open_waiting, saved, select, words


def test_a_window_closed_without_a_network_loses_nothing_and_nothing_happens_twice(page_as, complaints):
    page = page_as("teacher")
    open_waiting(page, "A weaker country")
    address, context = page.url, page.context
    quote = words(page, 2)
    select(page, quote)
    context.set_offline(True)
    page.keyboard.press("t")
    page.keyboard.type("Which month?")
    expect(page.locator("[data-save]")).to_have_attribute("data-state", "failing")
    page.keyboard.type(" And which town?")
    page.get_by_label("One next step").fill("Read the decree.")
    page.close()

    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    card = page.locator(".mcomment.target", has_text="Which month? And which town?")
    expect(card).to_have_count(1)
    expect(page.get_by_label("One next step")).to_have_value("Read the decree.")
    saved(page)
    page.reload()
    awake(page, "marking-desk")
    expect(card).to_have_count(1)
    expect(page.locator(".mcomment.target", has_text="Which month?")).to_have_count(1)
    expect(page.get_by_label("One next step")).to_have_value("Read the decree.")
    page.get_by_label("One next step").fill("")
    saved(page)
    complaints[:] = [said for said in complaints if "INTERNET_DISCONNECTED" not in said and "ERR_FAILED" not in said]
