"""What one key press costs: in an essay of three thousand words at the writing desk, beside an empty contenteditable.

A press is a real one, sent as a keyboard does. Its cost is the time that the page's main thread was busy until the
frame after it is done: script, style, layout and paint. The two pages take turns in one browser.
"""

import itertools
import statistics
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from benchmarks.long_essay import WORDS, long_essay
from benchmarks.scene import session as session_of
from benchmarks.weight import FLAGS, chromium

PRESSES = 60
EMPTY = "<!doctype html><title>empty</title><div contenteditable style='font: 19px/1.62 serif; width: 40rem'></div>"
FRAME = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
ROWS = ("a key press at the desk", "in an empty contenteditable", "more")


def measure(base: str) -> list[tuple[str, float, float]]:
    """Rows (name, median, p95) in milliseconds; none without Chromium."""
    if not (browser_path := chromium()):
        return []
    address, domain = base + long_essay("student1"), urlsplit(base).hostname
    cookie = {"name": "sid", "value": session_of("student1"), "domain": domain, "path": "/"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        context = browser.new_context()
        context.add_cookies([cookie])
        empty, desk = context.new_page(), context.new_page()
        empty.set_content(EMPTY)
        empty.locator("[contenteditable]").focus()
        open_desk(desk, address)
        times = press(desk, empty)
        browser.close()
    rows = [(statistics.median(each), statistics.quantiles(each, n=20)[-1]) for each in times]
    rows.append((rows[0][0] - rows[1][0], rows[0][1] - rows[1][1]))
    return [(name, *row) for name, row in zip(ROWS, rows, strict=True)]


def open_desk(page: Page, address: str) -> None:
    """Open the essay and put the cursor in the midst of it."""
    page.goto(address)
    page.locator("#editor[contenteditable=true] > p").nth(6).click()


def press(*pages: Page) -> list[list[float]]:
    """Press a key in one page after the other, turn by turn; return the milliseconds of each press, page by page."""
    sessions = [page.context.new_cdp_session(page) for page in pages]
    times: list[list[float]] = [[] for _page in pages]
    for session in sessions:
        session.send("Performance.enable")
    for key in itertools.islice(itertools.cycle([*"history", "Space"]), PRESSES):
        for page, session, found in zip(pages, sessions, times, strict=True):
            before = busy(session)
            page.keyboard.press(key)
            page.evaluate(FRAME)
            found.append(busy(session) - before)
    return times


def busy(session) -> float:
    """Milliseconds that the page's main thread has worked since it began."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "TaskDuration") * 1000


def show(rows: list[tuple[str, float, float]]) -> None:
    """Print the table, in milliseconds."""
    if not rows:
        print("\nKey presses were not measured: there is no Chromium here (CHROMIUM_PATH).")
        return
    print(f"\nA key press in an essay of {WORDS:,} words, in ms of the page's main thread: median and p95")
    for name, median, p95 in rows:
        print(f"{name:28}  {median:6.1f}  {p95:6.1f}")
