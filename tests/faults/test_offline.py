"""Writing without a network, in a tab that is closed in between: all of it reaches the server soon after."""

import time

from playwright.sync_api import expect

from tests.browser.test_saving import open_anew, shell_is_kept
from tests.browser.test_writing import SAVED, paper, status
from tests.faults import rounds
from tests.faults.test_two_tabs import write

TEN_MINUTES = 600  # seconds
SOON = 15  # seconds


def test_ten_minutes_without_a_network_and_a_closed_tab_lose_nothing(practise, tell):
    page = practise("student5", question=20)
    context, address = page.context, page.url
    write(page, "Before the tunnel. ")
    expect(status(page)).to_have_text(SAVED)
    shell_is_kept(page)
    context.clock.install()
    context.set_offline(True)
    sentences = [f"Sentence {n} in the tunnel. " for n in range(6)]
    for at, sentence in enumerate(sentences):
        write(page, sentence)
        expect(status(page)).to_have_text("Offline: kept on this device")
        if at % 2:
            page.close()
            page = open_anew(context, address)
            expect(paper(page)).to_contain_text(sentence)
        context.clock.fast_forward(TEN_MINUTES * 1000 // len(sentences))
        page.wait_for_timeout(rounds(0, TEN_MINUTES) * 1000 // len(sentences))
    began = time.monotonic()
    context.set_offline(False)
    expect(status(page)).to_have_text(SAVED, timeout=SOON * 1000)
    took = time.monotonic() - began
    page.goto(address)
    expect(paper(page)).to_have_text("Before the tunnel. " + "".join(sentences))
    expect(page.get_by_role("link", name="Compare")).to_have_count(0)
    tell(f"{len(sentences)} sentences offline, the tab closed in between: all saved {took:.1f} s after reconnecting")
    assert took <= SOON
