"""Two tabs and two devices write in one essay, in any order: both texts are kept, nothing is overwritten unseen."""

import random
import re

from playwright.sync_api import Page, expect

from tests.browser.test_writing import paper, status
from tests.faults import rounds

SETTLED = re.compile("^(saved|branch)$")
STEPS = 10


def write(page: Page, words: str) -> None:
    paper(page).click()
    page.keyboard.press("Control+End")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")  # the editor has heard it
    page.keyboard.insert_text(words)


def all_versions(page: Page, address: str) -> list[str]:
    """The essay's text, and that of each version kept beside it."""
    page.goto(address)
    expect(paper(page)).to_be_editable()
    texts = [paper(page).inner_text()]
    compare = page.locator(".desk-notices").get_by_role("link", name="Compare").all()
    for other in [link.get_attribute("href") for link in compare]:
        page.goto(other)
        texts.append(" ".join(page.locator("[data-part]").all_text_contents()))
    return texts


def write_in_any_order(pages: dict[str, Page], seed: int) -> list[str]:
    """Type sentences here and there, now and then waiting for the server, and leave nothing unsent."""
    chance, sentences, used = random.Random(seed), [], set()
    for step in range(STEPS):
        name = chance.choice(sorted(pages))
        used.add(name)
        sentences.append(f"Seed {seed}, step {step}, in {name}.")
        write(pages[name], f"{sentences[-1]} ")
        if chance.random() < 0.5:
            expect(status(pages[name])).to_have_attribute("data-state", SETTLED, timeout=30_000)
    for name in used:
        expect(status(pages[name])).to_have_attribute("data-state", SETTLED, timeout=30_000)
    return sentences


def test_two_tabs_and_another_device_in_random_order_lose_nothing(practise, page_as, tell):
    written, lost, clashes = 0, [], 0
    for seed in range(rounds(1, 20)):
        one = practise("student4", question=1 + seed)
        address, two, device = one.url, one.context.new_page(), page_as("student4")
        for page in (two, device):
            page.goto(address)
        for page in (one, two, device):
            expect(paper(page)).to_be_editable()
        sentences = write_in_any_order({"one": one, "two": two, "device": device}, seed)
        two.close()
        one.close()
        texts = all_versions(device, address)
        written, clashes = written + len(sentences), clashes + len(texts) - 1
        lost += [sentence for sentence in sentences if not any(sentence in text for text in texts)]
        device.context.close()
    tell(f"{written} sentences in random order in three places, {clashes} clashes, {len(lost)} sentences lost")
    assert lost == []
    assert clashes > 0
