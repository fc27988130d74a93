"""What search finds of a course: one row for each thing that has a place on a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lessons.models.course import Course, Unit


class SearchEntry(models.Model):
    """The words of one part of a course, remade from its rows by `lessons.indexing`.

    The database keeps a full-text index in step by triggers (migration 0006): SQLite in the table `lessons_search`,
    PostgreSQL in the column `words`. On SQLite a migration that changes this table has to make its triggers anew.
    """

    class Kind(models.TextChoices):  # in the order in which equals are shown
        PERSON = "person", _("Person")
        TERM = "term", _("Term")
        UNIT = "unit", _("Study unit")
        SECTION = "section", _("Section")
        SOURCE = "source", _("Source")
        DISPUTE = "dispute", _("Dispute")
        FIGURE = "figure", _("Figure")
        EVENT = "event", _("Event")
        QUESTION = "question", _("Key question")

    course = models.ForeignKey(Course, models.CASCADE, related_name="search_entries")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=100, help_text="The part's id; the slug of a section or unit.")
    language = models.CharField(max_length=20, help_text="PostgreSQL's text search configuration.")
    number = models.PositiveSmallIntegerField(null=True, help_text="Of a section in its unit.")
    title = models.TextField()
    text = models.TextField(blank=True)
    plain_title = models.TextField(help_text="The title as it is indexed, sign for sign.")
    plain_text = models.TextField(blank=True, help_text="The text as it is indexed, sign for sign.")
    passages = models.JSONField(
        default=list, help_text="For a section: the id of the passage in each line of the text."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "key"], name="one_search_entry_of_a_part")]

    def __str__(self):
        return f"{self.kind}: {self.title}"
