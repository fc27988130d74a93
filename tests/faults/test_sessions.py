"""Sessions that end at any moment while one writes: nothing is lost, nothing is saved under another name."""

import random

from playwright.sync_api import expect

from tests.browser.test_writing import SAVED, paper, status
from tests.faults import rounds
from tests.faults.test_two_tabs import write

STEPS = 10


def test_sessions_that_end_at_random_lose_nothing_and_mix_nobody_up(practise, tell):
    written = ended = 0
    for seed in range(rounds(1, 20)):
        chance = random.Random(seed)
        other = practise("student7", question=1 + seed)
        write(other, "Theirs.")
        expect(status(other)).to_have_text(SAVED)
        page = practise("student6", question=1 + seed)
        address, context = page.url, page.context
        mine, theirs = ([one for one in each.context.cookies() if one["name"] != "desk"] for each in (page, other))
        sentences = []
        for step in range(STEPS):
            act = chance.choice(["nothing", "nothing", "end", "sign in", "other person"])
            if act in {"end", "other person"}:
                context.clear_cookies(name="sid")
                ended += 1
            context.add_cookies({"sign in": mine, "other person": theirs}.get(act, []))
            if act == "other person":
                page.evaluate("dispatchEvent(new Event('focus'))")  # the writer comes back to the tab, and it asks
                expect(status(page)).to_have_attribute("data-state", "other", timeout=60_000)
            if status(page).get_attribute("data-state") == "other":
                continue  # the paper is closed to whoever sits here now
            sentences.append(f"Seed {seed}, step {step}. ")
            write(page, sentences[-1])
        context.add_cookies(mine)
        expect(status(page)).to_have_text(SAVED, timeout=60_000)
        page.goto(address)
        expect(paper(page)).to_have_text("".join(sentences))
        other.reload()
        expect(paper(other)).to_have_text("Theirs.")
        written += len(sentences)
        for each in (page, other):
            each.context.close()
    tell(f"{written} sentences while {ended} sessions ended: none lost, none under another name")
