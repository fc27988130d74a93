"""Put a course into the database: the text of its files, and the rows made from that text."""

import hashlib
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from classrooms.models import School, User
from lessons.errors import ChangedInSchool, PackProblems
from lessons.models import Course, CourseFile, FileVersion
from lessons.pack.check import check
from lessons.pack.dump import newest
from lessons.pack.parts import Pack
from lessons.pack.prose import slugify
from lessons.pack.rows import Tally, make_rows


@dataclass
class Changes:
    """Paths of files that a load would make new, change or take away.

    `edited` are those that were changed or removed in the studio since the last load, where the pack says otherwise.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)


@dataclass
class Report:
    """What a load did: paths of files that are new, changed or gone, and how many rows followed."""

    course: Course
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    rows: Tally = field(default_factory=Tally)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.rows)


def digest_of(content: str | bytes) -> str:
    """SHA-256, in hex, of a text as UTF-8 or of an image's bytes."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


@transaction.atomic
def load(pack: Pack, *, school: School, by: User | None = None, replace: bool = False, publish: bool = True) -> Report:
    """Load a course into a school under the pack's name; the same pack again changes nothing.

    Units new to the school are published at once, unless `publish` is false. Raises PackProblems; ChangedInSchool when
    a file was changed in the studio since the last load and the pack says otherwise, unless `replace`.
    """
    problems = check(pack)
    if problems:
        raise PackProblems(problems)
    slug = slugify(pack.name)[:50].strip("-") or "course"
    course, _ = Course.objects.get_or_create(school=school, slug=slug, defaults={"title": slug})
    course = Course.objects.select_for_update().get(pk=course.pk)
    units = list(course.units.values_list("pk", flat=True))
    changes = changes_of(course, pack)
    if changes.edited and not replace:
        raise ChangedInSchool(changes.edited)
    _keep_files(course, pack, changes, by)
    report = Report(course, changes.new, changes.changed, changes.gone)
    versions = {path: version.pk for path, version in newest(course).items()}
    report.rows = make_rows(course, pack, versions)
    if publish:
        course.units.exclude(pk__in=units).update(published_at=timezone.now())
    if report:
        Course.objects.filter(pk=course.pk).update(loaded_at=timezone.now())
    return report


def changes_of(course: Course, pack: Pack) -> Changes:
    """Say what a load of this pack would change; nothing is kept."""
    before, removed = newest(course), newest(course, gone=True)
    digests = {path: digest_of(content) for path, content in _contents(pack).items()}
    differ = [path for path, version in before.items() if path not in pack.kept and digests.get(path) != version.digest]
    studio = FileVersion.Source.STUDIO
    return Changes(
        new=[path for path in digests if path not in before],
        changed=[path for path in differ if path in digests],
        gone=[path for path in differ if path not in digests],
        edited=[path for path in differ if before[path].source == studio]
        + [path for path, version in removed.items() if path in digests and version.source == studio],
    )


def keep_version(
    course: Course, path: str, content: str | bytes, source: str, by: User | None, note: str = ""
) -> FileVersion:
    """Append a version to a file of the course; the file is made when it is new, and brought back when it was gone.

    `content` is a text, or the bytes of an image.
    """
    file, _ = CourseFile.objects.get_or_create(course=course, path=path)
    if file.gone_at is not None:
        CourseFile.objects.filter(pk=file.pk).update(gone_at=None)
    last = file.versions.order_by("-number").values_list("number", flat=True).first() or 0
    text, data = (content, None) if isinstance(content, str) else ("", content)
    return FileVersion.objects.create(
        file=file,
        number=last + 1,
        text=text,
        data=data,
        digest=digest_of(content),
        source=source,
        note=note,
        made_by=by,
    )


def _contents(pack: Pack) -> dict[str, str | bytes]:
    return {**pack.files, **pack.images}


def _keep_files(course: Course, pack: Pack, changes: Changes, by: User | None) -> None:
    """Keep what the pack says. What goes although it was edited here counts as loaded once more, for the next load."""
    contents = _contents(pack)
    for path in changes.new + changes.changed:
        keep_version(course, path, contents[path], FileVersion.Source.LOADED, by)
    before = newest(course)
    for path in set(changes.gone) & set(changes.edited):
        FileVersion.objects.filter(pk=before[path].pk).update(source=FileVersion.Source.LOADED)
    CourseFile.objects.filter(course=course, path__in=changes.gone).update(gone_at=timezone.now())
