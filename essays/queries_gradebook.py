"""The gradebook: a row for each student, and what each draft was given, also before its return."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.models import Classroom
from essays.files.tables import Cell, Table
from essays.models import Assignment, Extension, Mark, Return, Rubric, Submission
from essays.queries import JUDGED, LARGE
from essays.queries_marking import Row, queue
from essays.states import is_late


def gradebook(assignment: Assignment) -> Table:
    """The gradebook of one piece of work. While names are hidden, a code stands for each who has handed in."""
    rows = queue(assignment).rows
    columns = _Columns(assignment)
    hidden = assignment.hides_names
    people = [[row.called] if hidden else [row.student.sort_name, row.student.username] for row in rows]
    return Table(
        name=assignment.short,
        head=[*([_("Code")] if hidden else _names()), *columns.head],
        rows=[[*person, *columns.cells(row)] for person, row in zip(people, rows, strict=True)],
        notes=[_("Names are hidden until all that was handed in is returned.")] if hidden else [],
    )


def gradebook_of_class(classroom: Classroom) -> Table:
    """The same of all work of a class, side by side. Work whose names are hidden is left out, and a note says so."""
    works = list(Assignment.objects.filter(classroom=classroom, withdrawn_at=None).order_by("due", "pk"))
    shown = [work for work in works if not work.hides_names]
    books = [({row.student: row for row in queue(work).rows}, _Columns(work)) for work in shown]
    people = sorted({student for rows, _columns in books for student in rows}, key=lambda user: user.sort_key)
    heads = [[f"{work.short} · {word}" for word in book[1].head] for work, book in zip(shown, books, strict=True)]
    left_out = _("%(work)s is left out: its names are hidden until all that was handed in is returned.")
    return Table(
        name=classroom.name,
        head=[*_names(), *(word for head in heads for word in head)],
        rows=[
            [
                person.sort_name,
                person.username,
                *(cell for rows, book in books for cell in book.cells(rows.get(person))),
            ]
            for person in people
        ],
        notes=[left_out % {"work": work.short} for work in works if work.hides_names],
    )


def _names() -> list[str]:
    return [_("Student"), _("User name")]


class _Columns:
    """The columns of one piece of work: its state, then for each draft what was handed in and how it was marked."""

    def __init__(self, assignment: Assignment):
        found = Submission.objects.standing().filter(essay__assignment=assignment).defer(*LARGE)
        self.submissions = {(each.essay_id, each.round): each for each in found.select_related("essay")}
        self.rounds = sorted({1, *(round for _essay, round in self.submissions)})
        self.marks = self._marks(assignment)
        self.rubrics = self._rubrics(self.marks.values())
        shown = Return.objects.visible().filter(submission__essay__assignment=assignment)
        self.returned = dict(shown.values_list("mark", "visible_at"))
        longer = Extension.objects.filter(assignment=assignment, lifted_at=None)
        self.extended = dict(longer.values_list("student", "due"))

    @staticmethod
    def _marks(assignment: Assignment) -> dict[int, Mark]:
        """The newest mark of each submission, unless it was reopened."""
        marks = Mark.objects.filter(submission__essay__assignment=assignment).select_related("rubric").order_by("pk")
        newest = {mark.submission_id: mark for mark in marks}
        return {pk: mark for pk, mark in newest.items() if mark.kind in JUDGED}

    def _rubrics(self, marks: Iterable[Mark]) -> dict[int, list[Rubric]]:
        """The rubrics that each round was marked by, the oldest first: each has columns of its own."""
        rounds = {each.pk: each.round for each in self.submissions.values()}
        used: dict[int, dict[int, Rubric]] = defaultdict(dict)
        for mark in marks:
            if mark.submission_id in rounds:
                used[rounds[mark.submission_id]][mark.rubric_id] = mark.rubric
        return {round: [rubrics[pk] for pk in sorted(rubrics)] for round, rubrics in used.items()}

    @property
    def head(self) -> list[str]:
        said = [_("Words"), _("Late"), _("Total"), _("Out of"), _("Grade"), _("Returned"), _("Returned at")]
        drafts = []
        for round in self.rounds:
            draft = (
                _("Draft 1") if round == 1 else _("Redraft") if round == 2 else _("Redraft %(n)s") % {"n": round - 1}
            )
            drafts += [f"{draft} · {word}" for word in (*self._criteria(round), *said)]
        return [_("State"), *drafts]

    def _criteria(self, round: int) -> list[str]:
        rubrics = self.rubrics.get(round, [])
        return [
            criterion["name"] if len(rubrics) == 1 else f"{criterion['name']} ({rubric.title}, {number})"
            for number, rubric in enumerate(rubrics, start=1)
            for criterion in rubric.data["criteria"]
        ]

    def cells(self, row: Row | None) -> list[Cell]:
        """A student's cells; without a row, as many empty ones."""
        cells: list[Cell] = [row.word if row else None]
        for round in self.rounds:
            submission = self.submissions.get((row.standing.essay or 0, round)) if row else None
            mark = self.marks.get(submission.pk) if submission else None
            cells += [*self._levels(round, mark), *self._handed_in(submission), *self._judged(mark)]
        return cells

    def _levels(self, round: int, mark: Mark | None) -> list[Cell]:
        return [
            mark.levels.get(criterion["code"]) if mark and mark.rubric_id == rubric.pk else None
            for rubric in self.rubrics.get(round, [])
            for criterion in rubric.data["criteria"]
        ]

    def _handed_in(self, submission: Submission | None) -> list[Cell]:
        if submission is None:
            return [None, None]
        late = is_late(submission.late, submission.handed_in_at, self.extended.get(submission.essay.writer_id))
        return [submission.words, _("Yes") if late else _("No")]

    def _judged(self, mark: Mark | None) -> list[Cell]:
        if mark is None:
            return [None] * 5
        at = self.returned.get(mark.pk)
        moment = timezone.localtime(at).replace(tzinfo=None) if at else None
        return [mark.total, mark.out_of, mark.grade, _("Yes") if at else _("Not yet"), moment]
