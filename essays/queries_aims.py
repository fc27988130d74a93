"""What students set out to do: on their feedback, beside their next essay, and for whoever marks that."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import Truncator

from classrooms.models import User
from essays.aiming import LONGEST, MOST_OPEN
from essays.models import Aim, Assignment, Essay, Return, Submission


@dataclass(frozen=True)
class Aims:
    """A student's aims on the page of what was returned. `offered`: words of the teacher, to take up by one press."""

    open: list[Aim]
    met: list[Aim]
    offered: list[str]

    @property
    def full(self) -> bool:
        return len(self.open) >= MOST_OPEN


def aims(submission: Submission, *, student: User, advice: list[str]) -> Aims:
    """All open aims, those met of this submission, and what of the teacher's advice is not among them."""
    kept = list(Aim.objects.filter(student=student, dropped_at=None))
    offered = dict.fromkeys(Truncator(" ".join(each.split())).chars(LONGEST) for each in advice if each.strip())
    return Aims(
        open=[aim for aim in kept if aim.met_at is None],
        met=[aim for aim in kept if aim.met_at and aim.submission_id == submission.pk],
        offered=[each for each in offered if each not in {aim.text for aim in kept}],
    )


@dataclass(frozen=True)
class Brought:
    """What a writer brings to an essay from those before: open aims, and the last next step unless it is among them."""

    aims: list[Aim]
    step: str


def brought(essay: Essay) -> Brought:
    """Take the last step from the newest visible return of the essay itself, else of any essay of the writer."""
    aims = list(Aim.objects.filter(student=essay.writer_id, met_at=None, dropped_at=None))
    returns = Return.objects.visible().filter(submission__essay__writer=essay.writer_id, submission__sent_back_at=None)
    steps = returns.exclude(mark__next_step="").order_by("-visible_at", "-pk")
    found = steps.values_list("submission__essay", "mark__next_step")
    step = found.filter(submission__essay=essay).first() or found.first() or (None, "")
    return Brought(aims, "" if step[1] in {aim.text for aim in aims} else step[1])


def aims_behind(submission: Submission, *, by: User) -> list[Aim]:
    """What the writer had set out to do when this was handed in, oldest first: only of work that this person marks."""
    essay = submission.essay
    stood = Q(met_at=None) | Q(met_at__gte=essay.begun_at)
    behind = Aim.objects.filter(
        stood, student=essay.writer_id, dropped_at=None, made_at__lte=submission.handed_in_at
    ).order_by("made_at", "pk")
    if not behind.exists():  # of most essays, and far quicker said than whose work one marks
        return []
    return list(behind.filter(submission__essay__assignment__in=Assignment.objects.marked_by(by)))
