"""Check questions as one reader meets them: after a section, and again when it is time."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from classrooms.models import User
from lessons.models import CheckAnswer, CheckQuestion, Section, Unit
from lessons.queries import sections_of
from lessons.recall import due_at


@dataclass(frozen=True)
class Check:
    """A question with the reader's newest answer to it; `section` is where it belongs and where to look again."""

    question: CheckQuestion
    section: Section
    answer: CheckAnswer | None

    @property
    def choices(self) -> list[dict]:
        """The choices, each with its number from 1 and whether the reader chose it."""
        chosen = self.answer.choice if self.answer else None
        return [
            {**choice, "number": number, "chosen": choice["text"] == chosen}
            for number, choice in enumerate(self.question.choices, 1)
        ]


def checks_of(section: Section, user: User) -> list[Check]:
    """Return a section's check questions in order."""
    questions = list(CheckQuestion.objects.filter(unit=section.unit, section=section.slug, retired_at=None))
    newest = {key: answers[-1] for key, answers in _answers(user, questions).items()}
    return [Check(question, section, newest.get(question.pk)) for question in questions]


def check_of(question: CheckQuestion, user: User, section: Section) -> Check:
    """Return one question as its reader meets it."""
    answers = _answers(user, [question])[question.pk]
    return Check(question, section, answers[-1] if answers else None)


def due(user: User) -> list[Check]:
    """Return the questions that this reader has answered and should answer again now, the longest due first.

    They are shown as if new: without the answer. Only what is published and still asked counts.
    """
    questions = CheckQuestion.objects.filter(
        unit__in=Unit.objects.visible_to(user).published(), answers__user=user, retired_at=None
    )
    found = list(questions.select_related("unit__course").distinct())
    sections = {(one.unit_id, one.slug): one for one in sections_of({question.unit_id for question in found})}
    answers, now = _answers(user, found), timezone.now()
    times = [(due_at([(one.right, one.answered_at) for one in answers[row.pk]]), row) for row in found]
    waiting = sorted(
        ((at, row) for at, row in times if at and at <= now and (row.unit_id, row.section) in sections),
        key=lambda pair: (pair[0], pair[1].pk),
    )
    return [Check(row, sections[row.unit_id, row.section], None) for _at, row in waiting]


def _answers(user: User, questions: list[CheckQuestion]) -> dict[int, list[CheckAnswer]]:
    """Return this reader's answers by question, the oldest first."""
    found = defaultdict(list)
    for answer in CheckAnswer.objects.filter(user=user, question__in=questions):
        found[answer.question_id].append(answer)
    return found
