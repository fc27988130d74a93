"""What is set, written and handed in."""

from typing import cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classrooms.models import Classroom, Membership

SCHOOL = "classrooms.School"
USER = settings.AUTH_USER_MODEL


def classes_marked_by(user):
    """Return the classes whose handed-in work this person may read: as teacher, marker, or head of the department."""
    mine = Membership.objects.current().filter(user=user)
    return Classroom.objects.current().filter(
        Q(pk__in=mine.staff().values("classroom")) | Q(department__in=mine.filter(role="head").values("department"))
    )


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Work set to classes that one marks; and, once it has opened, to classes that one studies in."""
        studied = Membership.objects.current().students().filter(user=user).values("classroom")
        return self.filter(
            Q(classroom__in=classes_marked_by(user)) | Q(classroom__in=studied, opens__lte=timezone.now()),
            withdrawn_at=None,
        )

    def marked_by(self, user):
        """Work set to classes whose essays this person marks."""
        return self.filter(classroom__in=classes_marked_by(user), withdrawn_at=None)


class Assignment(models.Model):
    """A question set to a class. It copies question, length and rubric, so that later edits change nothing."""

    class Order(models.TextChoices):
        NAME = "name", _("By name")
        OLDEST = "oldest", _("Oldest first")
        CHANCE = "chance", _("By chance")

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="assignments")
    question = models.ForeignKey("lessons.Question", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("question"))
    short = models.CharField(_("short name"), max_length=40, help_text=_("For the heads of columns."))
    length = models.PositiveIntegerField(_("length"), help_text=_("Words asked for."))
    opens = models.DateTimeField(_("opens"))
    due = models.DateTimeField(_("due"))
    closes = models.DateTimeField(_("closes"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, help_text=_("Timed: how long each student has from their own start.")
    )
    redrafts = models.PositiveSmallIntegerField(_("redrafts"), default=1)
    take_back = models.BooleanField(_("may be taken back"), default=True, help_text=_("Until it is due."))
    mark_waits = models.BooleanField(
        _("the mark waits"), default=True, help_text=_("It shows once the comments were opened.")
    )
    aims_asked = models.PositiveSmallIntegerField(
        _("aims asked for"), default=0, help_text=_("How many a student writes down before the mark shows.")
    )
    shows_process = models.BooleanField(_("shows how it was written"), default=False)
    blind = models.BooleanField(_("marked blind"), default=False, help_text=_("Codes for names until all is returned."))
    names_shown_at = models.DateTimeField(null=True, blank=True, help_text="When blind marking ended. It stays so.")
    order = models.CharField(_("order of marking"), max_length=6, choices=Order, default=Order.NAME)
    rubric = models.ForeignKey("essays.Rubric", models.PROTECT, related_name="+")
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "classroom", "due"], name="work_of_a_class")]
        constraints = [
            models.CheckConstraint(condition=Q(due__gt=F("opens")), name="work_is_due_after_it_opens"),
            models.CheckConstraint(
                condition=Q(closes=None) | Q(closes__gte=F("due")), name="work_closes_when_due_or_later"
            ),
            models.CheckConstraint(condition=Q(length__gt=0), name="work_asks_for_words"),
            models.CheckConstraint(condition=Q(minutes=None) | Q(minutes__gt=0), name="timed_work_gives_minutes"),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("essays:assignment", args=[self.pk])

    @property
    def hides_names(self) -> bool:
        """Whether those who mark it see codes where names stand otherwise."""
        return self.blind and self.names_shown_at is None


class EssayQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own essays, and those handed in by classes one marks."""
        handed_in = Submission.objects.filter(essay=models.OuterRef("pk"))
        return self.filter(
            Q(writer=user) | Q(models.Exists(handed_in), assignment__in=Assignment.objects.marked_by(user))
        )


class Essay(models.Model):
    """One student's work on one question, through all drafts. Practice has a question but no assignment."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, blank=True, related_name="essays")
    question = models.ForeignKey("lessons.Question", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("question"), help_text=_("As it was when the essay was begun."))
    writer = models.ForeignKey(USER, models.PROTECT, related_name="essays")
    code = models.CharField(max_length=6, blank=True, help_text="Stands for the writer's name where marking is blind.")
    begun_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Timed work: when writing ends, fixed at the start.")
    )

    objects = EssayQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "writer"], name="essays_of_a_writer")]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "writer"], name="one_essay_on_an_assignment"),
            models.UniqueConstraint(fields=["assignment", "code"], condition=~Q(code=""), name="one_essay_of_a_code"),
            models.UniqueConstraint(
                fields=["question", "writer"], condition=Q(assignment=None), name="one_practice_essay_on_a_question"
            ),
            models.CheckConstraint(
                condition=Q(assignment__isnull=False) | Q(question__isnull=False), name="an_essay_answers_something"
            ),
        ]

    def __str__(self):
        return f"{self.writer} · {self.text[:60]}"

    def get_absolute_url(self):
        return reverse("essays:desk", args=[self.pk])

    @property
    def called(self) -> str:
        """What those who mark this essay call its writer: by name, or by its code while names are hidden.

        The one place that decides it: no page or file for markers says `writer.name`.
        """
        return self.code if self.assignment and self.assignment.hides_names else self.writer.name

    @property
    def listed_as(self) -> str:
        """The same as a register writes it."""
        return self.code if self.assignment and self.assignment.hides_names else self.writer.sort_name


class Draft(models.Model):
    """The living text of an essay. `revision` counts its saved states, through all rounds, and never restarts."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    essay = models.OneToOneField(Essay, models.CASCADE, related_name="draft", primary_key=True)
    round = models.PositiveSmallIntegerField(default=1)
    revision = models.PositiveIntegerField(default=0)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    words = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.essay_id} · {self.revision}"


class Branch(models.Model):
    """Text of one client that could not become the draft's head. It is never thrown away."""

    class Kind(models.TextChoices):
        CLASH = "clash", _("Written elsewhere meanwhile")
        LATE = "late", _("Written after the work had closed")
        AFTER = "after", _("Written after handing in")

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    essay = models.ForeignKey(Essay, models.CASCADE, related_name="branches")
    client = models.CharField(max_length=24)
    kind = models.CharField(max_length=5, choices=Kind)
    round = models.PositiveSmallIntegerField()
    base = models.PositiveIntegerField(help_text="The revision it grew from.")
    document = models.TextField()
    digest = models.CharField(max_length=64)
    words = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When the writer chose what to keep.")

    class Meta:
        verbose_name_plural = "branches"
        constraints = [
            models.UniqueConstraint(
                fields=["essay", "client"], condition=Q(settled_at=None), name="one_open_branch_of_a_client"
            )
        ]

    def __str__(self):
        return f"{self.essay_id} · {self.client}"


class Revision(models.Model):
    """One acknowledged save. `step` leads from the state before it in its line (head or branch), or is a whole text."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    essay = models.ForeignKey(Essay, models.CASCADE, related_name="revisions")
    branch = models.ForeignKey(Branch, models.CASCADE, null=True, blank=True, related_name="revisions")
    number = models.PositiveIntegerField(help_text="On the head's line: its revision. On a branch: counts its saves.")
    round = models.PositiveSmallIntegerField()
    client = models.CharField(max_length=24)
    seq = models.PositiveIntegerField()
    head = models.PositiveIntegerField(help_text="The head's revision when this was answered.")
    digest = models.CharField(max_length=64)
    words = models.PositiveIntegerField()
    whole = models.BooleanField(help_text="Whether `step` is the whole text.")
    step = models.BinaryField()
    pastes = models.JSONField(
        default=list, help_text="at and length in code points of this text; from: own, clipping, outside."
    )
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["essay", "client", "seq"], name="one_answer_to_a_save"),
            models.UniqueConstraint(
                fields=["essay", "number"], condition=Q(branch=None), name="one_revision_of_a_number"
            ),
        ]

    def __str__(self):
        return f"{self.essay_id} · {self.number}"


class SubmissionQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not sent back."""
        return self.filter(sent_back_at=None)

    def visible_to(self, user):
        """One's own, and those of classes one marks."""
        return self.filter(Q(essay__writer=user) | Q(essay__assignment__in=Assignment.objects.marked_by(user)))

    def marked_by(self, user):
        return self.filter(
            essay__assignment__classroom__in=classes_marked_by(user), essay__assignment__withdrawn_at=None
        )


class Submission(models.Model):
    """A frozen draft, handed in. It never changes: comments are anchored to `text`, in code points.

    Sent back by a teacher, or by its writer who takes it back, it is not handed in any more and stays to be read.
    """

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    essay = models.ForeignKey(Essay, models.PROTECT, related_name="submissions")
    round = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField()
    schema = models.PositiveSmallIntegerField()
    document = models.TextField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    words = models.PositiveIntegerField()
    citations = models.JSONField(default=list, help_text="A copy of each citation: quote, passage, version, reference.")
    plan = models.JSONField(default=dict, help_text="The plan as it stood: thesis and cards; empty without one.")
    handed_in_at = models.DateTimeField()
    late = models.BooleanField()
    by_clock = models.BooleanField(default=False, help_text="Timed work whose time ran out, handed in by itself.")
    receipt = models.CharField(max_length=12, unique=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    sent_back_because = models.TextField(blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "essay", "round"], name="submissions_of_a_school")]
        constraints = [
            models.UniqueConstraint(
                fields=["essay", "round"], condition=Q(sent_back_at=None), name="one_submission_of_a_round"
            )
        ]

    def __str__(self):
        return f"{self.essay} · {self.round}"

    def get_absolute_url(self):
        return reverse("essays:marking-desk", args=[self.pk])

    @property
    def taken_back(self) -> bool:
        """Whether its own writer took it back; else a teacher sent it back, or nobody did."""
        return self.sent_back_at is not None and self.sent_back_by_id == self.essay.writer_id

    @property
    def assignment(self) -> Assignment:
        """The work it was handed in for; practice is never handed in."""
        return cast(Assignment, self.essay.assignment)


class Excuse(models.Model):
    """A student need not do this work."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="excuses")
    student = models.ForeignKey(USER, models.PROTECT, related_name="+")
    because = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "student"], condition=Q(lifted_at=None), name="excused_once")
        ]

    def __str__(self):
        return f"{self.student} · {self.assignment}"


class Extension(models.Model):
    """One student has longer for one piece of work. The newest that was not lifted counts."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="extensions")
    student = models.ForeignKey(USER, models.PROTECT, related_name="+")
    due = models.DateTimeField(_("due"))
    because = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "student"], condition=Q(lifted_at=None), name="extended_once")
        ]

    def __str__(self):
        return f"{self.student} · {self.assignment} · {self.due:%Y-%m-%d}"
