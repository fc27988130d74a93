"""The demo school: people, classes, the course, and work in every state."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from classrooms import classes, people
from classrooms.demo_accounts import PASSWORD
from classrooms.models import Classroom, Membership, School, User
from lessons import reading
from lessons.models import Course, Section
from lessons.pack.load import load
from lessons.pack.read import read
from operations.demo import backdating
from operations.demo.classwork import make_classwork
from operations.demo.material import Material

COURSE = settings.BASE_DIR / "lessons" / "courses" / "stalins-ussr"
SMALL_CLASS = 12


class NoDemo(Exception):
    """A demo school cannot be made here; the text says why, for whoever runs the command."""


class NotEmpty(NoDemo):
    """There is a school already: a real one, or the demo."""


@transaction.atomic
def make_demo(*, today: date) -> School:
    """Make the demo school as of `today`, all of it or nothing. Raises NoDemo: in production, or beside any school."""
    _refuse()
    material = Material(today)
    school = School.objects.create(**material.school, is_demo=True)
    everyone = _people(school, material)
    course = load(read(COURSE), school=school, by=everyone["admin"]).course
    rooms = _classes(school, material, everyone)
    backdating.school(school, material.term_began)
    _reading(course, material, everyone)
    make_classwork(material, course=course, rooms=rooms, everyone=everyone)
    return school


def _refuse() -> None:
    if not settings.DESK_MODE:
        raise NoDemo("A demo school is never made in production: its password is public.")
    if School.objects.filter(is_demo=True).exists():
        raise NotEmpty("The demo school is here already. To begin anew: python3 dev.py fresh")
    if School.objects.exists():
        raise NotEmpty("This database holds a real school. Give the demo a database of its own (DATABASE_URL).")


def _people(school: School, material: Material) -> dict[str, User]:
    """Everyone by user name. One hash of the one password serves all who sign in; the large class has none."""
    everyone: dict[str, User] = {}
    for person in sorted(material.staff, key=lambda one: not one.get("is_school_admin")):
        everyone[person["username"]] = _add(school, person, by=everyone.get("admin"))
    for person in [*material.students, *material.large_class]:
        everyone[person["username"]] = _add(school, person, by=everyone["admin"])
    sign_in = [person["username"] for person in [*material.staff, *material.students]]
    User.objects.filter(school=school, username__in=sign_in).update(password=make_password(PASSWORD))
    return everyone


def _add(school: School, person: dict, *, by: User | None) -> User:
    known_as = person.get("known_as", "")
    fields = {name: value for name, value in person.items() if name != "known_as"}
    user = people.add(school=school, by=by, **fields)
    if known_as:
        user.known_as = known_as
        user.save(update_fields=["known_as"])
    return user


def _classes(school: School, material: Material, everyone: dict[str, User]) -> dict[str, Classroom]:
    """12C and 13A with twelve students each, 10D with thirty-five, and 11B, which nobody has joined yet."""
    names = [person["username"] for person in material.students]
    members = {
        "12C": names[:SMALL_CLASS],
        "13A": names[SMALL_CLASS:],
        "10D": [person["username"] for person in material.large_class],
        "11B": [],
    }
    admin, rooms = everyone["admin"], {}
    for name, students in members.items():
        room = rooms[name] = classes.make(school=school, by=admin, name=name)
        classes.put(classroom=room, by=admin, person=everyone["teacher"], role=Membership.Role.TEACHER, lead=True)
        for student in students:
            classes.put(classroom=room, by=admin, person=everyone[student])
    classes.put(classroom=rooms["12C"], by=admin, person=everyone["coteacher"], role=Membership.Role.TEACHER)
    return rooms


def _reading(course: Course, material: Material, everyone: dict[str, User]) -> None:
    for reader, places in material.reading.items():
        for n, (slug, passage) in enumerate(places.items()):
            section = Section.objects.get(unit__course=course, slug=slug)
            last = section.passages.filter(retired_at=None).last()
            reached = last.key if passage == "end" and last else passage
            place = reading.remember(section=section, passage=reached, by=everyone[reader])
            if place is None:
                raise ValueError(f"The demo reads {passage} of {slug}, which the section does not have.")
            backdating.read(place, material.midnight - timedelta(days=3 * (len(places) - n), hours=4))
