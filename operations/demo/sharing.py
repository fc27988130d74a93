"""What the demo's teachers show of a class's essays: starred passages, whole-class feedback, exemplars."""

from classrooms.models import User
from essays import class_sheet, exemplars, starring
from essays.class_feedback import STRENGTHS, TARGETS
from essays.models import Assignment, Submission
from lessons.models import Question, Section, Term
from operations.demo import backdating
from operations.demo.material import Material


def make_shared(
    material: Material, work: Assignment, key: str, essays: dict[str, Submission], everyone: dict[str, User]
) -> None:
    """Star, draw up and share, ask and answer: what the material says of this piece of work (`key`) and its essays."""
    teacher, examples = everyone["teacher"], []
    for said in (one for one in material.stars if one["essay"] in essays):
        star = _star(essays[said["essay"]], said, by=teacher)
        examples.append({"star": star, "under": said["under"]})
    for said in (one for one in material.sheets if one["work"] == key):
        assert work.question is not None, "a sheet of the demo names sections to read"
        data = _sheet(said, work.question, everyone)
        class_sheet.keep(assignment=work, version=0, by=teacher, data={**data, "examples": examples})
        if said["shared"]:
            class_sheet.share(assignment=work, by=teacher)
        backdating.sheet(work, said["at"])
    for said in (one for one in material.exemplars if one["essay"] in essays):
        exemplar = exemplars.ask(submission=essays[said["essay"]], by=teacher, note=said["note"])
        if "answered" in said:
            exemplars.answer(exemplar=exemplar, by=exemplar.submission.essay.writer, yes=True)
        backdating.exemplar(exemplar, said["at"], said.get("answered"))


def _star(submission: Submission, said: dict, *, by: User) -> int:
    start = submission.text.index(said["quote"])
    place = (start, start + len(said["quote"]), said["quote"])
    star = starring.star(submission=submission, by=by, place=place)
    backdating.starred(star, said["at"])
    return star.pk


def _sheet(said: dict, question: Question, everyone: dict[str, User]) -> dict:
    return {
        STRENGTHS: _lines(STRENGTHS, said),
        TARGETS: _lines(TARGETS, said),
        "praised": [everyone[name].pk for name in said["praised"]],
        "words": [Term.objects.get(course=question.course, key=key).pk for key in said["words"]],
        "sections": [Section.objects.get(unit=question.unit, slug=slug).pk for slug in said["sections"]],
        "reteach": said["reteach"],
        "note": said["note"],
    }


def _lines(side: str, said: dict) -> list[dict]:
    return [{"key": f"{side}.code.{line['code']}", "text": line["text"]} for line in said[side]]
