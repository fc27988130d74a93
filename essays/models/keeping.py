"""What a person takes home or away."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from essays.models.work import SCHOOL, USER, Assignment

KEPT_FOR = timedelta(days=1)
LATE = timedelta(minutes=1)  # after which one should be told why it takes so long
LOST = timedelta(hours=1)  # after which what was not finished is taken for broken off


class Archive(models.Model):
    """Essays as one zip: a person's own of all time, or for who teaches a class the feedback on one piece of its work.

    Asked for, made by the worker, kept for a day.
    """

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    owner = models.ForeignKey(USER, models.CASCADE, related_name="archives")
    assignment = models.ForeignKey(
        Assignment, models.CASCADE, null=True, blank=True, related_name="+", help_text="Whose feedback it holds."
    )
    asked_at = models.DateTimeField(default=timezone.now)
    total = models.PositiveIntegerField(default=0, help_text="Essays to pack, once it has begun.")
    done = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="Bytes of `data`.")
    data = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["school", "owner", "-asked_at"], name="archives_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(made_at=None, data=None) | models.Q(made_at__isnull=False, data__isnull=False),
                name="a_made_archive_has_its_data",
            )
        ]

    def __str__(self):
        return f"{self.owner_id} · {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def kept_until(self) -> datetime:
        return self.asked_at + KEPT_FOR

    @property
    def is_waiting(self) -> bool:
        """Whether it will still be made."""
        return not self.made_at and not self.failed_at and timezone.now() < self.asked_at + LOST

    @property
    def is_late(self) -> bool:
        return timezone.now() > self.asked_at + LATE
