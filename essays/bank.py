"""The comment bank of a course, with how often each comment was used."""

from django.db.models import Count

from classrooms.models import User
from essays.models import Assignment, Comment


def entries(assignment: Assignment, *, by: User) -> list[dict]:
    """Return the bank's comments (code, label, text, criterion, kind, used), most used by this marker first."""
    if assignment.question is None:
        return []
    course = assignment.question.course
    used = dict(
        Comment.objects.standing()
        .filter(author=by, submission__essay__assignment__question__course=course)
        .exclude(bank_code="")
        .values_list("bank_code")
        .annotate(Count("pk"))
    )
    bank = [{**entry, "used": used.get(entry["code"], 0)} for entry in course.comments]
    return sorted(bank, key=lambda entry: -entry["used"])
