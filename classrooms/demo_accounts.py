"""The accounts of the demo school that the sign-in page offers, on a desk only."""

from dataclasses import dataclass

from django.conf import settings

from classrooms.models import Membership, User

PASSWORD = "redraft-demo"  # noqa: S105 - public on purpose: a demo never runs where strangers can reach it
NAMES = ("student1", "student2", "student3", "teacher", "coteacher", "admin")


@dataclass(frozen=True)
class DemoAccount:
    """One person to sign in as: what the button says, and what it sends."""

    username: str
    school: int | None
    name: str
    initials: str
    role: str
    what: str


def accounts() -> list[DemoAccount]:
    """Return the demo's people in the order of NAMES; none outside desk mode or without a demo school."""
    if not settings.DESK_MODE:
        return []
    found = User.objects.filter(school__is_demo=True, username_key__in=NAMES).prefetch_related("memberships__classroom")
    by_name = {person.username_key: person for person in found}
    return [_account(by_name[name]) for name in NAMES if name in by_name]


def _account(person: User) -> DemoAccount:
    current = [one for one in person.memberships.all() if one.ended_at is None and one.classroom]
    roles = {one.role for one in current}
    if person.is_school_admin:
        role = str(User._meta.get_field("is_school_admin").verbose_name).capitalize()
    else:
        role = next((str(role.label) for role in Membership.Role if role in roles), "")
    what = ", ".join(sorted(str(one.classroom) for one in current))
    return DemoAccount(person.username, person.school_id, person.name, person.initials, role, what)
