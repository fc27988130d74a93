"""What a section page sends to a browser, in bytes: no time is measured."""

import pytest

from benchmarks.weight import weigh

FIRST = 260_000  # bytes with an empty cache, typefaces and headers included
AGAIN = 25_000


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
