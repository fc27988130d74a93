"""What the writing desk and the pages around it show to the writer."""

from datetime import datetime

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from essays import document
from essays.models import Assignment, Branch, Essay, Plan, Return, Submission
from essays.queries import standing_of
from essays.queries_aims import Brought, brought
from essays.queries_evidence import Evidence
from essays.queries_feedback import newest_return
from essays.queries_redraft import Carried, carried_comments
from essays.states import Standing
from lessons.models import Question


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

    @property
    def language(self) -> str:
        """The language of the essay: its course's, else the page's."""
        return self.question.unit.course.language if self.question else get_language() or "en"

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence(self.essay, self.tree, self.question)

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
    def now(self) -> str:
        """The server's time, for the clock of timed work."""
        return timezone.now().isoformat()

    @property
    def time_left(self) -> str:
        return days_until(self.standing.due) if self.standing.due else ""


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
