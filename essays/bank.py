"""The comments that a marker may insert: their own, the school's and the course's, with how often each was used."""

from django.db.models import Count, Q

from classrooms.models import User
from essays import rubrics
from essays.models import Assignment, BankComment, Comment


def entries(assignment: Assignment, *, by: User) -> list[dict]:
    """Return the bank's comments (code, label, text, criterion, kind, used, whose), most used by this marker first.

    `whose` is own, school or course. A criterion that this work's rubric lacks is left out.
    """
    course = assignment.question.course if assignment.question else None
    everywhere, here = _used(by, course)
    kept = sorted(BankComment.objects.of(by).standing(), key=lambda each: each.owner_id is None)
    bank = [{**as_entry(each), "used": everywhere.get(each.code, 0)} for each in kept]
    for entry in course.comments if course else []:
        bank.append({**entry, "used": here.get(entry["code"], 0), "whose": "course"})
    codes = rubrics.names(assignment.rubric)
    for entry in bank:
        entry["criterion"] = entry["criterion"] if entry["criterion"] in codes else ""
    return sorted(bank, key=lambda entry: -entry["used"])


def as_entry(kept: BankComment) -> dict:
    """A kept comment as the palette shows it, before anybody counts its use."""
    whose = "own" if kept.owner_id else "school"
    said = {name: getattr(kept, name) for name in ("code", "label", "text", "criterion", "kind")}
    return {**said, "used": 0, "whose": whose}


def _used(by: User, course) -> tuple[dict[str, int], dict[str, int]]:
    """How often this marker used each code: everywhere, and on questions of this course."""
    in_course = Q(submission__essay__assignment__question__course=course) if course else Q(pk=None)
    found = (
        Comment.objects.standing()
        .filter(author=by)
        .exclude(bank_code="")
        .values("bank_code")
        .annotate(everywhere=Count("pk"), here=Count("pk", filter=in_course))
    )
    rows = [(row["bank_code"], row["everywhere"], row["here"]) for row in found]
    return {code: everywhere for code, everywhere, _here in rows}, {code: here for code, _everywhere, here in rows}
