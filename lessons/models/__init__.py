"""A course, its parts, and what readers do with them."""

from lessons.models.course import Course, CourseFile, FileDraft, FileVersion, Passage, Section, Unit
from lessons.models.parts import (
    CheckQuestion,
    Dispute,
    Event,
    Figure,
    Image,
    Part,
    Person,
    Picture,
    Question,
    Source,
    Term,
)
from lessons.models.reading import CheckAnswer, Clipping, ReadingPlace
from lessons.models.search import SearchEntry
from lessons.models.uploads import CourseUpload

__all__ = [
    "CheckAnswer",
    "CheckQuestion",
    "Clipping",
    "Course",
    "CourseFile",
    "CourseUpload",
    "Dispute",
    "Event",
    "Figure",
    "FileDraft",
    "FileVersion",
    "Image",
    "Part",
    "Passage",
    "Person",
    "Picture",
    "Question",
    "ReadingPlace",
    "SearchEntry",
    "Section",
    "Source",
    "Term",
    "Unit",
]
