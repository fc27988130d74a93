"""What the demo's teachers made of a class's essays, for all to see."""

from classrooms.models import User
from essays import class_sheet
from essays.class_feedback import STRENGTHS, TARGETS
from essays.models import Assignment
from lessons.models import Section, Term
from operations.demo import backdating


def make_sheet(assignment: Assignment, said: dict, *, by: User, everyone: dict[str, User]) -> None:
    """Keep the whole-class feedback on a piece of work, and share it if it was."""
    question = assignment.question
    if question is None:
        raise ValueError("The demo draws up a sheet for work without a key question.")
    data = {
        STRENGTHS: _lines(STRENGTHS, said),
        TARGETS: _lines(TARGETS, said),
        "examples": [],
        "praised": [everyone[name].pk for name in said["praised"]],
        "words": [Term.objects.get(course=question.course, key=key).pk for key in said["words"]],
        "sections": [Section.objects.get(unit=question.unit, slug=slug).pk for slug in said["sections"]],
        "reteach": said["reteach"],
        "note": said["note"],
    }
    class_sheet.keep(assignment=assignment, version=0, by=by, data=data)
    if said["shared"]:
        class_sheet.share(assignment=assignment, by=by)
    backdating.sheet(assignment, said["at"])


def _lines(side: str, said: dict) -> list[dict]:
    return [{"key": f"{side}.code.{line['code']}", "text": line["text"]} for line in said[side]]
