"""What tests of faults share: browsers on a demo of their own, and a telling of what was tried."""

from pathlib import Path

import pytest

from tests.browser import conftest as browsers

HERE = Path(__file__).parent
TOLD = pytest.StashKey[list[str]]()

browser_type_launch_args = browsers.browser_type_launch_args
chromium = browsers.chromium
base_url = browsers.base_url
served = browsers.served
new_context = browsers.new_context
sessions = browsers.sessions
page_as = browsers.page_as
practise = browsers.practise


@pytest.fixture
def complaints() -> list[str]:
    """What pages complained of: here a request that fails is what a test wants."""
    return []


@pytest.fixture
def tell(request):
    """Return a function that says in the run's summary what was tried and what was lost."""
    told = request.config.stash.setdefault(TOLD, [])
    return lambda line: told.append(f"{request.node.name}: {line}")


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.fault)


def pytest_terminal_summary(terminalreporter, config):
    if told := config.stash.get(TOLD, []):
        terminalreporter.section("what was tried, and what was lost")
        for line in told:
            terminalreporter.write_line(line)
