"""A unit's page in a real browser: the timeline opens its events in place, pictures fit every screen and print."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.seeing import axe, fits

UNIT = "/courses/stalins-ussr/state-control/"
KIROV = "kirov-murder"
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}


def mark(page, key=KIROV):
    """The visible mark of an event in the timeline's drawing."""
    return page.locator(f'.to-scale svg:visible a[href="#event-{key}"]')


def event(page, key=KIROV):
    return page.locator(f"details#event-{key}")


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(page_as, request):
    page = page_as("student22", viewport=request.param)
    page.goto(UNIT)
    return page


def test_a_mark_opens_its_event_by_mouse_and_shows_that_it_is_open(page):
    expect(event(page).locator("p").first).to_be_hidden()
    mark(page).click()
    expect(event(page).locator("p").first).to_be_visible()
    expect(event(page).locator("p").first).to_be_in_viewport()
    expect(event(page).locator("summary")).to_be_focused()
    expect(mark(page)).to_have_attribute("aria-expanded", "true")
    assert page.url.endswith(f"#event-{KIROV}")
    event(page).locator("summary").click()
    expect(mark(page)).to_have_attribute("aria-expanded", "false")


def test_a_mark_opens_its_event_by_keyboard(page):
    mark(page).focus()
    page.keyboard.press("Enter")
    expect(event(page)).to_have_attribute("open", "")
    expect(event(page).locator("summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(event(page).get_by_role("link", name=re.compile("^Read 3.1"))).to_be_focused()


def test_an_address_with_an_event_opens_it(page):
    page.goto("/")
    page.goto(f"{UNIT}#event-{KIROV}")
    expect(event(page)).to_have_attribute("open", "")
    expect(event(page).locator("summary")).to_be_in_viewport()


def test_one_drawing_of_each_is_shown_and_nothing_is_wider_than_the_window(page):
    fits(page)
    expect(page.locator(".to-scale svg:visible")).to_have_count(1)
    expect(page.locator("figure.picture").first.locator("svg.chart:visible")).to_have_count(1)


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_axe_finds_nothing_with_everything_open(page, theme):
    page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    axe(page)
    fits(page)


def test_without_script_a_mark_still_leads_to_its_event(page_as, complaints):
    page = page_as("student22", viewport=WIDE, java_script_enabled=False)
    page.goto(UNIT)
    mark(page).click()
    expect(event(page).locator("summary")).to_be_in_viewport()
    event(page).locator("summary").click()
    expect(event(page).locator("p").first).to_be_visible()
    assert [one for one in complaints if not one.endswith(".js csp")] == []  # scripts preloaded, and not run
    complaints.clear()


def test_print_shows_the_drawings_and_what_every_event_says(page):
    said = page.locator(".timeline details p")
    assert not any(one.is_visible() for one in said.all())
    page.emulate_media(media="print")
    assert said.count() > 20
    assert all(one.is_visible() for one in said.all())
    expect(page.locator(".to-scale svg:visible")).to_have_count(1)
    expect(page.locator("figure.picture").first.locator("svg.chart:visible")).to_have_count(1)


def test_the_people_of_a_picture_lead_to_their_entries(page_as):
    page = page_as("student22", viewport=WIDE)
    page.goto(UNIT)
    picture = page.locator("figure.picture").first
    picture.locator("summary").click()
    link = picture.locator("a.term").first
    entry = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    expect(page).to_have_url(re.compile(f"#{entry}$"))


def test_the_numbers_of_a_figure_are_taken_away_as_a_file(page_as):
    page = page_as("student22", viewport=WIDE)
    page.goto(f"{UNIT}key-features/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Take the numbers away (CSV)").first.click()
    assert re.fullmatch(r"stalins-ussr-[a-z0-9-]+\.csv", download.value.suggested_filename)
