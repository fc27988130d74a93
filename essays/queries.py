"""Questions to the database that more than one page asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils import timezone

from classrooms.models import User
from essays.models import Assignment, Essay, Excuse, Extension, Mark, Return, Submission
from essays.queries_waiting import with_waiting
from essays.states import HandedIn, Standing, is_late, standing

LARGE = ("document", "text", "citations", "plan")
JUDGED = (Mark.Kind.MARKED, Mark.Kind.CORRECTED)


def standings(
    assignments: Iterable[Assignment], students: Iterable[User | int], *, for_staff: bool
) -> dict[tuple[int, int], Standing]:
    """Return where each student stands in each assignment, by (assignment pk, user pk), in six queries.

    Unless `for_staff`, nothing of a mark is in it before its return is visible, no state, no total, no gain; and no
    total and no gain while the mark waits for its comments to be opened.
    """
    assignments = list(assignments)
    people = [student if isinstance(student, int) else student.pk for student in students]
    works = _Works(assignments, people, for_staff)
    return {(work.pk, person): works.standing(work, person) for work in assignments for person in people}


def standings_by_class(
    assignments: Iterable[Assignment], students: Mapping[int, Iterable[User]], *, for_staff: bool
) -> dict[tuple[int, int], Standing]:
    """The same for work of several classes at once. Takes the students by class (pk)."""
    assignments = list(assignments)
    works = _Works(assignments, [student.pk for each in students.values() for student in each], for_staff)
    return {
        (work.pk, student.pk): works.standing(work, student.pk)
        for work in assignments
        for student in students.get(work.classroom_id, ())
    }


def standing_of(essay: Essay) -> Standing:
    """Return where an essay stands for its writer. Takes an essay with its draft; practice has no assignment."""
    work = essay.assignment
    if work is not None:
        return standings([work], [essay.writer_id], for_staff=False)[work.pk, essay.writer_id]
    now, draft = timezone.now(), essay.draft
    found = standing(now=now, ends_at=essay.ends_at, round=draft.round, words=draft.words)
    return replace(found, essay=essay.pk)


class _Works:
    """The rows behind many standings, fetched at once."""

    def __init__(self, assignments: list[Assignment], people: list[int], for_staff: bool):
        self.now = timezone.now()
        essays = Essay.objects.filter(assignment__in=assignments, writer__in=people)
        essays = essays.select_related("draft").defer("draft__document")
        self.essays = {(essay.assignment_id, essay.writer_id): essay for essay in essays}
        pks = [essay.pk for essay in self.essays.values()]
        self.submissions = defaultdict(list)
        for each in Submission.objects.filter(essay__in=pks).order_by("round", "pk").defer(*LARGE):
            self.submissions[each.essay_id].append(each)
        excuses = Excuse.objects.filter(assignment__in=assignments, student__in=people, lifted_at=None)
        self.excused = set(excuses.values_list("assignment", "student"))
        longer = Extension.objects.filter(assignment__in=assignments, student__in=people, lifted_at=None)
        self.extended = {
            (work, person): due for work, person, due in longer.values_list("assignment", "student", "due")
        }
        returns = Return.objects.visible().filter(submission__essay__in=pks).select_related("mark").order_by("pk")
        shown = list(returns if for_staff else with_waiting(returns))
        self.returned = {each.submission_id for each in shown}
        self.shown = {each.submission_id: each.mark for each in shown if for_staff or each.mark_shows}
        marks = Mark.objects.filter(submission__essay__in=pks).order_by("pk") if for_staff else []
        self.marks = {mark.submission_id: mark for mark in marks}

    def standing(self, work: Assignment, person: int) -> Standing:
        essay = self.essays.get((work.pk, person))
        submissions = self.submissions[essay.pk] if essay else []
        kept = [each for each in submissions if each.sent_back_at is None]
        newest = kept[-1] if kept else None
        mark = self.marks.get(newest.pk) if newest else None
        found = standing(
            now=self.now,
            opens=work.opens,
            due=work.due,
            closes=work.closes,
            extended_to=self.extended.get((work.pk, person)),
            ends_at=essay.ends_at if essay else None,
            round=essay.draft.round if essay else 0,
            words=essay.draft.words if essay else 0,
            submissions=[self._handed_in(each, work, person) for each in submissions],
            mark=mark.kind if mark else None,
            returned=newest is not None and newest.pk in self.returned,
            excused=(work.pk, person) in self.excused,
            redrafts=work.redrafts,
        )
        return replace(
            found,
            essay=essay.pk if essay else None,
            submission=newest.pk if newest else None,
            handed_in_at=newest.handed_in_at if newest else None,
            **self._judgement(kept),
        )

    def _handed_in(self, each: Submission, work: Assignment, person: int) -> HandedIn:
        late = is_late(each.late, each.handed_in_at, self.extended.get((work.pk, person)))
        return HandedIn(each.round, late, each.sent_back_at is not None, each.sent_back_by_id == person)

    def _judgement(self, kept: list[Submission]) -> dict:
        """The newest total that may be seen, and what a redraft gained over the first round."""
        known = {**self.shown, **self.marks}
        judged = [known[each.pk] for each in kept if each.pk in known and known[each.pk].kind in JUDGED]
        returned = [self.shown[each.pk] for each in kept if each.pk in self.shown]
        gain = returned[-1].total - returned[0].total if len(returned) > 1 else None
        if not judged:
            return {"gain": gain}
        return {"total": judged[-1].total, "out_of": judged[-1].out_of, "grade": judged[-1].grade, "gain": gain}
