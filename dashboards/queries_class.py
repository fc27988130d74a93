"""What the class page shows: students and work, and how one piece of work went."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from classrooms.models import Classroom, User
from dashboards.charts import distribution
from dashboards.queries_today import is_to_mark
from dashboards.register import registers
from essays import rubrics
from essays.models import Assignment, Mark, Rubric
from essays.next_steps import STATES, state_word
from essays.queries import standings
from essays.states import Standing

ORDER = {state: n for n, state in enumerate(STATES)}
FEW = 3  # marks from which a class is worth a sentence
HEAT = (0.14, 0.25, 0.35, 0.45)  # shares of the class from which a cell is a shade darker


@dataclass(frozen=True)
class Cell:
    """Where one student stands in one piece of work; `shown` to those who mark it unless names are hidden in it."""

    work: Assignment
    standing: Standing

    @property
    def shown(self) -> Standing | None:
        return None if self.work.hides_names else self.standing

    @property
    def word(self) -> str:
        return state_word(self.standing)

    @property
    def rank(self) -> tuple:
        """Sorts a column: marks from the highest, then what is furthest on."""
        if self.shown is None:
            return (0,)
        total = self.shown.total
        return -1 if total is None else total, ORDER[self.shown.state]


@dataclass(frozen=True)
class Matrix:
    """Students by work. `key` is "name" or the pk of the column that sorts; `down` turns the order round."""

    works: list[Assignment]
    rows: list[tuple[User, list[Cell]]]
    key: str
    down: bool


def works_of(classroom: Classroom) -> list[Assignment]:
    """Return the work that is set for a class, by its date."""
    works = Assignment.objects.filter(classroom=classroom, withdrawn_at=None).select_related("rubric")
    return list(works.order_by("due", "pk"))


def newest_due(works: list[Assignment]) -> Assignment | None:
    """Return the work to look at first: the last that was due, else the next that will be."""
    now = timezone.now()
    return next((work for work in reversed(works) if work.due <= now), next(iter(works), None))


def matrix(classroom: Classroom, works: list[Assignment], *, sort: str) -> Matrix:
    """Return the students with where each stands. Takes `sort`: name or a work's pk, with a minus to turn round."""
    students = registers([classroom])[classroom.pk]
    found = standings(works, students, for_staff=True)
    rows = [(student, [Cell(work, found[work.pk, student.pk]) for work in works]) for student in students]
    key, down = sort.removeprefix("-"), sort.startswith("-")
    column = next((n for n, work in enumerate(works) if str(work.pk) == key), None)
    if column is None:
        down = down and key == "name"
        return Matrix(works, rows[::-1] if down else rows, "name", down)
    rows.sort(key=lambda row: row[1][column].rank, reverse=not down)
    return Matrix(works, rows, key, down)


@dataclass(frozen=True)
class Criterion:
    """How many students reached each level of a criterion, as (level, count, heat from 0 to 5)."""

    name: str
    mean: float
    levels: list[tuple[int, int, int]]


class Result:
    """How one piece of work went in a class, from the newest mark of each student's newest submission.

    While names are hidden it says only how many handed in.
    """

    def __init__(self, work: Assignment, rows: list[tuple[User, list[Cell]]]):
        cells = [(student, cell) for student, cells in rows for cell in cells if cell.work == work]
        self.work = work
        self.students = len(cells)
        self.handed_in = sum(cell.standing.submission is not None for _student, cell in cells)
        self.cells = [(student, cell.shown) for student, cell in cells if cell.shown]

    @property
    def not_started(self) -> list[User]:
        missing = [user for user, each in self.cells if each.state == "not-started" and not each.excused]
        return sorted(missing, key=lambda user: user.sort_key)

    @property
    def to_mark(self) -> list[Standing]:
        """What waits to be marked, oldest first."""
        waiting = [each for _user, each in self.cells if is_to_mark(each)]
        return sorted(waiting, key=lambda each: (each.handed_in_at, each.submission))

    @cached_property
    def marks(self) -> list[Mark]:
        submissions = [each.submission for _user, each in self.cells if each.submission]
        marks = Mark.objects.filter(submission__in=submissions).select_related("rubric").order_by("pk")
        newest = {mark.submission_id: mark for mark in marks}
        return [mark for mark in newest.values() if mark.kind != Mark.Kind.REOPENED]

    @property
    def rubric(self) -> Rubric:
        """The rubric that most of these marks were given by: levels of two rubrics do not add up."""
        used = Counter(mark.rubric for mark in self.marks)
        return used.most_common(1)[0][0] if used else self.work.rubric

    @property
    def criteria(self) -> list[Criterion]:
        rubric = self.rubric
        marks = [mark for mark in self.marks if mark.rubric == rubric]
        return [self._criterion(each, marks) for each in rubric.data["criteria"]] if marks else []

    def _criterion(self, criterion: dict, marks: list[Mark]) -> Criterion:
        reached = [mark.levels[criterion["code"]] for mark in marks if criterion["code"] in mark.levels]
        counts = Counter(int(level) for level in reached)  # and a half counts with the level it passed
        lowest = 0 if any(0 in mark.levels.values() for mark in marks) else 1
        levels = range(lowest, len(criterion["levels"]) + 1)
        mean = sum(reached) / len(reached) if reached else 0.0
        return Criterion(
            criterion["short"], mean, [(level, counts[level], heat(counts[level], len(marks))) for level in levels]
        )

    @property
    def weakest(self) -> str:
        """The criterion to reteach: with the lowest mean, if a few are marked and it stands alone; else nothing."""
        ordered = sorted(self.criteria, key=lambda each: each.mean)
        alone = len(ordered) > 1 and ordered[0].mean < ordered[1].mean
        return ordered[0].name if len(self.marks) >= FEW and alone else ""

    @property
    def gains(self) -> list[int]:
        return [each.gain for _user, each in self.cells if each.gain is not None]

    @property
    def mean_gain(self) -> float:
        return sum(self.gains) / len(self.gains) if self.gains else 0.0

    @property
    def out_of(self) -> int:
        return rubrics.out_of(self.rubric)

    @property
    def chart(self) -> SafeString:
        """The marks as a picture: of those who redrafted, before and after, or of all while nobody has."""
        judged = [each for _user, each in self.cells if each.out_of == self.out_of]
        known = [(each.total, each.gain) for each in judged if each.total is not None]
        redrafted = [(total, gain) for total, gain in known if gain is not None]
        totals = sorted(total for total, _gain in redrafted or known)
        first = [total - gain for total, gain in redrafted]
        said = _("Marks out of %(out_of)s: %(marks)s.") % {"out_of": self.out_of, "marks": ", ".join(map(str, totals))}
        svg = distribution(totals, first, out_of=self.out_of, description=said) if len(totals) >= FEW else ""
        return mark_safe(svg)  # noqa: S308 - drawn from numbers; the sentence is escaped there


def heat(count: int, of: int) -> int:
    """Return how dark a cell is, 0 to 5, by its share of the class."""
    if not count:
        return 0
    return 1 + sum(count / of > share for share in HEAT)


def counts(classroom: Classroom, works: list[Assignment]) -> list[tuple[Assignment, dict[str, int]]]:
    """Return how many students stand where in each work: what a school's admin may know. No mark is asked for."""
    students = registers([classroom])[classroom.pk]
    found = standings(works, students, for_staff=False)
    return [(work, _count([found[work.pk, student.pk] for student in students])) for work in works]


def _count(each: list[Standing]) -> dict[str, int]:
    return {
        "not_started": sum(one.state == "not-started" for one in each),
        "writing": sum(one.state == "writing" for one in each),
        "handed_in": sum(one.submission is not None and not one.returned for one in each),
        "returned": sum(one.returned for one in each),
    }
