"""Answering the check questions of a section."""

from classrooms.models import User
from lessons.models import CheckAnswer, CheckQuestion


def answer(*, question: CheckQuestion, choice: int, by: User) -> CheckAnswer:
    """Keep what a reader chose, by its place among the choices (from 1). Raises IndexError if there is no such choice.

    Nothing is marked and nobody else sees it; the newest answer counts, all of them say when to ask again.
    """
    if choice < 1:
        raise IndexError(choice)
    chosen = question.choices[choice - 1]
    return CheckAnswer.objects.create(
        school=question.course.school, user=by, question=question, choice=chosen["text"], right=chosen["right"]
    )
