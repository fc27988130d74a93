"""Reading pages in each theme."""

import pytest

from tests.browser.seeing import axe

UNIT = "/courses/stalins-ussr/state-control/"
PAGES = ["/courses/stalins-ussr/", UNIT, f"{UNIT}red-tsar/", "/notebook/"]


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_in_any_theme(page_as, address):
    page = page_as("student1")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    for theme in ("light", "dark", "sepia"):
        page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme)
        axe(page)
