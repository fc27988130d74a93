"""The marking desk under fingers, and its comments beside their lines."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import awake, axe, fits
from tests.browser.test_marking import open_waiting, saved, select, words

SMALL = """() => [...document.querySelectorAll(
    ":is(main, .pane-right, .keybar) :is(button, a.btn, label.step, select, textarea, summary)")]
  .filter(one => one.checkVisibility({visibilityProperty: true}))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([, rect]) => rect.height < 43.5 || rect.width < 43.5)
  .map(([one, rect]) => `${one.tagName} ${one.className} ${one.textContent.trim()} ${rect.width} x ${rect.height}`)
"""
POST = """async ([address, said]) => {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const headers = {"Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token};
  return (await (await fetch(address, {method: "POST", headers, body: JSON.stringify(said)})).json()).id;
}"""
CARDS = """() => [...document.querySelectorAll(".margin .mcomment")].map(card => {
  const {top, bottom} = card.getBoundingClientRect();
  const line = document.querySelector(`[data-comments~="${card.dataset.comment}"]`).getClientRects()[0].top;
  return {id: card.dataset.comment, top, bottom, line};
}).sort((one, other) => one.top - other.top)"""
APART = "() => (" + CARDS + ")().every((card, n, all) => n === 0 || all[n - 1].bottom <= card.top)"

QUIET = "Aims of the plans"  # nobody marks the one essay that waits here


def fingers(page_as, width: int, height: int) -> Page:
    return page_as("teacher", has_touch=True, is_mobile=True, viewport={"width": width, "height": height})


def mark_by_touch(page: Page) -> None:
    """A comment on some words, all levels, a summary; then the button."""
    select(page, words(page, 5))
    page.get_by_role("toolbar").get_by_role("button", name="Target").tap()
    page.locator(".is-editing textarea").fill("Which page of the source?")
    page.locator(".rubric .rubric-row label.step").first.tap()  # leaves the comment
    expect(page.locator(".mcomment.target", has_text="Which page of the source?")).to_be_visible()
    for row in page.locator(".rubric .rubric-row").all():
        row.locator("label.step").nth(4).tap()
        expect(row.locator(".to-reach")).to_contain_text(re.compile(r"To reach 5: \w+"))
    page.get_by_label("Summary").tap()
    page.get_by_label("Summary").fill("You know the towns.")
    saved(page)


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (390, 844)])
def test_an_essay_is_marked_by_touch(page_as, width, height):
    page = fingers(page_as, width, height)
    writer = open_waiting(page, "Living in the towns")
    mark_by_touch(page)
    assert page.evaluate(SMALL) == []
    fits(page)
    axe(page)
    page.get_by_role("button", name="Marked, next").tap()
    expect(page.locator("main h1")).not_to_have_text(writer)


def test_fingers_go_from_essay_to_essay(page_as):
    page = fingers(page_as, 390, 844)
    open_waiting(page, QUIET)
    page.goto(page.locator(".queue a").first.get_attribute("href"))
    awake(page, "marking-desk")
    writer = page.locator("main h1").inner_text()
    page.get_by_role("button", name="next essay").tap()
    expect(page.locator("main h1")).not_to_have_text(writer)
    page.get_by_role("button", name="essay before").tap()
    expect(page.locator("main h1")).to_have_text(writer)


def test_ten_comments_on_one_line_stand_below_each_other_and_follow_the_active_one(page_as):
    page = page_as("teacher", viewport={"width": 1400, "height": 900})
    open_waiting(page, QUIET)
    address = page.locator("main").get_attribute("data-comments")
    run = page.locator("margin-comments .prose span[data-at]", has_text=re.compile(".{60}")).last
    start, text = int(run.get_attribute("data-at")), run.inner_text()
    made = []
    for n in range(10):
        at = len(text) - 50 + n
        place = {"start": start + at, "end": start + at + 30, "quote": text[at : at + 30]}
        made.append(page.evaluate(POST, [address, {"kind": "note", "body": f"Note {n}.", **place}]))
    page.reload()
    awake(page, "margin-comments")
    expect(page.locator(".margin .mcomment")).to_have_count(10)
    page.wait_for_function("() => document.querySelector('margin-comments').hasAttribute('data-placed')")
    axe(page)
    apart(page)

    second = page.locator(f"#comment-{made[1]}")
    second.locator(".said").click()
    expect(second).to_have_class(re.compile("is-active"))
    page.wait_for_function("id => {const find = " + CARDS + "; const card = find().find(one => one.id === id);"
                           " return Math.abs(card.top - card.line) < 4; }", arg=str(made[1]))  # fmt: skip
    apart(page)

    words = page.locator(f'[data-comments~="{made[3]}"]').first
    assert f"comment-{made[3]}" in words.get_attribute("aria-details").split()
    expect(page.get_by_role("article", name=re.compile(r"^Note 4, on “"))).to_have_count(1)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(second.locator(".quoted")).to_be_visible()
    fits(page)
    axe(page)
    for comment in made:
        page.evaluate(POST, [f"/comments/{comment}/remove/", {}])


def apart(page: Page) -> None:
    """Wait until no card lies on another: they move to their places."""
    page.wait_for_function(APART)
