"""A course as the database keeps it: the text of its files with their versions, and the rows made from that text.

Rows are never edited by hand (docs/architecture.md, A course is a folder). A row whose part leaves the course is
retired, not deleted, because essays, clippings and citations point to it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
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
    source = models.CharField(max_length=8, choices=Source)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="one_version_of_a_number_of_a_file")]

    def __str__(self):
        return f"{self.file} · {self.number}"


class UnitQuerySet(models.QuerySet):
    def published(self):
        return self.filter(retired_at=None, published_at__lte=timezone.now())

    def visible_to(self, user):
        """Published units of the school's courses; its admins also see the others."""
        units = self.filter(course__school=user.school_id, retired_at=None) if user.school_id else self.none()
        return units if user.is_school_admin else units.published()


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


class Part(models.Model):
    """What persons, terms, sources and the like share: a place in a unit and an id in the course."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="%(class)ss")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="%(class)ss")
    key = models.SlugField(max_length=100)
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="one_%(class)s_of_a_key_in_a_course")]


class Question(Part):
    """A key question of a unit: what essays answer."""

    text = models.TextField()
    short = models.CharField(max_length=40)
    command = models.CharField(max_length=100, blank=True)
    asks = models.TextField(blank=True)
    strong = models.JSONField(default=list, help_text="What a strong answer does.")
    sections = models.JSONField(default=list, help_text="Slugs of the sections to read for it.")
    misconception = models.TextField(blank=True, help_text="For teachers only.")

    class Meta(Part.Meta):
        pass

    def __str__(self):
        return self.text

    @property
    def number(self) -> str:
        return f"{self.unit.number}.{self.position}"


class Event(Part):
    """A dated event of a unit's timeline."""

    date = models.CharField(max_length=60, help_text="As shown.")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    turn = models.BooleanField(default=False, help_text="A turning point.")
    section = models.SlugField(max_length=100, blank=True)

    class Meta(Part.Meta):
        pass

    def __str__(self):
        return f"{self.date}: {self.title}"


class Person(Part):
    """A historical person."""

    name = models.CharField(max_length=120)
    native = models.CharField(max_length=120, blank=True)
    born = models.SmallIntegerField(null=True, blank=True)
    died = models.SmallIntegerField(null=True, blank=True)
    role = models.CharField(max_length=300)
    fate = models.CharField(max_length=300, blank=True)
    ended = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    also = models.JSONField(default=dict, help_text="Further units (number) with the person's role there.")

    class Meta(Part.Meta):
        verbose_name_plural = "people"

    def __str__(self):
        return self.name


class Term(Part):
    """A word of the glossary."""

    term = models.CharField(max_length=120)
    native = models.CharField(max_length=120, blank=True)
    meaning = models.TextField()
    also = models.JSONField(default=list, help_text="Numbers of further units that use it.")

    class Meta(Part.Meta):
        pass

    def __str__(self):
        return self.term


class Source(Part):
    """A source with its origin, purpose, value and limitation."""

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    author = models.CharField(max_length=200, blank=True)
    date = models.CharField(max_length=100, blank=True)
    described = models.TextField()
    origin = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    value = models.TextField(blank=True)
    limitation = models.TextField(blank=True)
    reference = models.TextField()

    class Meta(Part.Meta):
        pass

    def __str__(self):
        return self.title


class Figure(Part):
    """A small table with its chart. `data` holds unit, columns, rows, key, source and note of figures.toml."""

    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=400, blank=True)
    chart = models.CharField(max_length=20)
    data = models.JSONField()

    class Meta(Part.Meta):
        pass

    def __str__(self):
        return self.title


class Dispute(Part):
    """What sources or historians differ on. `data` holds unit, claims, why and use as disputes.toml says them."""

    title = models.CharField(max_length=300)
    about = models.TextField(blank=True)
    data = models.JSONField()

    class Meta(Part.Meta):
        pass

    def __str__(self):
        return self.title


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
    made_at = models.DateTimeField(default=timezone.now)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = ClippingQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="a_clipping_has_words")]

    def __str__(self):
        return self.quote[:60]
