"""Give a course back as the files it was loaded from."""

from django.db.models import OuterRef, Subquery

from lessons.models import Course, FileVersion
from lessons.pack.parts import Pack
from lessons.pack.read import read_files


def newest(course: Course) -> dict[str, FileVersion]:
    """The newest version of each file that is still there, by path."""
    numbers = FileVersion.objects.filter(file=OuterRef("file")).order_by("-number").values("number")[:1]
    versions = FileVersion.objects.filter(
        file__course=course, file__gone_at=None, number=Subquery(numbers)
    ).select_related("file")
    return {version.file.path: version for version in versions.order_by("file__path")}


def dump(course: Course) -> dict[str, bytes]:
    """The course's files by path, byte for byte as they were loaded or last edited."""
    return {path: version.text.encode() for path, version in newest(course).items()}


def pack_of(course: Course, changed: dict[str, str] | None = None) -> Pack:
    """The course in memory as its files say it, or as it would be with these texts changed. Nothing is kept."""
    texts = {path: text.encode("utf-8", "surrogatepass") for path, text in (changed or {}).items()}
    return read_files(dump(course) | texts, course.slug)
