"""Twenty presses of *Hand in* at once make one submission, and all of them the same receipt."""

import re

import pytest
from django.db import connection

from classrooms.models import AuditEntry
from essays import writing
from essays.models import Submission
from tests import make
from tests.faults import rounds
from tests.faults.racing import Browser, race, two_connections
from tests.serving import demo_server

PRESSES = 20
WORK = re.compile(r'href="(/assignments/\d+/)"')


@pytest.mark.django_db(transaction=True)
@two_connections
def test_racing_verbs_hand_in_once(cast, work, tell):
    """The verb alone on the database of this run: on PostgreSQL writers meet at the row."""
    many = rounds(25, 500)
    for n in range(many):
        student = make.person(f"s{n}", school=cast.school)
        essay = make.essay(work, writer=student, text=f"Essay {n}.")

        def press(essay=essay, student=student):
            return writing.hand_in(essay=essay, revision=1, by=student).receipt

        receipts = race([press] * PRESSES)
        assert set(receipts) == {Submission.objects.get(essay=essay).receipt}
    assert AuditEntry.objects.filter(verb="handed in").count() == many
    tell(f"{many} x {PRESSES} on {connection.vendor}: one submission each")


def test_racing_presses_on_the_real_server_hand_in_once(tmp_path, tell):
    """SQLite in a file, over http: a student presses twenty times at once, takes it back, writes on, presses again."""
    many, receipts = rounds(25, 500), set()
    with demo_server(tmp_path) as base:
        student = Browser.of(base, "student12")
        work = next(one for one in WORK.findall(student.get("/")) if "(overdue)" not in student.get(one))
        essay = re.search(r"/essays/(\d+)/", student.post(f"{work}start/", {})[1])[1]
        windows = [student.twin() for _each in range(PRESSES)]
        for n in range(many):
            status, answer = student.save(essay, f"Round {n} of it.", client=f"client-{n:04}", base=n)
            assert (status, answer["revision"]) == (200, n + 1)

            def press(window, revision=n + 1):
                return window.post(f"/essays/{essay}/hand-in/", {"revision": revision})

            answers = race([lambda window=window: press(window) for window in windows])
            assert set(answers) == {(302, f"/essays/{essay}/receipt/")}
            receipts.add(re.search(r"data-receipt>(\w+)<", student.get(f"/essays/{essay}/receipt/"))[1])
            assert student.post(f"/essays/{essay}/take-back/", {}) == (302, f"/essays/{essay}/")
    assert len(receipts) == many
    tell(f"{many} x {PRESSES} over http: {len(receipts)} submissions, none twice")
