"""Students of classes in the order of a register."""

from collections.abc import Iterable

from classrooms.models import Classroom, Membership, User


def registers(classrooms: Iterable[Classroom]) -> dict[int, list[User]]:
    """Return the current students of each class (by its pk), by last name, in one query."""
    found: dict[int, list[User]] = {classroom.pk: [] for classroom in classrooms}
    members = Membership.objects.current().students().filter(classroom__in=found).select_related("user")
    for member in sorted(members, key=lambda member: member.user.sort_key):
        found[member.classroom_id].append(member.user)
    return found
