"""How often the other tests here try."""

import pytest

from tests.faults import rounds


@pytest.mark.parametrize(("said", "tried"), [(None, 10), ("", 10), ("0", 10), ("1", 100), ("7", 7)])
def test_the_short_form_is_for_every_day_and_the_long_one_is_asked_for(monkeypatch, said, tried):
    monkeypatch.delenv("FAULT_LONG", raising=False)
    if said is not None:
        monkeypatch.setenv("FAULT_LONG", said)
    assert rounds(10, 100) == tried
