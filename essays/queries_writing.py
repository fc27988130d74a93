"""What the writing desk and the pages around it show to the writer."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essays import citing, document
from essays.models import Assignment, Branch, Essay, Plan, Return, Submission
from essays.queries import standing_of
from essays.queries_aims import Brought, brought
from essays.queries_feedback import newest_return
from essays.queries_redraft import Carried, carried_comments
from essays.states import Standing
from lessons.models import Clipping, Question


@dataclass(frozen=True)
class Note:
    """A clipping as the notebook beside the paper shows it. `here`: taken from the question's unit."""

    clipping: Clipping
    here: bool
    used: bool

    @property
    def reference(self) -> str:
        return citing.reference(self.clipping)

    @property
    def place(self) -> str:
        passage = self.clipping.passage
        return _("%(unit)s.%(section)s, passage %(passage)s") % {
            "unit": passage.section.unit.number,
            "section": passage.section.number,
            "passage": passage.position,
        }

    @property
    def url(self) -> str:
        return self.clipping.get_absolute_url()


class Desk:
    """One essay as its writer sees it. Takes it as `access.essay_to_write` gives it; asks only for what is shown."""

    def __init__(self, essay: Essay):
        self.essay, self.draft, self.assignment = essay, essay.draft, essay.assignment
        self.question = essay.question or (essay.assignment.question if essay.assignment else None)

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.essay)

    @cached_property
    def tree(self) -> document.Tree:
        return document.parse(self.draft.document)

    @property
    def plain(self) -> bool:
        """Whether a textarea can hold the draft without loss."""
        return document.is_plain(self.tree)

    @property
    def paragraphs(self) -> str:
        return document.to_paragraphs(self.tree)

    @property
    def length(self) -> int | None:
        return self.assignment.length if self.assignment else None

    @cached_property
    def notes(self) -> list[Note]:
        """The writer's clippings of this course, of the question's unit first, and what the draft cites besides."""
        cited = set(document.citations(self.tree))
        question = self.question
        course = question.unit.course_id if question else None
        clippings = Clipping.objects.visible_to(self.essay.writer).select_related("passage__section__unit__course")
        wanted = [
            each
            for each in clippings
            if each.pk in cited or (each.dropped_at is None and course in (None, each.passage.section.unit.course_id))
        ]
        unit = question.unit_id if question else None
        notes = [Note(each, each.passage.section.unit_id == unit, each.pk in cited) for each in wanted]
        return sorted(notes, key=lambda note: not note.here)

    @property
    def here(self) -> int:
        return sum(note.here for note in self.notes)

    @property
    def references(self) -> list[Note]:
        """What the draft cites, in the order of its numbers."""
        by_pk = {note.clipping.pk: note for note in self.notes}
        return [by_pk[pk] for pk in dict.fromkeys(document.citations(self.tree)) if pk in by_pk]

    @property
    def criteria(self) -> list[dict]:
        return criteria_of(self.assignment, self.question)

    @cached_property
    def branches(self) -> list[Branch]:
        """Texts of this round that were written elsewhere meanwhile and wait for a choice."""
        return list(self.essay.branches.filter(settled_at=None).order_by("saved_at"))

    @cached_property
    def last(self) -> Submission | None:
        """The newest submission that was not sent back."""
        return Submission.objects.standing().filter(essay=self.essay).order_by("round").last()

    @cached_property
    def sent_back(self) -> Submission | None:
        """What was sent back in this round, when it is the writer's turn again."""
        if not self.standing.sent_back:
            return None
        return self.essay.submissions.filter(round=self.draft.round).exclude(sent_back_at=None).latest("sent_back_at")

    @cached_property
    def brought(self) -> Brought:
        """What the writer set out to do, and was told to do, in essays before."""
        return brought(self.essay)

    @cached_property
    def plan(self) -> Plan:
        """The writer's plan; version 0 while there is none."""
        return Plan.objects.filter(essay=self.essay).first() or Plan(essay=self.essay)

    @cached_property
    def returned(self) -> Return | None:
        return newest_return(self.essay)

    @cached_property
    def comments(self) -> list[Carried]:
        """What the writer was told about the submission returned last, where it stands in the draft."""
        found = self.returned
        return carried_comments(found.submission, document.plain_text(self.tree)) if found else []

    @property
    def time_left(self) -> str:
        return days_until(self.assignment.due) if self.assignment else ""


def criteria_of(assignment: Assignment | None, question: Question | None) -> list[dict]:
    """The rubric's criteria: of the work that is set, else of the question's course."""
    data = assignment.rubric.data if assignment else question.unit.course.rubric if question else None
    return (data or {}).get("criteria", [])


def days_until(moment: datetime) -> str:
    """Say how far away a date is, in days of the school's calendar."""
    days = (timezone.localdate(moment) - timezone.localdate()).days
    if moment < timezone.now():
        return _("overdue")
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
