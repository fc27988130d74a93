"""The notebook beside the paper: the clippings an essay can use, and those that it cites."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from essays import citing, document
from essays.models import Essay
from lessons.models import Clipping, Question, Source
from lessons.sourcing import sources_of


@dataclass(frozen=True)
class Note:
    """A clipping as the notebook shows it: read for this question (`here`), cited (`used`), the source it rests on."""

    clipping: Clipping
    here: bool
    used: bool
    source: Source | None

    @property
    def reference(self) -> str:
        return citing.reference(self.clipping, self.source)

    @property
    def place(self) -> str:
        passage = self.clipping.passage
        return _("%(unit)s.%(section)s, passage %(passage)s") % {
            "unit": passage.section.unit.number,
            "section": passage.section.number,
            "passage": passage.position,
        }

    @property
    def said_by(self) -> str:
        """The source that its passage quotes, in one line; "" without one."""
        return citing.described(self.source, self.clipping.passage.section.unit.course.language) if self.source else ""

    @property
    def url(self) -> str:
        return self.clipping.get_absolute_url()


class Evidence:
    """A writer's clippings for one essay, in three queries. Takes the essay with its draft, and its question."""

    def __init__(self, essay: Essay, tree: document.Tree, question: Question | None):
        self.writer, self.question = essay.writer, question
        self.cited = list(dict.fromkeys(document.citations(tree)))

    @cached_property
    def notes(self) -> list[Note]:
        """Clippings of the question's course, those for the question first, and what the draft cites besides."""
        course = self.question.unit.course_id if self.question else None
        clippings = Clipping.objects.visible_to(self.writer).select_related("passage__section__unit__course")
        wanted = [
            each
            for each in clippings
            if each.pk in self.cited
            or (each.dropped_at is None and course in (None, each.passage.section.unit.course_id))
        ]
        sources = sources_of(wanted)
        notes = [Note(each, self._is_here(each), each.pk in self.cited, sources.get(each.pk)) for each in wanted]
        return sorted(notes, key=lambda note: not note.here)

    @property
    def here(self) -> int:
        """How many are for the question."""
        return sum(note.here for note in self.notes)

    @property
    def unused(self) -> int:
        """How many are for the question and not in the draft."""
        return sum(note.here and not note.used for note in self.notes)

    @property
    def references(self) -> list[Note]:
        """What the draft cites, in the order of its numbers."""
        by_pk = {note.clipping.pk: note for note in self.notes}
        return [by_pk[pk] for pk in self.cited if pk in by_pk]

    def _is_here(self, clipping: Clipping) -> bool:
        """Whether it is of a section to read for the question, or of its unit when the course names no section."""
        if self.question is None:
            return False
        section = clipping.passage.section
        if self.question.sections:
            return section.slug in self.question.sections and section.unit.course_id == self.question.unit.course_id
        return section.unit_id == self.question.unit_id
