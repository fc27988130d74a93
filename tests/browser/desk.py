"""What a student does at the writing desk in a browser."""

import re

from playwright.sync_api import Locator, Page, expect


def open_practice(page: Page, question: int) -> Page:
    """Open the practice essay on a question, empty unless somebody has written there."""
    page.goto(f"/questions/{question}/")
    page.locator(f"form[action='/questions/{question}/practise/'] button").click()
    page.wait_for_url(re.compile(r"/essays/\d+/$"))
    expect(paper(page)).to_be_editable()
    return page


def paper(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your essay")


def write(page: Page, words: str) -> None:
    """Type at the end of the essay."""
    paper(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def saved_document(page: Page) -> str:
    """Wait until the essay is saved; return its document as it was sent."""
    with page.expect_request(lambda request: request.url.endswith("/save/") and request.method == "POST") as sent:
        expect(page.locator("save-status")).to_have_attribute("data-state", "saved")
    return sent.value.post_data_json["document"]
