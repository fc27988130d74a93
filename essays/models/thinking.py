"""What a student thinks before and between drafts: the plan of an essay, and aims for the next one."""

from django.db import models
from django.utils import timezone

from essays.models.work import SCHOOL, USER, Essay, Submission


class Plan(models.Model):
    """What the writer means to say, kept beside the draft. `version` is what an edit must name."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    essay = models.OneToOneField(Essay, models.CASCADE, related_name="plan", primary_key=True)
    thesis = models.TextField(blank=True)
    cards = models.JSONField(default=list, help_text="In order; each: id, point, evidence, explanation, link.")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.essay_id} · {self.version}"


class Aim(models.Model):
    """What a student set out to do next, written down after a return; shown at the desk until it is met or dropped."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    student = models.ForeignKey(USER, models.PROTECT, related_name="aims")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="aims", help_text="What it was drawn from.")
    text = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now)
    met_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["school", "student", "-made_at"], name="aims_of_a_student")]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="an_aim_has_words")]

    def __str__(self):
        return f"{self.student_id} · {self.text[:60]}"
