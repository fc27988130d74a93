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
class Report:
    """What a load did: paths of files that are new, changed or gone, and how many rows followed."""

    course: Course
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    rows: Tally = field(default_factory=Tally)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.rows)


def digest_of(text: str) -> str:
    """SHA-256, in hex, of the text as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def load(pack: Pack, *, school: School, by: User | None = None, replace: bool = False, publish: bool = True) -> Report:
    """Load a course into a school under the pack's name; the same pack again changes nothing.

    Units new to the school are published at once, unless `publish` is false. Raises PackProblems; ChangedInSchool when
    a file was changed in the studio since the last load and the pack says otherwise, unless `replace`.
    """
    problems = check(pack)
    if problems:
        raise PackProblems(problems)
    slug = slugify(pack.name)[:50] or "course"
    course, _ = Course.objects.get_or_create(school=school, slug=slug, defaults={"title": slug})
    course = Course.objects.select_for_update().get(pk=course.pk)
    before, units = newest(course), list(course.units.values_list("pk", flat=True))
    edited = [
        path
        for path, version in before.items()
        if version.source == FileVersion.Source.STUDIO and pack.files.get(path) != version.text
    ]
    if edited and not replace:
        raise ChangedInSchool(edited)
    report = Report(course)
    _keep_files(report, pack, before, by)
    versions = {path: version.pk for path, version in newest(course).items()}
    report.rows = make_rows(course, pack, versions)
    if publish:
        course.units.exclude(pk__in=units).update(published_at=timezone.now())
    if report:
        Course.objects.filter(pk=course.pk).update(loaded_at=timezone.now())
    return report


def keep_version(course: Course, path: str, text: str, source: str, by: User | None) -> FileVersion:
    """Append a version to a file of the course; the file is made when it is new, and brought back when it was gone."""
    file, _ = CourseFile.objects.get_or_create(course=course, path=path)
    if file.gone_at is not None:
        CourseFile.objects.filter(pk=file.pk).update(gone_at=None)
    last = file.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return FileVersion.objects.create(
        file=file, number=last + 1, text=text, digest=digest_of(text), source=source, made_by=by
    )


def _keep_files(report: Report, pack: Pack, before: dict[str, FileVersion], by: User | None) -> None:
    for path, text in pack.files.items():
        if path not in before:
            report.new.append(path)
        elif before[path].text != text:
            report.changed.append(path)
        else:
            continue
        keep_version(report.course, path, text, FileVersion.Source.LOADED, by)
    report.gone = [path for path in before if path not in pack.files]
    CourseFile.objects.filter(course=report.course, path__in=report.gone).update(gone_at=timezone.now())
