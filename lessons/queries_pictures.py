"""The people of pictures."""

from collections.abc import Iterable

from lessons.models import Part, Person, Picture, Unit


def pictures_of(unit: Unit) -> list[Picture]:
    """Return a unit's pictures in order, each with its people."""
    return with_people(list(unit.pictures.filter(retired_at=None)))


def with_people(pictures: list[Picture]) -> list[Picture]:
    """Give each picture its people by key, as `people`, in one query for all of them, none where there are none."""
    if pictures:
        keys = {key for picture in pictures for key in people_in(picture)}
        rows = Person.objects.filter(course=pictures[0].course_id, key__in=keys).select_related("unit__course")
        found = {person.key: person for person in rows}
        for picture in pictures:
            picture.people = {key: found[key] for key in people_in(picture) if key in found}  # type: ignore[attr-defined]
    return pictures


def people_in(picture: Picture) -> list[str]:
    """Return the keys of the people whom a picture shows."""
    lives = [life["person"] for life in picture.data["lives"]]
    return [*lives, *(tie[side] for tie in picture.data["ties"] for side in ("by", "of"))]


def people_among(parts: Iterable[Part | None]) -> list[str]:
    """Return the keys of the people whom the pictures among these parts show."""
    return [key for part in parts if isinstance(part, Picture) for key in people_in(part)]
