"""Real Chromium against the production server on a demo of its own."""

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import serving
from tests.browser.seeing import sign_in, watch

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "Chromium is missing, so no browser test runs. On Debian or Ubuntu: apt install chromium (or set CHROMIUM_PATH)"
)

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread, also under other tests


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; without one all browser tests are skipped, or fail where CI must have it."""
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING, pytrace=False)
    pytest.skip(MISSING)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium):
    return {**browser_type_launch_args, "executable_path": chromium, "args": FLAGS}


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Path:
    """The folder with the database of the demo that is served."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="session")
def base_url(chromium, served):
    """The address of the production server on a fresh demo; a return can be undone for one second only."""
    with serving.demo_server(served, RETURN_UNDO_SECONDS="1") as base:
        yield base


@pytest.fixture(autouse=True)
def complaints(base_url):
    """What pages did that no page may do; the test fails unless it has taken it out of this list."""
    noted: list[str] = []
    yield noted
    assert not noted, "\n".join(dict.fromkeys(noted))


@pytest.fixture
def new_context(new_context, base_url, complaints):
    """Open further windows; all are watched."""

    def make(**options):
        context = new_context(**options)
        context.set_default_timeout(10_000)
        watch(context, base_url, complaints)
        return context

    return make


@pytest.fixture(scope="session")
def sessions() -> dict:
    """The cookies of those who have signed in already, so that each person does so once."""
    return {}


@pytest.fixture
def page_as(new_context, sessions):
    """Return a function that gives a page of a window of their own to a person: `page_as("teacher", viewport=...)`."""

    def page_of(name: str, **options) -> Page:
        page = new_context(**options, storage_state=sessions.get(name)).new_page()
        if name not in sessions:
            sign_in(page, name)
            sessions[name] = page.context.storage_state()
        return page

    return page_of


@pytest.fixture
def practise(page_as):
    """Return a function that opens an empty practice essay of a student, each on a question of their own."""

    def begin(name: str, question: int = 1, **options) -> Page:
        page = page_as(name, **options)
        page.goto(f"/questions/{question}/")
        page.locator(f"form[action='/questions/{question}/practise/'] button").click()
        page.wait_for_url(re.compile(r"/essays/\d+/$"))
        return page

    return begin
