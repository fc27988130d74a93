"""Give a course back as the files it was loaded from."""

from collections.abc import Mapping

from django.db.models import OuterRef, Subquery

from lessons.models import Course, FileVersion
from lessons.pack.parts import Pack
from lessons.pack.read import is_image, read_files


def newest(course: Course, *, gone: bool = False) -> dict[str, FileVersion]:
    """The newest version of each file that is still there (or of those that are gone), by path.

    The bytes of images are left in the database; `dump` reads them.
    """
    numbers = FileVersion.objects.filter(file=OuterRef("file")).order_by("-number").values("number")[:1]
    versions = FileVersion.objects.filter(
        file__course=course, file__gone_at__isnull=not gone, number=Subquery(numbers)
    ).select_related("file")
    return {version.file.path: version for version in versions.defer("data").order_by("file__path")}


def dump(course: Course) -> dict[str, bytes]:
    """The course's files by path, byte for byte as they were loaded or last edited."""
    versions = newest(course)
    images = dict(FileVersion.objects.filter(pk__in=_images(versions)).values_list("pk", "data"))
    return {
        path: bytes(images[version.pk] or b"") if version.pk in images else version.text.encode()
        for path, version in versions.items()
    }


def pack_of(course: Course, changed: Mapping[str, str | bytes | None] | None = None) -> Pack:
    """The course in memory as its files say it, or as it would be with these changed (None: gone). Nothing is kept."""
    return pack_from(newest(course), course.slug, changed)


def pack_from(
    versions: Mapping[str, FileVersion], name: str, changed: Mapping[str, str | bytes | None] | None = None
) -> Pack:
    """The course that these versions are, by path, with some files changed (None: gone). Images are not read again."""
    changed = changed or {}
    stays = {path: version for path, version in versions.items() if path not in changed}
    files = {path: version.text.encode() for path, version in stays.items() if not is_image(path)}
    for path, content in changed.items():
        if content is not None:
            files[path] = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return read_files(files, name, kept=[path for path in stays if is_image(path)])


def _images(versions: Mapping[str, FileVersion]) -> list[int]:
    return [version.pk for path, version in versions.items() if is_image(path)]
