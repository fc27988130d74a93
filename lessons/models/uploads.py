"""A course that somebody brings in: kept between the look at what would change and the change itself."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from lessons.models.course import Course


class CourseUploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What one has uploaded oneself."""
        return self.filter(made_by=user)


class CourseUpload(models.Model):
    """A zip as it came. It goes when it is applied, and after a day."""

    school = models.ForeignKey("classrooms.School", models.PROTECT, related_name="+")
    course = models.ForeignKey(
        Course, models.CASCADE, null=True, related_name="+", help_text="What it changes; none for a new course."
    )
    slug = models.SlugField(help_text="The short name of the course that it becomes.")
    name = models.CharField(max_length=100, help_text="Of the file, as it came.")
    data = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = CourseUploadQuerySet.as_manager()

    def __str__(self):
        return f"{self.slug} · {self.made_at:%Y-%m-%d %H:%M}"
