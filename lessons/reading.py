"""Remembering where a reader stopped."""

from django.utils import timezone

from classrooms.models import User
from lessons.models import ReadingPlace, Section


def remember(*, section: Section, passage: str, by: User) -> ReadingPlace | None:
    """Keep the passage that a reader has reached; at the section's last one it counts as read from then on.

    A passage that the section does not have is not kept, and None is returned.
    """
    keys = list(section.passages.filter(retired_at=None).values_list("key", flat=True))
    if passage not in keys:
        return None
    now = timezone.now()
    place, made = ReadingPlace.objects.get_or_create(
        user=by, section=section, defaults={"school": section.unit.course.school, "passage": passage, "updated_at": now}
    )
    finished = passage == keys[-1] and place.read_at is None
    if finished or not made:
        place.passage, place.updated_at = passage, now
        place.read_at = now if finished else place.read_at
        place.save(update_fields=["passage", "updated_at", "read_at"])
    return place
