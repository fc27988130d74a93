"""Marks taken out of the house as a file. It is written down who took whose."""

from classrooms.audit import record
from classrooms.models import Classroom, User
from essays.files.tables import csv_file, xlsx_file
from essays.models import Assignment
from essays.queries_gradebook import gradebook, gradebook_of_class

KINDS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_file),
    "csv": ("text/csv; charset=utf-8", csv_file),
}


def export_work(*, assignment: Assignment, kind: str, by: User) -> bytes:
    """Return the gradebook of this work as a file of this kind, one of KINDS."""
    record(verb="exported marks", by=by, school=assignment.school, thing=assignment, kind=kind)
    return KINDS[kind][1](gradebook(assignment))


def export_class(*, classroom: Classroom, kind: str, by: User) -> bytes:
    """Return the gradebook of all work of this class as a file of this kind, one of KINDS."""
    record(verb="exported marks", by=by, school=classroom.school, thing=classroom, kind=kind)
    return KINDS[kind][1](gradebook_of_class(classroom))
