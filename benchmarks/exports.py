"""What taking a class's work out costs: the zip of feedback and the gradebook of 200 essays.

Beside the zip stands its yardstick: the same papers set by bare Typst, one after another, without the database.
"""

from time import perf_counter

from django.db import transaction

from benchmarks.marking_scene import TEACHER, class_to_mark
from benchmarks.tables import show_lines
from classrooms.models import User
from essays import archiving, gradebook
from essays.files.pdf import pdf_file
from essays.models import Archive, Assignment, Submission
from essays.packing_feedback import returned
from essays.queries_files import paper_of_submission
from tests import make

ESSAYS = 200


def measure(base: str) -> dict:
    """Seconds and bytes of each; the server is not asked."""
    teacher = User.objects.get(username=TEACHER)
    with transaction.atomic():
        work = class_to_mark(ESSAYS)
        _return_all(work, teacher)
    papers = [paper_of_submission(each) for each in returned(work)]
    found = {"zip": _timed(lambda: _zip(work, teacher)), "bare": _timed(lambda: b"".join(map(pdf_file, papers)))}
    for kind in gradebook.KINDS:
        found[kind] = _timed(lambda kind=kind: gradebook.export_work(assignment=work, kind=kind, by=teacher))
    return found


def show(found: dict) -> None:
    names = {"zip": "feedback, a zip of PDFs", "bare": "the same papers by bare Typst"}
    names |= {kind: f"gradebook, .{kind}" for kind in gradebook.KINDS}
    print(f"\nExports of {ESSAYS} essays")
    rows = [[name, f"{found[key][0]:.2f}", f"{found[key][1] / 1000:,.0f}"] for key, name in names.items()]
    show_lines([["", "seconds", "KB"], *rows])


def _return_all(work: Assignment, teacher: User) -> None:
    levels = {each["code"]: len(each["levels"]) - 1 for each in work.rubric.data["criteria"]}
    for submission in Submission.objects.filter(essay__assignment=work):
        words = submission.text.split()
        make.comment(on=submission, by=teacher, quote=words[0])
        make.comment(on=submission, by=teacher, quote=words[20], kind="praise")
        mark = make.mark(on=submission, by=teacher, levels=levels, out_of=100)
        make.returned(mark, by=teacher)


def _zip(work: Assignment, teacher: User) -> bytes:
    archive = archiving.ask(by=teacher, assignment=work)
    archiving.make(archive=archive)
    return bytes(Archive.objects.get(pk=archive.pk).data)


def _timed(work) -> tuple[float, int]:
    """Seconds that it takes, and the bytes of what it makes."""
    began = perf_counter()
    data = work()
    return perf_counter() - began, len(data)
