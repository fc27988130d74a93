"""Any order of acts on one essay, for longer than every day's tests have time for."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.essays.test_writing_model import Writing
from tests.faults import rounds


@pytest.mark.django_db
def test_no_order_of_acts_loses_a_word(tell):
    histories, acts = rounds(2, 500), 50
    run_state_machine_as_test(
        Writing, settings=settings(max_examples=histories, stateful_step_count=acts, deadline=None)
    )
    tell(f"{histories} histories of up to {acts} acts, every acknowledged text made again, 0 lost")
