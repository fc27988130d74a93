"""What stands in a unit beside its sections: questions, events, people, terms, sources, figures and the like."""

from django.db import models

from lessons.models.course import Course, Unit


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


class Picture(Part):
    """People drawn from the course's data. `data` holds lives, ties, source and note as pictures.toml says them."""

    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=20)
    data = models.JSONField()

    class Meta(Part.Meta):
        pass

    def __str__(self):
        return self.title


class ImageManager(models.Manager):
    """Brings the version of each image, but not its bytes."""

    def get_queryset(self):
        return super().get_queryset().select_related("version").defer("version__data")


class Image(Part):
    """A photograph or scan. Its bytes stand in the file's newest version."""

    file = models.CharField(max_length=100, help_text="The file's name in the unit's folder.")
    version = models.ForeignKey("lessons.FileVersion", models.PROTECT, related_name="+")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.CharField(max_length=300, blank=True)
    description = models.TextField(help_text="For those who do not see it.")
    source = models.TextField()

    objects = ImageManager()

    class Meta(Part.Meta):
        pass

    def __str__(self):
        return self.caption or self.key

    @property
    def ending(self) -> str:
        """How the name of the file ends, as webp."""
        return self.file.rpartition(".")[2]


class CheckQuestion(Part):
    """A quick question after a section; not marked, remembered for the reader's own review."""

    section = models.SlugField(max_length=100)
    text = models.TextField()
    choices = models.JSONField(help_text="Each with text, why and whether it is right.")
    passage = models.CharField(max_length=40, blank=True, help_text="Where to look again.")

    class Meta(Part.Meta):
        pass

    def __str__(self):
        return self.text
