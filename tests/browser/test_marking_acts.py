"""Acts on the marking desk beyond comment and mark: the sentence cursor, stars, undo and redo."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import awake, axe
from tests.browser.test_marking import open_waiting, saved, select, words

WORK = "Living in the towns"


@pytest.fixture
def desk(page_as) -> Page:
    page = page_as("teacher")
    open_waiting(page, WORK)
    return page


def taken(page: Page) -> str:
    return page.evaluate("getSelection().toString().trim()")


def test_sentences_are_chosen_by_keyboard_and_commented_on(desk):
    desk.keyboard.press("]")
    first = taken(desk)
    assert re.search(r"[.?!]$", first)
    desk.keyboard.press("]")
    second = taken(desk)
    assert second != first
    desk.keyboard.press("Shift+}")
    both = taken(desk)
    assert both.startswith(second)
    assert len(both) > len(second)
    desk.keyboard.press("Shift+{")
    desk.keyboard.press("[")
    assert taken(desk) == first
    expect(desk.locator("[data-said]")).to_have_text(re.compile(re.escape(first[:20])))
    desk.keyboard.press("q")
    desk.keyboard.type("Says who, by cursor?")
    desk.keyboard.press("Enter")
    card = desk.locator(".mcomment.question", has_text="Says who, by cursor?")
    number = card.get_attribute("data-comment")
    assert first[:20] in "".join(desk.locator(f'[data-comments~="{number}"]').all_inner_texts())
    desk.keyboard.press("]")
    assert taken(desk).startswith(second[:20])


def test_a_passage_is_starred_and_the_star_taken_away(desk):
    select(desk, words(desk, 3))
    desk.keyboard.press("s")
    star = desk.locator(".mcomment.star", has_text="Starred for the class")
    expect(star).to_have_count(1)
    expect(desk.locator("mark.starred")).not_to_have_count(0)
    axe(desk)
    desk.reload()
    expect(star).to_have_count(1)
    star.hover()
    star.get_by_role("button", name="Remove this star").click()
    expect(star).to_have_count(0)
    desk.keyboard.press("Control+z")
    expect(star).to_have_count(1)
    desk.keyboard.press("Control+Shift+z")
    expect(star).to_have_count(0)
    desk.keyboard.press("s")
    expect(desk.locator("toast-list")).to_contain_text("Select the words first")


def test_every_act_is_undone_and_done_again_also_after_another_essay(desk):
    writer = desk.locator("main h1").inner_text()
    select(desk, words(desk, 2))
    desk.keyboard.press("t")
    desk.keyboard.type("Undo me.")
    desk.keyboard.press("Enter")
    card = desk.locator(".mcomment.target", has_text="Undo me.")
    card.hover()
    card.get_by_role("button", name="Edit").click()
    desk.get_by_role("textbox", name="Target: your comment").fill("Undo me twice.")
    desk.keyboard.press("Enter")
    expect(desk.locator(".mcomment.target", has_text="Undo me twice.")).to_have_attribute(
        "data-comment", re.compile(r"\d")
    )
    level = desk.locator(".rubric-row").first.locator("input[value='4']")
    level.evaluate("input => input.click()")
    saved(desk)

    is_last = desk.locator(".queue li:last-child [aria-current]").count()
    there, back = ("k", "j") if is_last else ("j", "k")
    desk.keyboard.press("Escape")
    desk.keyboard.press(there)
    expect(desk.locator("main h1")).not_to_have_text(writer)
    expect(desk.get_by_role("button", name="Undo")).to_be_disabled()
    desk.keyboard.press(back)
    expect(desk.locator("main h1")).to_have_text(writer)

    desk.get_by_role("button", name="Undo").click()
    expect(level).not_to_be_checked()
    desk.keyboard.press("Control+z")
    expect(card).to_contain_text("Undo me.")
    expect(card).not_to_contain_text("twice")
    desk.keyboard.press("Control+z")
    expect(card).to_have_count(0)
    desk.reload()
    expect(card).to_have_count(0)
    expect(level).not_to_be_checked()


def test_what_was_undone_is_done_again(desk):
    select(desk, words(desk, 1))
    desk.keyboard.press("p")
    desk.keyboard.type("Kept after all.")
    desk.keyboard.press("Enter")
    card = desk.locator(".mcomment.praise", has_text="Kept after all.")
    saved(desk)
    desk.keyboard.press("Control+z")
    expect(card).to_have_count(0)
    desk.get_by_role("button", name="Redo").click()
    expect(card).to_have_count(1)
    desk.reload()
    expect(card).to_have_count(1)


def test_evidence_opens_its_passage_beside_the_essay(page_as):
    page = page_as("teacher")
    open_waiting(page, "A weaker country")
    for link in page.locator(".queue a").evaluate_all("links => links.map(link => link.href)"):
        page.goto(link)
        if page.locator("#evidence").count():
            break
    awake(page, "marking-desk")
    page.keyboard.press("e")
    pane = page.locator("#evidence")
    expect(pane).to_be_visible()
    pane.get_by_role("button", name="The passage").first.click()
    expect(pane.locator(".cited-passage mark").first).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()
