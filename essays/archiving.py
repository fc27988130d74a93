"""Zips of essays to take away: asked for, made by the worker, kept for a day."""

import io
import zipfile
import zoneinfo
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from classrooms.audit import record
from classrooms.background import later
from classrooms.models import User
from essays import packing_feedback, packing_own
from essays.models import Archive, Assignment
from essays.models.keeping import KEPT_FOR, LOST


@transaction.atomic
def ask(*, by: User, assignment: Assignment | None = None) -> Archive:
    """Have a zip made: of this person's own essays, or of the feedback that a class got on one piece of work.

    While one of the same is in the making, that one is returned; one that was made before goes.
    """
    forget_old()
    now = timezone.now()
    same = Archive.objects.filter(owner=by, assignment=assignment)
    waiting = same.filter(made_at=None, failed_at=None, asked_at__gt=now - LOST).first()
    if waiting is not None:
        return waiting
    assert by.school_id is not None, "only members of a school write and mark essays"
    same.delete()
    archive = Archive.objects.create(school_id=by.school_id, owner=by, assignment=assignment)
    later("essays.tasks.make_archive", archive.pk)
    later("essays.tasks.forget_archives", at=now + KEPT_FOR + timedelta(minutes=1))
    if assignment is None:
        record(verb="asked for own essays", by=by, school=by.school, thing=archive, about=by)
    else:
        record(verb="asked for a class's feedback", by=by, school=by.school, thing=assignment)
    return archive


def forget_old() -> None:
    """Throw away what was kept for a day."""
    Archive.objects.filter(asked_at__lt=timezone.now() - KEPT_FOR).delete()


def make(*, archive: Archive) -> None:
    """Make the zip, counting on the row as it goes; made or failed already, do nothing."""
    begun = Archive.objects.filter(pk=archive.pk, begun_at=None).update(begun_at=timezone.now())
    if not begun:
        return
    try:
        with timezone.override(zoneinfo.ZoneInfo(archive.school.zone)):
            data = _packed(archive)
    except Exception:
        Archive.objects.filter(pk=archive.pk).update(failed_at=timezone.now())
        raise
    Archive.objects.filter(pk=archive.pk).update(data=data, size=len(data), made_at=timezone.now())


def _packed(archive: Archive) -> bytes:
    rows, out = Archive.objects.filter(pk=archive.pk), io.BytesIO()

    def count(done: int, total: int) -> None:
        rows.update(done=done, total=total)

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        if archive.assignment is None:
            packing_own.pack(archive.owner, packed, count)
        else:
            packing_feedback.pack(archive.assignment, packed, count)
    return out.getvalue()
