"""Thirty essays in one sitting, by the keyboard alone, on a server and a demo of their own."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

import dev
from tests import serving
from tests.browser.seeing import awake, sign_in, watch

ESSAYS = 30
MAKE = f"""
import django; django.setup()
from django.db import transaction
from benchmarks.marking_scene import class_to_mark
with transaction.atomic():
    print(class_to_mark({ESSAYS}).pk)
"""


@pytest.fixture(scope="module")
def thirty(chromium, tmp_path_factory):
    """The address of a server whose teacher has a class of thirty essays to mark, and that work's number."""
    environment = serving.demo_copy(tmp_path_factory.mktemp("thirty"))
    made = subprocess.run(
        [sys.executable, "-c", MAKE],
        cwd=dev.ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    with serving.served(environment) as (base, _process):
        yield base, int(made.stdout)


@pytest.fixture
def window(browser, thirty, complaints):
    """Return a function that opens a page of that server."""
    opened = []

    def window(**options) -> Page:
        context = browser.new_context(base_url=thirty[0], **options)
        opened.append(context)
        watch(context, thirty[0], complaints)
        return context.new_page()

    yield window
    for context in opened:
        context.close()


def start(page: Page, work: int) -> None:
    """Go to the first essay of the work that waits."""
    sign_in(page, "teacher")
    page.goto(f"/assignments/{work}/marking/")
    page.get_by_role("link", name=re.compile("^Mark ")).first.click()
    awake(page, "marking-desk")


def from_bank(page: Page, letters: str) -> None:
    """Take the next sentence, and give it the first comment of the bank that these letters find."""
    page.keyboard.press("]")
    page.keyboard.press("/")
    page.keyboard.type(letters)
    page.keyboard.press("Enter")
    expect(page.locator(".is-editing textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".is-editing")).to_have_count(0)


def mark_by_keyboard(page: Page) -> None:
    from_bank(page, "date")
    from_bank(page, "because")
    expect(page.locator(".margin .mcomment")).to_have_count(2)
    page.keyboard.press("Tab")
    for _criterion in range(page.locator("rubric-keys .rubric-row").count()):
        page.keyboard.press("4")
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.insert_text("You weigh two causes.")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.insert_text("Put a year in each paragraph.")
    page.keyboard.press("Control+Enter")


def test_thirty_are_marked_by_the_keyboard_alone_and_returned(window, thirty):
    page = window()
    start(page, thirty[1])
    while True:
        writer = page.locator("main h1").inner_text()
        left = page.locator(".queue [data-waits]").count()
        mark_by_keyboard(page)
        if left == 1:
            break
        expect(page.locator("main h1")).not_to_have_text(writer)
    page.wait_for_url(f"**/assignments/{thirty[1]}/marking/")
    page.goto(f"/assignments/{thirty[1]}/return/")
    page.get_by_role("button", name=f"Return {ESSAYS}").click()
    expect(page.locator("tr", has_text="Returned")).to_have_count(ESSAYS)
