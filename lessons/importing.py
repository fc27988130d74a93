"""Bringing in a course as a zip: kept first, looked at, then loaded."""

import hashlib
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms import audit
from classrooms.errors import Conflict
from classrooms.models import User
from lessons import zips
from lessons.adding import make_course
from lessons.errors import PackProblems
from lessons.models import Course, CourseUpload
from lessons.pack.check import check
from lessons.pack.load import Report, changes_of, load
from lessons.pack.parts import Pack
from lessons.pack.read import read_files
from lessons.restructuring import locked

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def keep_upload(*, course: Course | None, slug: str, name: str, data: bytes, by: User) -> CourseUpload:
    """Keep a zip to look at, for a course or (None) for a new one of this short name: one a person, for a day."""
    CourseUpload.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
    CourseUpload.objects.filter(made_by=by).delete()
    assert by.school is not None
    return CourseUpload.objects.create(
        school=by.school,
        course=course,
        slug=course.slug if course else slug,
        name=name[-100:],
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
        made_by=by,
    )


def pack_of_upload(upload: CourseUpload) -> Pack:
    """The course in a zip, with every problem of the zip and of its files."""
    files, _folder, problems = zips.read(bytes(upload.data), upload.name)
    if problems:
        return Pack(upload.slug, {}, problems=tuple(problems))
    return read_files(files, upload.slug)


@transaction.atomic
def apply(upload: CourseUpload, *, loaded_at: datetime | None, replace: bool, by: User) -> Report | Course:
    """Load what was uploaded, and forget the upload. A new course is not published; new units of a course are not.

    Raises Conflict when the course has changed since `loaded_at`, ChangedInSchool when the school has changed what the
    zip says otherwise, unless `replace`, which only an admin may say; PackProblems; Conflict for a name that is taken.
    """
    pack = pack_of_upload(upload)
    problems = check(pack)
    if problems:
        raise PackProblems(problems)
    if upload.course is None:
        files = {path: text.encode() for path, text in pack.files.items()} | pack.images
        made = make_course(school=upload.school, slug=upload.slug, files=files, by=by, verb="imported a new course")
        upload.delete()
        return made
    course = locked(upload.course, loaded_at)
    if replace and not by.is_school_admin and changes_of(course, pack).edited:
        raise PermissionDenied
    report = load(pack, school=upload.school, by=by, replace=replace, publish=False)
    audit.record(
        verb="imported a course",
        by=by,
        school=upload.school,
        thing=course,
        new=len(report.new),
        changed=len(report.changed),
        gone=len(report.gone),
        replaced=replace,
    )
    upload.delete()
    return report


def require_name(school_id: int | None, slug: str) -> None:
    """Conflict when a course of the school has this short name."""
    if Course.objects.filter(school=school_id, slug=slug).exists():
        raise Conflict(_("Another course has this short name. Choose another."), code="taken")
