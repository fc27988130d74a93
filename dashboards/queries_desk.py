"""What a student's desk shows: what is next, what is behind, how far the course is read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from classrooms.models import Membership, User
from essays.models import Assignment, Comment, Essay, Return
from essays.next_steps import Step, next_step, state_word
from essays.queries import standings
from essays.states import Standing
from lessons.models import Course, ReadingPlace
from lessons.queries import units_with_progress

SOON = timedelta(days=7)
FRESH = timedelta(days=28)  # so long returned work stays among what is next


@dataclass(frozen=True)
class Task:
    """One piece of work on the desk. `comments` are those returned that ask for an answer, `answered` of them are."""

    work: Assignment
    standing: Standing
    saved_at: datetime | None
    returned: Return | None
    comments: int
    answered: int

    @property
    def word(self) -> str:
        return state_word(self.standing)

    @property
    def step(self) -> Step | None:
        return next_step(self.work, self.standing)

    @property
    def waits(self) -> bool:
        """Whether it is the student's turn, and recent enough to be next."""
        if self.standing.can_write:
            return self.standing.state == "redrafting" or not self.standing.excused
        return self.returned is not None and self.returned.visible_at > timezone.now() - FRESH

    @property
    def urgency(self) -> tuple:
        """Sorts what is begun or due soon by its date, then redrafts, then feedback, then what has time."""
        due = self.standing.due or self.work.due
        near = self.standing.essay is not None or due < timezone.now() + SOON
        if self.standing.ends_at is not None and self.standing.can_write:
            return 0, min(due, self.standing.ends_at)  # its clock runs
        if self.standing.state == "redrafting":
            return 1, due
        if self.returned is not None and not self.standing.can_write:
            return 2, -self.returned.visible_at.timestamp()
        return (0 if near else 3), due


def tasks(user: User) -> list[Task]:
    """Return all opened work of the classes one studies in, the most urgent first, in a constant number of queries."""
    studied = Membership.objects.current().students().filter(user=user).values("classroom")
    works = Assignment.objects.visible_to(user).filter(classroom__in=studied).select_related("classroom")
    found = standings(works, [user], for_staff=False)
    mine = {work: found[work.pk, user.pk] for work in works}
    essays = [each.essay for each in mine.values() if each.essay]
    saved = dict(Essay.objects.filter(pk__in=essays).values_list("pk", "draft__saved_at"))
    handed_in = [each.submission for each in mine.values() if each.submission]
    returns = Return.objects.visible().filter(submission__in=handed_in).select_related("returned_by").order_by("pk")
    shown = {each.submission_id: each for each in returns}
    answers = _answers(handed_in)
    found_tasks = [
        Task(work, each, saved.get(each.essay or 0), shown.get(handed), *answers.get(handed, (0, 0)))
        for work, each in mine.items()
        for handed in [each.submission or 0]
    ]
    return sorted(found_tasks, key=lambda task: task.urgency)


def _answers(submissions: list[int]) -> dict[int, tuple[int, int]]:
    """Returned comments that ask for something, and how many of them are answered, by submission."""
    counted = (
        Comment.objects.returned()
        .filter(submission__in=submissions)
        .exclude(kind=Comment.Kind.PRAISE)
        .values("submission")
        .order_by("submission")
        .annotate(asked=Count("pk"), answered=Count("response", filter=Q(response__isnull=False)))
    )
    return {row["submission"]: (row["asked"], row["answered"]) for row in counted}


def practice(user: User) -> list[Essay]:
    """Return the practice that one has begun, and what one wrote for work withdrawn since, last written first."""
    mine = Essay.objects.filter(writer=user).select_related("draft").defer("draft__document")
    essays = mine.filter(Q(assignment=None) | Q(assignment__withdrawn_at__isnull=False, draft__words__gt=0))
    return sorted(essays, key=lambda essay: essay.draft.saved_at or essay.begun_at, reverse=True)


def courses(user: User) -> list[tuple[Course, list, int | None]]:
    """Return each course, its units with progress, and the unit (pk) to go on in: the last read, if unfinished."""
    places = ReadingPlace.objects.filter(user=user).order_by("-updated_at")
    last = places.values_list("section__unit", flat=True).first()
    found = []
    for course in Course.objects.visible_to(user).order_by("title"):
        units = units_with_progress(course, user)
        unfinished = [unit.pk for unit, _sections, progress in units if progress.at]
        here = last if last in unfinished else next(iter(unfinished), None)
        found.append((course, units, here))
    return found
