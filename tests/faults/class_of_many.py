"""A class of many writers in the database that DATABASE_URL names, and whether their acknowledged words are there.

A process of its own, with the project's settings: `python -m tests.faults.class_of_many begin 200` prints who writes
where as JSON; `... look` reads what was acknowledged (see `Told`) and prints what is missing, a line each.
"""

import hashlib
import json
import sys
from dataclasses import dataclass

import django


@dataclass
class Told:
    """What one writer knows: (revision, digest) of each acknowledged save, and the digest of one still unanswered."""

    essay: int
    acknowledged: list[tuple[int, str]]
    unanswered: str | None


def begin(count: int) -> list[dict]:
    """Let so many students begin their essays; return essay and session of each."""
    from django.test import Client

    from classrooms.models import User
    from essays import writing
    from tests import make

    school = make.school("A school of faults", "faults")
    teacher = User.objects.create_user("faulty-teacher", school=school)
    room = make.classroom("12F", school=school)
    make.member(teacher, room, role="teacher", lead=True)
    work = make.assignment(classroom=room, by=teacher)
    begun = []
    for number in range(count):
        student = User.objects.create_user(f"writer{number}", school=school)
        make.member(student, room)
        browser = Client(headers={"host": "127.0.0.1"})
        browser.force_login(student)
        essay = writing.start(assignment=work, by=student)
        begun.append({"essay": essay.pk, "session": browser.cookies["sid"].value})
    return begun


def look(told: list[Told]) -> list[str]:
    """Hold every essay against what its writer was told; return what is wrong."""
    from django.db import connection

    wrong = [problem for one in told for problem in _wrong_with(one)]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            wrong += [row[0] for row in cursor.fetchall() if row[0] != "ok"]
    return wrong


def _wrong_with(told: Told) -> list[str]:
    from essays import history
    from essays.models import Draft, Revision

    draft = Draft.objects.get(essay=told.essay)
    line = list(Revision.objects.filter(essay=told.essay, branch=None).order_by("number"))
    last, digest = told.acknowledged[-1] if told.acknowledged else (0, None)
    heads = {(last, digest or draft.digest), (last + 1, told.unanswered)}
    wrong = []
    if (draft.revision, draft.digest) not in heads or _digest(draft.document) != draft.digest:
        wrong.append(f"the head is revision {draft.revision}, acknowledged was {last}")
    if [state.number for state in line] != list(range(1, draft.revision + 1)):
        wrong.append(f"revisions {[state.number for state in line]} of {draft.revision}")
    texts, text = {}, ""
    for state in line:
        text = history.apply("" if state.whole else text, bytes(state.step))
        texts[state.number] = _digest(text)
    wrong += [f"revision {number} is lost" for number, digest in told.acknowledged if texts.get(number) != digest]
    if Revision.objects.filter(essay=told.essay).exclude(branch=None).exists():
        wrong.append("a branch grew beside the head")
    return [f"essay {told.essay}: {problem}" for problem in wrong]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> None:
    django.setup()
    if sys.argv[1] == "begin":
        print(json.dumps(begin(int(sys.argv[2]))))
    else:
        print("\n".join(look([Told(**one) for one in json.load(sys.stdin)])))


if __name__ == "__main__":
    main()
