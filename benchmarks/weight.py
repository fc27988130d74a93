"""How many bytes a section page sends to a real Chromium, at a first visit and at one with a warm cache."""

import os
import shutil
from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, sync_playwright

from benchmarks.scene import longest_section, session

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
KINDS = {"Document": "HTML", "Stylesheet": "CSS", "Script": "JS", "Font": "fonts", "Image": "images"}
ROWS = (*KINDS.values(), "other")


def weigh(context: BrowserContext, address: str) -> tuple[Counter, Counter]:
    """Return the bytes of a first and of a second visit by kind, bodies and headers as they were sent.

    The context must be new, but for its cookies, and block service workers: what these fetch is seen by nobody.
    """
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    sent: Counter = Counter()

    def answered(event):
        kinds[event["requestId"]] = KINDS.get(event["type"], "other")

    def finished(event):
        sent[kinds.get(event["requestId"], "other")] += event["encodedDataLength"]

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    visits = []
    for _ in range(2):
        sent.clear()
        page.goto(address)
        page.evaluate("document.fonts.ready.then(() => undefined)")
        page.wait_for_load_state("networkidle")
        visits.append(Counter(sent))
    page.close()
    return visits[0], visits[1]


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("google-chrome")


def measure(base: str) -> list[tuple[str, int, int]]:
    """Weigh the longest section, as a student gets it."""
    return table(base, longest_section(), session("student1"))


def table(base: str, path: str, session: str) -> list[tuple[str, int, int]]:
    """The rows (kind, bytes at first, bytes again) for who has this session, their sums last; none without Chromium."""
    if not (browser_path := chromium()):
        return []
    cookie = {"name": "sid", "value": session, "domain": urlsplit(base).hostname, "path": "/"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        context = browser.new_context(service_workers="block")
        context.add_cookies([cookie])
        first, again = weigh(context, base + path)
        browser.close()
    rows = [(kind, first[kind], again[kind]) for kind in ROWS if first[kind] or again[kind]]
    return [*rows, ("together", first.total(), again.total())]


def show(rows: list[tuple[str, int, int]]) -> None:
    """Print the table, in thousands of bytes."""
    if not rows:
        print("\nThe weight of a page was not measured: there is no Chromium here (CHROMIUM_PATH).")
        return
    print("\nWhat the longest section sends, in KB with headers, to a browser that comes first and again")
    for kind, first, again in rows:
        print(f"{kind:10}  {first / 1000:6.1f}  {again / 1000:6.1f}")
