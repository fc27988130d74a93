"""Every kind of page that a person can reach by following links, in light and dark, wide and on a phone."""

from collections import Counter
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from tests.browser.seeing import axe, fits

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
DIFFERENT = {"essays:desk": 3}  # kinds of page that look different from one essay to the next: so many are looked at
NOT_PAGES = {"account_logout", "admin:index"}
# What each must at least have reached, so that a lost link is noticed.
READING = {"lessons:course", "lessons:unit", "lessons:section"}
PEOPLE = {
    "student1": READING | {"dashboards:home", "essays:assignment", "essays:desk", "essays:feedback", "essays:question"},
    "teacher": READING
    | {
        "dashboards:home",
        "classrooms:classes",
        "dashboards:class",
        "essays:queue",
        "essays:marking-desk",
        "essays:set-work",
    },
    "admin": READING
    | {"studio:home", "studio:course", "studio:file", "classrooms:people", "classrooms:person", "classrooms:classes"},
}


def view_of(address: str) -> str | None:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


def links(page: Page) -> list[str]:
    """The addresses that the page's links lead to, on this server."""
    found = page.eval_on_selector_all("a[href]:not([download], svg a)", "all => all.map(a => a.href)")
    here = urlsplit(page.url).netloc
    return [urldefrag(address)[0] for address in found if urlsplit(address).netloc == here]


def look_at(page: Page) -> list[str]:
    """Check a page in light and wide, then dark and narrow; return what is wrong."""
    wrong = []
    for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for check in (axe, fits):
            try:
                check(page)
            except AssertionError as problem:
                wrong.append(f"{scheme}, {size['width']} px: {problem}")
    return wrong


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_reads_well_and_says_no_error(page_as, complaints, name):
    page = page_as(name, viewport=WIDE)
    todo, seen, wrong = ["/"], Counter(), []
    visited = set()
    while todo:
        address = todo.pop(0)
        view = view_of(address)
        if view is None or view in NOT_PAGES or address in visited or seen[view] >= DIFFERENT.get(view, 1):
            continue
        page.set_viewport_size(WIDE)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        seen[view] += 1
        visited.add(address)
        wrong += look_at(page)
        wrong += [f"{address}: {complaint}" for complaint in complaints]
        complaints.clear()
        todo += links(page)
    assert not wrong, "\n".join(dict.fromkeys(wrong))
    assert PEOPLE[name] <= set(seen), f"not reached by links: {PEOPLE[name] - set(seen)}"


def test_the_pages_before_signing_in_read_well(page, complaints):
    for address in ("/accounts/login/", "/accounts/code/", "/accounts/join/", "/accounts/password/reset/", "/offline/"):
        page.goto(address)
        assert look_at(page) == []


def test_going_back_to_a_refused_sign_in_does_not_say_that_there_is_no_network(page, complaints):
    page.goto("/accounts/login/")
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    for password in ("first guess", "second guess"):
        page.fill("#id_login", "nobody")
        page.fill("#id_password", password)
        with page.expect_navigation():
            page.press("#id_password", "Enter")
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # the browser itself says that the form would be sent again
        page.go_back()
    complaints.clear()


def test_a_page_that_is_not_there_says_what_to_do(page_as, complaints):
    page = page_as("student1")
    page.goto("/essays/999999/")
    assert page.get_by_role("main").get_by_role("link").count() >= 1
    assert [complaint for complaint in complaints if "404" not in complaint] == []
    complaints.clear()
