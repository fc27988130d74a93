"""The closing moment, raced by saves and presses of *Hand in*: the server's time inside the transaction decides.

The oracle knows nothing of the code: it takes the times that the server wrote down and says what must be true of them.
"""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from classrooms.errors import Conflict
from essays import document, handing_in, writing
from essays.models import Assignment, Branch, Draft, Essay, Revision, Submission
from essays.revisions import reconstruct
from tests import make
from tests.faults import rounds
from tests.faults.racing import race, two_connections

WRITERS, SAVES = 4, 30
AHEAD = timedelta(milliseconds=400)  # of the closing, when all set off
BEFORE, AFTER = 0.3, 0.5  # seconds after which a press comes: some in time, some late


def saving(essay, client, told):
    """Save again and again from one tab, each save on the head as this tab knows it; note every answer."""

    def run():
        base, until = 1, time.monotonic() + 2 * AFTER
        for seq in range(1, SAVES + 1):
            text = document.dumps(make.tree(f"Words {seq} of {client}."))
            saved = writing.save(essay=essay, client=client, seq=seq, base=base, text=text)
            told.append((client, seq, saved.code, saved.revision, saved.digest))
            base = Draft.objects.values_list("revision", flat=True).get(essay=essay)
            if time.monotonic() > until and saved.code in ("late", "handed-in"):
                return

    return run


def pressing(essay, after, told):
    """Press *Hand in* after so many seconds, naming the head; note what was said."""

    def run():
        time.sleep(after)
        for _each in range(5):
            revision = Draft.objects.values_list("revision", flat=True).get(essay=essay)
            try:
                told.append(writing.hand_in(essay=essay, revision=revision, by=essay.writer).receipt)
            except Conflict as refusal:
                told.append(refusal.code)

    return run


def timing(essay, told):
    """Be the worker: ask for the clock's end from before it until after it."""

    def run():
        until = time.monotonic() + 2 * AFTER
        while time.monotonic() < until:
            submission = handing_in.time_up(essay=essay)
            told.append(submission and submission.receipt)
            time.sleep(0.02)

    return run


def close(essay, *, clock):
    """Let the work close, or the essay's clock end, in a moment; return when."""
    ends = timezone.now() + AHEAD
    if clock:
        Essay.objects.filter(pk=essay.pk).update(ends_at=ends)
    else:
        Assignment.objects.filter(pk=essay.assignment_id).update(due=ends, closes=ends)
    return ends


def judge(essay, ends, saves, presses):
    """What must be true whatever the order was."""
    head = list(Revision.objects.filter(essay=essay, branch=None).order_by("number"))
    aside = list(Revision.objects.filter(essay=essay).exclude(branch=None).select_related("branch"))
    submissions = list(Submission.objects.filter(essay=essay))
    assert len(submissions) <= 1, "one submission"
    for each in head:
        assert each.saved_at <= ends, f"{each} became the essay after the end"
    for each in aside:
        if each.branch.kind == Branch.Kind.LATE:
            assert each.saved_at > ends, f"{each} was called late in time"
    kept = {(each.client, each.seq): each.digest for each in [*head, *aside]}
    for client, seq, _code, _revision, digest in saves:
        assert kept[client, seq] == digest, "an acknowledged save is not kept"
    receipts = {each for each in presses if each and len(each) == 12}
    assert receipts <= {each.receipt for each in submissions}
    for each in submissions:
        frozen = next(one for one in head if one.number == each.revision)
        assert (each.document, each.digest) == (reconstruct(essay, each.revision), frozen.digest)
        assert each.revision == head[-1].number, "something was written into the essay after it was handed in"
        assert each.handed_in_at <= ends


@pytest.mark.django_db(transaction=True)
@two_connections
@pytest.mark.parametrize("clock", [False, True], ids=["closing", "clock"])
def test_the_closing_moment_is_one_moment_for_all(cast, work, clock, tell):
    many, saves_told, in_time, late = rounds(8, 100), 0, 0, 0
    for n in range(many):
        student = make.person(f"s{n}", school=cast.school)
        begun = make.essay(work, writer=student, text="The first words.")
        Revision.objects.filter(essay=begun).delete()
        saves, presses = [], []
        ends = close(begun, clock=clock)
        essay = Essay.objects.select_related("assignment", "writer", "school").get(pk=begun.pk)
        writers = [saving(essay, f"tab-{n}-{one}-of-it", saves) for one in range(WRITERS)]
        press = pressing(essay, BEFORE if n % 2 else AFTER, presses)
        race([*writers, press, *([timing(essay, presses)] if clock else [])])
        judge(essay, ends, saves, presses)
        if clock:
            assert Submission.objects.filter(essay=essay).count() == 1, "the clock hands in by itself"
        saves_told += len(saves)
        in_time += sum(code == "saved" for _client, _seq, code, _revision, _digest in saves)
        late += sum(code == "late" for _client, _seq, code, _revision, _digest in saves)
    tell(f"{many} closings on {connection.vendor}: {saves_told} saves, {in_time} in time, {late} late, 0 wrong")
    assert in_time
    assert late
