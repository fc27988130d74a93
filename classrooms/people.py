"""Adding people to a school and changing what is known of them."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from classrooms import audit
from classrooms.errors import Conflict
from classrooms.models import School, User, username_key

LOOK = ("theme", "read_size", "read_face", "read_leading")


def is_free(username: str, school: School) -> bool:
    """Tell whether someone new may have this user name: it names nobody of the school, no operator, no email."""
    taken = Q(username_key=username_key(username)) | Q(email__iexact=username)
    return not User.objects.filter(taken, Q(school=school) | Q(school=None)).exists()


def add(
    *,
    school: School,
    by: User | None,
    username: str,
    first_name: str = "",
    last_name: str = "",
    email: str = "",
    is_school_admin: bool = False,
    password: str | None = None,
) -> User:
    """Add a person to a school, with a password only if they chose it themselves. Conflict if the name is taken."""
    if not is_free(username, school):
        raise _taken(username)
    try:
        with transaction.atomic():
            person = User.objects.create_user(
                username,
                email=email,
                password=password,
                school=school,
                first_name=first_name,
                last_name=last_name,
                is_school_admin=is_school_admin,
            )
            audit.record(verb="added a person", by=by or person, school=school, about=person)
    except IntegrityError:  # someone took the name a moment ago
        raise _taken(username) from None
    return person


@transaction.atomic
def change(*, person: User, by: User, **fields) -> None:
    """Change names, email, `is_active`, `is_school_admin` or `edits_courses` of someone of a school.

    Conflict if someone would close their own account or change their own rights, or if no active admin would stay.
    """
    School.objects.select_for_update().get(people=person)  # two admins who unmake each other wait here
    before = User.objects.get(pk=person.pk)
    changed = sorted(name for name, value in fields.items() if getattr(before, name) != value)
    if person == by and {"is_active", "is_school_admin", "edits_courses"} & set(changed):
        raise Conflict(_("Nobody closes their own account or their own rights. Ask another admin."), code="own-account")
    if before.is_school_admin and before.is_active and not _stays_admin(before, fields) and _is_last_admin(before):
        raise Conflict(_("The last admin of a school stays one. Make another person admin first."), code="last-admin")
    if changed:
        User.objects.filter(pk=person.pk).update(**{name: fields[name] for name in changed})
        audit.record(verb="changed a person", by=by, school=person.school, about=person, fields=changed)


def set_look(*, user: User, **choices: str) -> None:
    """Keep what a reader chose of theme, text size, face and spacing."""
    User.objects.filter(pk=user.pk).update(**{name: value for name, value in choices.items() if name in LOOK})


def _stays_admin(before: User, fields: dict) -> bool:
    return fields.get("is_school_admin", before.is_school_admin) and fields.get("is_active", before.is_active)


def _is_last_admin(person: User) -> bool:
    admins = User.objects.filter(school=person.school_id, is_school_admin=True, is_active=True)
    return not admins.exclude(pk=person.pk).exists()


def _taken(username: str) -> Conflict:
    return Conflict(_("Somebody has the user name “%(name)s” already.") % {"name": username}, code="taken")
