"""What marking one essay after another costs: the wait for the next essay in a real browser with 200 essays queued,
what goes over the wire for each, the server's time, the desk on a cold cache, and the queries of the queue."""

import itertools
import statistics
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from benchmarks.clients import Client
from benchmarks.marking_scene import TEACHER, class_to_mark
from benchmarks.scene import queries, session, signed_in
from benchmarks.tables import show_lines
from benchmarks.weight import FLAGS, chromium, weigh
from essays.models import Assignment, Submission
from essays.rubrics import rows

QUEUED = 200
MARKED = 40  # in the browser, and as many again by plain requests
SIZES = (30, 2_000)  # essays in the queues whose queries are counted
TIMER = """() => { window.took = new Promise(done => addEventListener("keydown", () => {
  const began = performance.now(), shown = document.querySelector("main");
  const look = () => document.querySelector("main") === shown ? requestAnimationFrame(look)
    : requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
  look();
}, {once: true, capture: true})); }"""


def measure(base: str) -> dict:
    """All figures; those of the browser are missing without Chromium."""
    with transaction.atomic():
        work = class_to_mark(QUEUED)
        sizes = {size: class_to_mark(size) for size in SIZES}
    found = {"server": times_of_a_next(base, work), "queries": {size: queue_queries(sizes[size]) for size in SIZES}}
    return {**found, **in_browser(base, work)}


def in_browser(base: str, work: Assignment) -> dict:
    """What a teacher's browser sees; {} without Chromium."""
    if not (browser_path := chromium()):
        return {}
    first, *_others, last = (base + essay.get_absolute_url() for essay in waiting(work))
    cookie = {"name": "sid", "value": session(TEACHER), "domain": urlsplit(base).hostname, "path": "/"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        context = browser.new_context(service_workers="block")
        context.add_cookies([cookie])
        cold, _again = weigh(context, last)
        found = mark_essays(context.new_page(), first)
        browser.close()
    return {"next": found, "cold": {"requests": cold.requests, "bytes": cold.total()}}


def waiting(work: Assignment) -> list[Submission]:
    """The submissions of this work that have no mark, as the queue has them."""
    return list(Submission.objects.filter(essay__assignment=work, marks=None).order_by("essay__writer"))


def levels_of(work: Assignment) -> dict[str, int]:
    return {row.code: 3 for row in rows(work.rubric, {})}


def times_of_a_next(base: str, work: Assignment) -> dict[str, list[float]]:
    """The median milliseconds of what going on needs: the server's own time, and with the wire and a server's queue."""
    essays = waiting(work)[-2 * MARKED - 2 :]
    wired, alone = Client(base, session(TEACHER)), signed_in(TEACHER)

    def post(path: str, body: dict) -> float:
        return timed(lambda: alone.post(path, body, "application/json", headers={"accept": "application/json"}))

    own = medians(work, essays[: MARKED + 1], post, lambda path: timed(lambda: alone.get(path)))
    wire = medians(work, essays[MARKED + 1 :], lambda path, body: wired.post(path, body)[0], wired.get)
    return {name: [own[name], wire[name]] for name in own}


def timed(ask: Callable) -> float:
    """The seconds of a request that this process answers itself."""
    began = time.perf_counter()
    answer = ask()
    assert answer.status_code == 200, answer.content
    return time.perf_counter() - began


def medians(work: Assignment, essays: list[Submission], post: Callable, get: Callable) -> dict[str, float]:
    """Mark these essays; return the median milliseconds of each request, and of the two that one *next* waits for."""
    words = {"levels": levels_of(work), "summary": "Clear.", "next_step": "Name one decree."}
    times: dict[str, list[float]] = {"save what is set, before": [], "mark": [], "fetch the essay after": []}
    for essay, after in itertools.pairwise(essays):
        saved = post(reverse("essays:working", args=[essay.pk]), {**words, "version": 0})
        marked = post(reverse("essays:mark", args=[essay.pk]), {"version": 1})
        for name, seconds in zip(times, (saved, marked, get(f"{after.get_absolute_url()}?part=desk")), strict=True):
            times[name].append(seconds)
    found = {name: statistics.median(each) * 1000 for name, each in times.items()}
    return {**found, "one next: mark and fetch": found["mark"] + found["fetch the essay after"]}


def queue_queries(work: Assignment) -> int:
    return queries(TEACHER, lambda browser: browser.get(reverse("essays:queue", args=[work.pk])))


def mark_essays(page: Page, address: str) -> dict[str, float]:
    """Mark one essay after the other by its keys; return times in milliseconds, and requests and bytes for each."""
    page.goto(address)
    page.locator("marking-desk[data-ready]").wait_for()
    sent = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    times = [mark_one(page) for _essay in range(MARKED)]
    return {
        "median": statistics.median(times),
        "p95": statistics.quantiles(times, n=20, method="inclusive")[-1],
        "requests": len(sent) / MARKED,
        "bytes": sum(sent) / MARKED,
    }


def mark_one(page: Page) -> float:
    """Set all levels, wait until they are saved, and press for the next; return the milliseconds until it is read."""
    page.keyboard.press("Tab")
    for _criterion in range(page.locator("rubric-keys .rubric-row").count()):
        page.keyboard.press("3")
        page.keyboard.press("Tab")
    page.locator("[data-save][data-state=saved]").wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate(TIMER)
    page.keyboard.press("Control+Enter")
    return page.evaluate("window.took")


def show(found: dict) -> None:
    """Print the tables."""
    print(f"\nFrom essay to essay with {QUEUED} queued, in ms: the server's own time, and asked over the wire")
    show_lines([[name, *(f"{ms:.1f}" for ms in each)] for name, each in found["server"].items()])
    print("\nQueries of the queue, by the number of essays in it")
    show_lines([[f"{size:,}", str(count)] for size, count in found["queries"].items()])
    if "next" not in found:
        print("\nThe browser's part was not measured: there is no Chromium here (CHROMIUM_PATH).")
        return
    after, cold = found["next"], found["cold"]
    print("\nIn a browser")
    show_lines(
        [
            ["Ctrl+Enter until the next essay is shown, median", f"{after['median']:.0f} ms"],
            ["the same, p95", f"{after['p95']:.0f} ms"],
            ["requests for each essay marked", f"{after['requests']:.1f}"],
            ["sent to the browser for each", f"{after['bytes'] / 1000:.1f} KB"],
            ["requests of the desk on a cold cache", str(cold["requests"])],
            ["sent for it", f"{cold['bytes'] / 1000:.0f} KB"],
        ]
    )
