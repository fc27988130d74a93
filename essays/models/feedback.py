"""What was thought of a submission: comments, marks, returns, and what the student did about them."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.models.work import SCHOOL, USER, Assignment, Submission


class PointsField(models.FloatField):
    """Points in halves and quarters, which a float holds exactly; whole ones are read as whole numbers."""

    def from_db_value(self, value, expression, connection):
        return int(value) if value is not None and value == int(value) else value


class Rubric(models.Model):
    """Criteria and levels in fixed words, found by the fingerprint of these words: an edited rubric is another one."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    data = models.JSONField(help_text="criteria (code, name, short, student, levels), level_names, bands")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "fingerprint"], name="one_rubric_of_its_words")]

    def __str__(self):
        return self.title


class CommentQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed_at=None)

    def returned(self):
        """Comments that students may see: kept, not for staff only, on a submission whose return is visible now."""
        return self.standing().filter(
            models.Exists(Return.objects.visible().filter(submission=models.OuterRef("submission"))), staff_only=False
        )

    def visible_to(self, user):
        """A writer sees what was returned; those who mark the class see all."""
        return self.standing().filter(
            Q(pk__in=self.returned().filter(submission__essay__writer=user).values("pk"))
            | Q(submission__essay__assignment__in=Assignment.objects.marked_by(user))
        )


class Comment(models.Model):
    """A remark on a span of a submission's text, or on the whole of it (`start` and `end` are null)."""

    class Kind(models.TextChoices):
        PRAISE = "praise", _("Praise")
        TARGET = "target", _("Target")
        QUESTION = "question", _("Question")
        NOTE = "note", _("Note")

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="comments")
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    start = models.PositiveIntegerField(null=True, blank=True, help_text="In code points of the submission's text.")
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    body = models.TextField()
    criterion = models.CharField(max_length=12, blank=True)
    bank_code = models.CharField(max_length=20, blank=True)
    staff_only = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = [F("start").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["school", "submission"], name="comments_of_a_school")]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None, quote="") | Q(start__isnull=False, end__gt=F("start")),
                name="a_comment_has_a_span_or_none",
            )
        ]

    def __str__(self):
        return f"{self.submission_id} · {self.kind} · {self.pk}"


class WorkingMark(models.Model):
    """What a marker has so far, private until it is marked and returned. `version` is what an edit must name."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="working", primary_key=True)
    levels = models.JSONField(default=dict, help_text="Criterion code to level.")
    summary = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    notes = models.JSONField(default=dict, help_text="Criterion code to words about it.")
    version = models.PositiveIntegerField(default=0)
    marker = models.ForeignKey(USER, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.submission_id} · {self.version}"


class Mark(models.Model):
    """One marker's judgement of one submission. Appended, never changed: the newest counts."""

    class Kind(models.TextChoices):
        MARKED = "marked", _("Marked")
        REOPENED = "reopened", _("Reopened")
        CORRECTED = "corrected", _("Corrected")

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="marks")
    marker = models.ForeignKey(USER, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.MARKED)
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="+")
    levels = models.JSONField(default=dict)
    notes = models.JSONField(default=dict, help_text="Criterion code to words about it.")
    total = PointsField(null=True)
    out_of = PointsField(null=True)
    grade = models.CharField(max_length=10, blank=True)
    summary = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    reason = models.TextField(blank=True, help_text="Why a returned mark was corrected.")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["school", "submission", "-id"], name="marks_of_a_school")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="corrected") | ~Q(reason=""), name="a_correction_gives_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(kind="reopened") | Q(total__isnull=False, total__lte=F("out_of")),
                name="a_mark_has_a_total_within_its_rubric",
            ),
        ]

    def __str__(self):
        return f"{self.submission_id} · {self.kind}"


class ReturnQuerySet(models.QuerySet):
    def visible(self):
        """Those that students may see now."""
        return self.filter(visible_at__lte=timezone.now())


class Return(models.Model):
    """A mark and the comments become visible to the student at `visible_at`; until then it can be undone."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="returns")
    mark = models.OneToOneField(Mark, models.PROTECT, related_name="shown_by")
    returned_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    visible_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When its writer had opened the comments.")

    objects = ReturnQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "submission", "visible_at"], name="returns_of_a_school")]

    def __str__(self):
        return f"{self.submission_id} · {self.visible_at:%Y-%m-%d %H:%M}"

    @property
    def is_scheduled(self) -> bool:
        """Whether its moment was chosen: it is later than the time to undo."""
        return self.visible_at - self.made_at > timedelta(seconds=settings.RETURN_UNDO_SECONDS)


class Response(models.Model):
    """What the student did about a comment."""

    class Answer(models.TextChoices):
        DONE = "done", _("Done")
        DIFFERENTLY = "differently", _("Done differently")
        QUESTION = "question", _("Question")

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    comment = models.OneToOneField(Comment, models.PROTECT, related_name="response")
    student = models.ForeignKey(USER, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=11, choices=Answer)
    note = models.TextField(blank=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(answer="question") | ~Q(note=""), name="a_question_has_words")
        ]

    def __str__(self):
        return f"{self.comment_id} · {self.answer}"


class Outcome(models.Model):
    """Whether a redraft did what a comment on the draft before it asked for. Its writer sees it with the return."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="outcomes", help_text="The redraft.")
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="outcomes")
    met = models.BooleanField()
    marker = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "comment"], name="one_outcome_of_a_comment_in_a_redraft")
        ]

    def __str__(self):
        return f"{self.comment_id} · {self.met}"


class Reply(models.Model):
    """A teacher's answer to a student's question about a comment."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, models.PROTECT, related_name="replies")
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "replies"

    def __str__(self):
        return f"{self.response_id} · {self.pk}"
