"""What readers do: where they stopped, what they clipped, what they remembered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lessons.models.course import FileVersion, Passage, Section
from lessons.models.parts import CheckQuestion


class ReadingPlace(models.Model):
    """Where a reader stopped in a section, and when it was read to its end."""

    school = models.ForeignKey("classrooms.School", models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    passage = models.CharField(max_length=40)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When the last passage was first reached.")
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "section"], name="one_place_of_a_reader_in_a_section")]

    def __str__(self):
        return f"{self.user} · {self.section} · {self.passage}"


class ClippingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own clippings, and nobody else's."""
        return self.filter(user=user)


class Clipping(models.Model):
    """A quotation that a student took from a passage, with a note. It keeps the words and their version."""

    school = models.ForeignKey("classrooms.School", models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="clippings")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="+")
    version = models.ForeignKey(FileVersion, models.PROTECT, related_name="+")
    start = models.PositiveIntegerField(help_text="In code points of the passage's text.")
    end = models.PositiveIntegerField()
    quote = models.TextField()
    note = models.TextField(blank=True)
    tags = models.JSONField(default=list, blank=True, help_text="Words of the student's own, to find it again.")
    made_at = models.DateTimeField(default=timezone.now)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = ClippingQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="a_clipping_has_words")]

    def __str__(self):
        return self.quote[:60]

    def get_absolute_url(self):
        """The passage; its owner sees the words highlighted there."""
        return f"{self.passage.section.get_absolute_url()}?clipping={self.pk}#{self.passage.key}"


class CheckAnswer(models.Model):
    """What a reader chose at a check question. Each answer is a row; the newest counts."""

    school = models.ForeignKey("classrooms.School", models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    question = models.ForeignKey(CheckQuestion, models.CASCADE, related_name="answers")
    choice = models.TextField(help_text="The words that were chosen.")
    right = models.BooleanField()
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["answered_at", "pk"]
        indexes = [models.Index(fields=["user", "question"], name="answers_of_a_reader")]

    def __str__(self):
        return f"{self.user} · {self.question_id} · {self.right}"
