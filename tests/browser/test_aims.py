"""From feedback to the next essay: what a student sets out to do."""

import re

from playwright.sync_api import expect

from tests.browser.seeing import axe, fits


def test_an_aim_is_taken_from_the_feedback_and_met_in_the_next_essay(page_as):
    page = page_as("student6")
    page.goto("/")
    page.get_by_role("link", name="Read your feedback").first.click()
    page.get_by_role("link", name="What will you do next time?").click()
    feedback = page.url.partition("#")[0]
    section = page.get_by_role("region", name="Next time")
    offer = section.locator(".aim-offer").first
    step = offer.inner_text()
    offer.click()
    expect(section.locator("li > .serif").first).to_have_text(step)
    section.get_by_label("I will").last.fill("Check every number.")
    section.get_by_role("button", name="Write it down").click()
    expect(section.get_by_text("Check every number.").first).to_be_visible()
    axe(page)
    fits(page)

    page.goto("/questions/18/")
    page.locator("form[action='/questions/18/practise/'] button").click()
    page.wait_for_url(re.compile(r"/essays/\d+/$"))
    carried = page.get_by_role("region", name="From your last essays")
    expect(carried.get_by_role("listitem")).to_have_count(2)
    carried.get_by_role("button", name="Met · Check every number.").click()
    expect(carried.locator(".aim-said").first).to_have_text("Met")
    expect(carried.get_by_role("button", name="Met · Check every number.")).to_be_hidden()
    axe(page)

    page.goto(feedback)
    section.get_by_role("button", name="Not yet · Check every number.").click()
    expect(section.get_by_role("button", name="Met · Check every number.")).to_be_visible()


def test_aims_fit_a_phone(page_as):
    page = page_as("student5", viewport={"width": 360, "height": 740})
    page.goto("/")
    page.get_by_role("link", name="Read your feedback").first.click()
    section = page.get_by_role("region", name="Next time")
    section.locator(".aim-offer").first.click()
    section.locator("summary").first.click()
    expect(section.get_by_role("button", name="Drop it").first).to_be_visible()
    fits(page)
    axe(page)
