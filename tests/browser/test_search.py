"""Searching in a real browser: from the box in the bar to the passage."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.seeing import axe, fits

PHONE = {"width": 360, "height": 740}


def test_words_typed_in_the_bar_lead_to_the_passage_where_they_stand(page_as):
    page = page_as("student18")
    page.goto("/courses/")
    page.get_by_role("searchbox", name="Search the course").fill("show trial")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Search", level=1)).to_be_visible()
    expect(page.locator(".results li").first.locator("h3 mark")).to_have_text(["Show", "trial"])
    axe(page)
    section = page.locator(".results li").filter(has=page.get_by_role("link", name="Key features of the purges"))
    said = section.locator(".excerpt mark").first.inner_text()
    section.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/key-features/#p\d+$"))
    passage = page.locator(f"#{page.url.rpartition('#')[2]}")
    expect(passage).to_be_in_viewport()
    expect(passage).to_contain_text(said)


def test_a_person_is_found_by_a_name_spelled_otherwise_and_opens_in_the_unit(page_as):
    page = page_as("student18")
    page.goto("/search/?q=ezhof")
    expect(page.get_by_role("status").filter(has_text="Showing results for Yezhov")).to_be_visible()
    page.get_by_role("link", name="Nikolai Yezhov").click()
    expect(page).to_have_url(re.compile("#person-yezhov$"))
    expect(page.locator("#person-yezhov")).to_be_in_viewport()


@pytest.mark.parametrize("name", ["student18", "teacher", "admin"])
@pytest.mark.parametrize("width", [1440, 1024, 800])
def test_the_bar_holds_the_search_for_everyone(page_as, name, width):
    page = page_as(name, viewport={"width": width, "height": 800})
    page.goto("/accounts/look/")
    box, link = page.locator(".topbar .searchbox"), page.locator(".topbar .search-link")
    expect(box if width >= 1024 else link).to_be_visible()
    expect(link if width >= 1024 else box).to_be_hidden()
    fits(page)


def test_on_a_phone_a_button_leads_to_the_page_with_the_words_to_type(page_as):
    page = page_as("student18", viewport=PHONE)
    page.goto("/courses/stalins-ussr/")
    page.get_by_role("link", name="Search", exact=True).click()
    field = page.get_by_role("searchbox", name="Words to look for")
    expect(field).to_be_focused()
    axe(page)
    field.fill("famine 1932")
    field.press("Enter")
    expect(page.locator(".results mark").first).to_be_visible()
    axe(page)
    fits(page)


@pytest.mark.parametrize("theme", ["light", "sepia", "dark"])
@pytest.mark.parametrize("query", ["", "ezhof", "troika dragonfly", "dragonflies"])
def test_every_page_of_a_search_is_accessible(page_as, theme, query):
    page = page_as("student18")
    page.goto(f"/search/?q={query}")
    page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
    axe(page)
    fits(page)


def test_a_source_opens_where_the_unit_keeps_it_folded(page_as):
    page = page_as("student18")
    page.goto("/search/?q=Letters+of+complaint")
    page.get_by_role("link", name="Letters of complaint from collective farmers").click()
    expect(page.locator("#source-peasant-letters")).to_be_visible()
