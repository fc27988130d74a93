"""How many bytes a page sends to a real Chromium, at a first visit and at one with a warm cache."""

import os
import shutil
from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, sync_playwright

from benchmarks.long_essay import long_essay
from benchmarks.scene import longest_section, session

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
KINDS = {"Document": "HTML", "Stylesheet": "CSS", "Script": "JS", "Font": "fonts", "Image": "images"}
ROWS = (*KINDS.values(), "other")


class Visit(Counter):
    """Bytes by kind, bodies and headers as they were sent, and the number of requests that went to the server."""

    requests = 0


def weigh(context: BrowserContext, address: str) -> tuple[Visit, Visit]:
    """Return what a first and a second visit sent.

    The context must be new, but for its cookies, and block service workers: what these fetch is seen by nobody.
    """
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    visits: list[Visit] = []

    def answered(event):
        kinds[event["requestId"]] = KINDS.get(event["type"], "other")

    def finished(event):
        visits[-1][kinds.get(event["requestId"], "other")] += event["encodedDataLength"]
        visits[-1].requests += event["encodedDataLength"] > 0

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    for _ in range(2):
        visits.append(Visit())
        page.goto(address)
        page.evaluate("document.fonts.ready.then(() => undefined)")
        page.wait_for_load_state("networkidle")
    page.close()
    return visits[0], visits[1]


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("google-chrome")


def measure(base: str) -> dict[str, list[tuple[str, int, int]]]:
    """Weigh the longest section and the writing desk with a long essay, as a student gets them."""
    pages = {"the longest section": longest_section(), "the writing desk": long_essay("student1")}
    return {name: table(base, path, session("student1")) for name, path in pages.items()}


def table(base: str, path: str, session: str) -> list[tuple[str, int, int]]:
    """The rows (kind, bytes at first, bytes again) for who has this session; none without Chromium.

    The last two are the bytes together and the number of requests.
    """
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
    return [*rows, ("together", first.total(), again.total()), ("requests", first.requests, again.requests)]


def show(found: dict[str, list[tuple[str, int, int]]]) -> None:
    """Print the tables, in thousands of bytes."""
    for name, rows in found.items():
        if not rows:
            print(f"\nWhat {name} sends was not measured: there is no Chromium here (CHROMIUM_PATH).")
            continue
        print(f"\nWhat {name} sends, in KB with headers, to a browser that comes first and again")
        for kind, first, again in rows[:-1]:
            print(f"{kind:10}  {first / 1000:6.1f}  {again / 1000:6.1f}")
        print(f"{rows[-1][0]:10}  {rows[-1][1]:6}  {rows[-1][2]:6}")
