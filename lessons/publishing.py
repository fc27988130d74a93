"""Changing a course in the school: a file's text, and which units students may read, and from when."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms import audit
from classrooms.errors import Conflict
from classrooms.models import User
from lessons.errors import PackProblems
from lessons.models import Course, FileVersion, Passage, Unit
from lessons.pack.check import check, write_ids
from lessons.pack.dump import newest, pack_of
from lessons.pack.front import FrontMatterError
from lessons.pack.load import keep_version
from lessons.pack.parts import SECTION
from lessons.pack.rows import make_rows


def save_file(course: Course, *, path: str, text: str, by: User, base: str, note: str = "") -> FileVersion:
    """Keep a new text of a file and make the rows that follow from it; the same text again keeps nothing.

    `base` is the digest of the version that was edited, "" for a new file. Raises Conflict when that is not the newest
    one, PackProblems when the course would not check clean. Paragraphs without an id are given one. A unit made so is
    not published yet.
    """
    try:
        with transaction.atomic():
            course = Course.objects.select_for_update().get(pk=course.pk)
            return keep(course, path=path, text=text, by=by, base=base, note=note)
    except IntegrityError:
        raise _changed() from None


def roll_back(version: FileVersion, *, base: str, by: User) -> FileVersion:
    """Make an earlier version's text the newest one, through the same checks; raises what save_file raises."""
    note = _("Back to version %(number)s") % {"number": version.number}
    return save_file(version.file.course, path=version.file.path, text=version.text, by=by, base=base, note=note)


def with_ids(course: Course, path: str, text: str) -> str:
    """The text with an id on each paragraph of a section that had none, never one that was used there before."""
    if not SECTION.fullmatch(path.rpartition("/")[2]):
        return text
    used = Passage.objects.filter(section__version__file__course=course, section__version__file__path=path)
    try:
        return write_ids(text, used.values_list("key", flat=True))
    except FrontMatterError:
        return text


def keep(course: Course, *, path: str, text: str, by: User, base: str, note: str) -> FileVersion:
    """What save_file does, inside a transaction that has locked the course."""
    text = with_ids(course, path, text)
    now = newest(course).get(path)
    if base != (now.digest if now else ""):
        raise _changed()
    if now and now.text == text:
        return now
    pack = pack_of(course, {path: text})
    problems = check(pack)
    if problems:
        raise PackProblems(problems)
    version = keep_version(course, path, text, FileVersion.Source.STUDIO, by, note)
    make_rows(course, pack, {one: kept.pk for one, kept in newest(course).items()})
    Course.objects.filter(pk=course.pk).update(loaded_at=timezone.now())
    audit.record(verb="edited a course file", by=by, school=course.school, thing=version)
    return version


def _changed() -> Conflict:
    return Conflict(_("Somebody changed this file while you were editing it. Compare, then save again."), code="base")


def publish(unit: Unit, *, by: User) -> None:
    """Let students read a unit from now on."""
    now = timezone.now()
    if Unit.objects.filter(pk=unit.pk, retired_at=None).exclude(published_at__lte=now).update(published_at=now):
        audit.record(verb="published a unit", by=by, school=unit.course.school, thing=unit)
    unit.refresh_from_db(fields=["published_at"])


def schedule(unit: Unit, *, at: datetime, by: User) -> None:
    """Let students read a unit from a moment on. Raises Conflict when they read it already."""
    waiting = Unit.objects.filter(pk=unit.pk, retired_at=None).exclude(published_at__lte=timezone.now())
    if not waiting.update(published_at=at):
        raise Conflict(_("This unit is published already. Take it back first."))
    audit.record(verb="scheduled a unit", by=by, school=unit.course.school, thing=unit)
    unit.refresh_from_db(fields=["published_at"])


def withdraw(unit: Unit, *, by: User) -> None:
    """Hide a unit from students; essays and clippings keep what they hold."""
    if Unit.objects.filter(pk=unit.pk).exclude(published_at=None).update(published_at=None):
        audit.record(verb="withdrew a unit", by=by, school=unit.course.school, thing=unit)
    unit.refresh_from_db(fields=["published_at"])
