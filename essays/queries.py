"""Questions to the database that more than one page asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils import timezone

from classrooms.models import User
from essays.models import Assignment, Essay, Excuse, Mark, Return, Submission
from essays.states import HandedIn, Standing, standing

JUDGED = (Mark.Kind.MARKED, Mark.Kind.CORRECTED)


def standings(
    assignments: Iterable[Assignment], students: Iterable[User | int], *, for_staff: bool
) -> dict[tuple[int, int], Standing]:
    """Return where each student stands in each assignment, by (assignment pk, user pk), in five queries.

    Unless `for_staff`, nothing of a mark is in it before its return is visible: no state, no total, no gain.
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
    return replace(standing(now=now, round=draft.round, words=draft.words), essay=essay.pk)


class _Works:
    """The rows behind many standings, fetched at once."""

    def __init__(self, assignments: list[Assignment], people: list[int], for_staff: bool):
        self.now = timezone.now()
        essays = Essay.objects.filter(assignment__in=assignments, writer__in=people)
        essays = essays.select_related("draft").defer("draft__document")
        self.essays = {(essay.assignment_id, essay.writer_id): essay for essay in essays}
        pks = [essay.pk for essay in self.essays.values()]
        self.submissions = defaultdict(list)
        submissions = Submission.objects.filter(essay__in=pks).order_by("round")
        for each in submissions.defer("document", "text", "citations", "plan"):
            self.submissions[each.essay_id].append(each)
        excuses = Excuse.objects.filter(assignment__in=assignments, student__in=people, lifted_at=None)
        self.excused = set(excuses.values_list("assignment", "student"))
        shown = Return.objects.visible().filter(submission__essay__in=pks).select_related("mark").order_by("pk")
        self.shown = {each.submission_id: each.mark for each in shown}
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
            round=essay.draft.round if essay else 0,
            words=essay.draft.words if essay else 0,
            submissions=[HandedIn(each.round, each.late, each.sent_back_at is not None) for each in submissions],
            mark=mark.kind if mark else None,
            returned=newest is not None and newest.pk in self.shown,
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

    def _judgement(self, kept: list[Submission]) -> dict:
        """The newest total that may be seen, and what a redraft gained over the first round."""
        known = {**self.shown, **self.marks}
        judged = [known[each.pk] for each in kept if each.pk in known and known[each.pk].kind in JUDGED]
        returned = [self.shown[each.pk] for each in kept if each.pk in self.shown]
        gain = returned[-1].total - returned[0].total if len(returned) > 1 else None
        if not judged:
            return {"gain": gain}
        return {"total": judged[-1].total, "out_of": judged[-1].out_of, "grade": judged[-1].grade, "gain": gain}
