"""What a section and the writing desk send to a browser, in bytes and requests: no time is measured."""

import re

import pytest

from benchmarks.weight import weigh

FIRST = 260_000  # bytes with an empty cache, typefaces and headers included
AGAIN = 25_000
DESK = 350_000
DESK_REQUESTS = 12


@pytest.mark.parametrize("section", ["state-control/results/", "after-lenin/stalins-machine/"])
def test_a_section_page_is_light(page_as, new_context, sessions, base_url, complaints, section):
    page_as("student1")
    context = new_context(service_workers="block", storage_state=sessions["student1"])
    first, again = weigh(context, f"{base_url}/courses/stalins-ussr/{section}")
    complaints[:] = [one for one in complaints if "Service Worker registration blocked" not in one]
    assert first["fonts"] > 0 < first["CSS"]
    assert first.total() <= FIRST, first
    assert again.total() <= AGAIN, again
    assert again["HTML"] == again.total(), "only the page itself is sent again"


def test_the_writing_desk_is_light(page_as, new_context, sessions, complaints):
    page = page_as("student18")
    page.goto("/questions/5/")
    page.locator("form[action='/questions/5/practise/'] button").click()
    page.wait_for_url(re.compile(r"/essays/\d+/$"))
    context = new_context(service_workers="block", storage_state=sessions["student18"])
    first, again = weigh(context, page.url)
    complaints[:] = [one for one in complaints if "Service Worker registration blocked" not in one]
    assert first["fonts"] > 0 < first["JS"]
    assert first.total() <= DESK, first
    assert first.requests <= DESK_REQUESTS, first.requests
    assert again.total() <= AGAIN, again
