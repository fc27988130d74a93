"""The record of who did what."""

from django.db import models

from classrooms.models import AuditEntry, School, User


def record(
    *,
    verb: str,
    by: User | None,
    school: School | None,
    thing: models.Model | None = None,
    about: User | None = None,
    **details,
) -> AuditEntry:
    """Append one entry. `verb` is the product's word for the act; `details` holds ids and counts, never texts."""
    return AuditEntry.objects.create(
        school=school,
        actor=by,
        verb=verb,
        thing=(thing._meta.model_name or "") if thing is not None else "",
        thing_id=thing.pk if thing is not None else None,
        about=about,
        details=details,
    )
