"""Pairs of worlds drawn by chance that differ only in what somebody must not know: no byte may tell."""

import random
from datetime import timedelta

import pytest
from django.db import transaction

from essays import starring
from tests import make
from tests.essays.test_two_worlds import MARKERS, differing, look, swap, things  # noqa: F401 - fixtures
from tests.faults import rounds

STUDENTS = ("ann", "ben", "dan", "lee")


def act(chance: random.Random, on, by) -> str:
    """Do one thing to a submission that its writer may not know yet; say which."""
    said = {"kind": chance.choice(["praise", "target", "question", "note"]), "body": f"Canary {chance.random()}"}
    word = chance.choice(on.text.split())
    at = on.text.index(word)
    acts = {
        "comment": lambda: make.comment(on=on, by=by, quote=on.text.split()[0], **said),
        "staff": lambda: make.comment(on=on, by=by, staff_only=True, **said),
        "star": lambda: starring.star(submission=on, by=by, place=(at, at + len(word), word)),
        "mark": lambda: make.mark(on=on, by=by, levels={"K": chance.randint(1, 5), "A": chance.randint(1, 5)}),
        "return": lambda: make.returned(make.mark(on=on, by=by), by=by, ago=-timedelta(minutes=chance.randint(1, 9))),
    }
    name = chance.choice(list(acts))
    with transaction.atomic():
        acts[name]()
    return name


@pytest.fixture
def both(cast, work):
    """Ann's and Ben's essays, handed in."""
    return cast.ann.submission, make.submission(cast.ben.essay)


@pytest.mark.django_db
def test_no_student_can_tell_what_is_not_returned(cast, both, look, tell):  # noqa: F811
    pairs, opened = rounds(2, 50), 0
    for seed in range(pairs):
        chance, person = random.Random(seed), STUDENTS[seed % len(STUDENTS)]
        with transaction.atomic():
            before = look(person)
            acts = [act(chance, chance.choice(both), cast.hale) for _each in range(chance.randint(1, 8))]
            assert differing(before, look(person)) == [], f"seed {seed}, {person}, after {acts}"
            opened += len(before)
            transaction.set_rollback(True)
    tell(f"{pairs} pairs of worlds, {opened} pages of students, 0 differ")


@pytest.mark.django_db
def test_no_marker_can_tell_who_wrote_what_while_names_are_hidden(cast, work, both, look, tell):  # noqa: F811
    pairs, opened = rounds(2, 50), 0
    work.blind = True
    work.save()
    for seed in range(pairs):
        chance, person = random.Random(seed), MARKERS[seed % len(MARKERS)]
        with transaction.atomic():
            acts = [act(chance, chance.choice(both), cast.hale) for _each in range(chance.randint(0, 8))]
            before = look(person)
            swap(cast)
            assert differing(before, look(person)) == [], f"seed {seed}, {person}, after {acts}"
            opened += len(before)
            transaction.set_rollback(True)
    tell(f"{pairs} pairs of worlds, {opened} pages of markers, 0 differ")
