"""A course as the database keeps it: the text of its files with their versions, and the rows made from that text.

Rows are never edited by hand (docs/architecture.md, A course is a folder). A row whose part leaves the course is
retired, not deleted, because essays, clippings and citations point to it.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The courses of one's school."""
        return self.filter(school=user.school_id) if user.school_id else self.none()


class Course(models.Model):
    """A course of a school, loaded from a folder."""

    school = models.ForeignKey("classrooms.School", models.PROTECT, related_name="courses")
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    native = models.CharField(max_length=12, blank=True, help_text=_("The language of names and terms under “native”."))
    authors = models.JSONField(default=list)
    licence = models.CharField(max_length=100, blank=True)
    rubric = models.JSONField(null=True, help_text=_("As rubric.toml says it; essays make a Rubric of it."))
    comments = models.JSONField(default=list, help_text=_("The comment bank, as comments.toml says it."))
    loaded_at = models.DateTimeField(default=timezone.now)

    objects = CourseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "slug"], name="one_course_of_a_slug_in_a_school")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("lessons:course", args=[self.slug])


class CourseFile(models.Model):
    """One text file of a course's folder. Its newest version is the truth."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="files")
    path = models.CharField(max_length=200)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "path"], name="one_file_of_a_path_in_a_course")]

    def __str__(self):
        return self.path


class FileVersion(models.Model):
    """What a file said, byte for byte, from one moment on."""

    class Source(models.TextChoices):
        LOADED = "loaded", _("Loaded from a folder")
        STUDIO = "studio", _("Edited in the studio")

    file = models.ForeignKey(CourseFile, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    data = models.BinaryField(null=True, help_text=_("The bytes of an image; such a file has no text."))
    source = models.CharField(max_length=8, choices=Source)
    note = models.CharField(max_length=200, blank=True, help_text=_("What changed, in the editor's words."))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="one_version_of_a_number_of_a_file")]

    def __str__(self):
        return f"{self.file} · {self.number}"


class FileDraft(models.Model):
    """A file's text while it is changed in the studio; readers see the newest version until this is published."""

    file = models.OneToOneField(CourseFile, models.CASCADE, related_name="draft")
    text = models.TextField()
    revision = models.PositiveIntegerField(default=1, help_text=_("Counts saves: an editor names the one it replaces."))
    base = models.ForeignKey(
        FileVersion, models.PROTECT, null=True, related_name="+", help_text=_("The version it grew from; none if new.")
    )
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    publish_at = models.DateTimeField(null=True, blank=True)
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    held = models.TextField(blank=True, help_text=_("Why the scheduled text did not go out."))

    def __str__(self):
        return f"{self.file} · draft {self.revision}"


class UnitQuerySet(models.QuerySet):
    def published(self):
        return self.filter(retired_at=None, published_at__lte=timezone.now())

    def visible_to(self, user):
        """Published units of the school's courses; who edits courses also sees the others."""
        units = self.filter(course__school=user.school_id, retired_at=None) if user.school_id else self.none()
        return units if user.keeps_courses else units.published()


class Unit(models.Model):
    """One of a course's study units."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="units")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=100)
    title = models.CharField(max_length=200)
    years = models.CharField(max_length=40, blank=True)
    summary = models.TextField(blank=True)
    overview = models.TextField(help_text="Markdown.")
    reading = models.JSONField(default=list, help_text="Further reading.")
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["course", "slug"], name="one_unit_of_a_slug_in_a_course")]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("lessons:unit", args=[self.course.slug, self.slug])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.published_at <= timezone.now()


class Section(models.Model):
    """A text that is read at one sitting, made of passages."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=100)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField()
    words = models.PositiveIntegerField()
    version = models.ForeignKey(FileVersion, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["unit", "slug"], name="one_section_of_a_slug_in_a_unit")]

    def __str__(self):
        return f"{self.unit.number}.{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("lessons:section", args=[self.unit.course.slug, self.unit.slug, self.slug])


class Passage(models.Model):
    """One addressable paragraph of a section. `text` is what clippings' offsets count in, in code points."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="passages")
    key = models.CharField(max_length=40, help_text="The id in the file, as p7.")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["section", "key"], name="one_passage_of_a_key_in_a_section")]

    def __str__(self):
        return f"{self.section} · {self.key}"
