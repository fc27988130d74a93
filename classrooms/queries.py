"""What the pages of people and classes list, each in a number of queries that does not grow with the rows."""

from django.db.models import Count, Prefetch, Q, QuerySet

from classrooms.models import Classroom, ClassroomQuerySet, Membership, User

BY_NAME = ("last_name", "first_name", "username_key")
MEMBERS_BY_NAME = tuple(f"user__{name}" for name in BY_NAME)


def classes_of(user: User) -> ClassroomQuerySet:
    """The classes this person may know, by name, each with `student_count` and, as `teachers`, those who teach it."""
    current = Q(memberships__ended_at=None, memberships__user__is_active=True, memberships__role="student")
    teaching = Membership.objects.filter(
        ended_at=None, user__is_active=True, role=Membership.Role.TEACHER
    ).select_related("user")
    return (
        Classroom.objects.visible_to(user)
        .annotate(student_count=Count("memberships", filter=current))
        .prefetch_related(Prefetch("memberships", teaching.order_by("-lead", *MEMBERS_BY_NAME), to_attr="teachers"))
        .order_by("name")
    )


def students_of(classroom: Classroom) -> QuerySet[Membership]:
    """The current students of a class in the order of its register, each with their arrangement."""
    current = classroom.memberships.filter(ended_at=None, user__is_active=True)
    return current.students().select_related("user__arrangement").order_by(*MEMBERS_BY_NAME)


def staff_of(classroom: Classroom) -> QuerySet[Membership]:
    """The current teachers and markers of a class, who leads first."""
    current = classroom.memberships.filter(ended_at=None, user__is_active=True)
    return current.staff().select_related("user").order_by("-lead", "-role", *MEMBERS_BY_NAME)


def people_of(school, *, q: str = "", who: str = "") -> QuerySet[User]:
    """People of a school by name, each with their current memberships as `places`.

    `q` is looked for in names and user name, every word of it; `who` is a key of `SearchForm.WHO`.
    """
    places = Membership.objects.current().select_related("classroom", "department")
    people = User.objects.filter(school=school, is_active=who != "closed")
    for word in q.split():
        named = Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(known_as__icontains=word)
        people = people.filter(named | Q(username__icontains=word))
    return (
        _only(people, who)
        .prefetch_related(Prefetch("memberships", places.order_by("classroom__name"), to_attr="places"))
        .order_by(*BY_NAME)
    )


def _only(people: QuerySet[User], who: str) -> QuerySet[User]:
    current = Membership.objects.current()
    if who == "student":
        return people.filter(pk__in=current.students().values("user"))
    if who == "staff":
        return people.filter(pk__in=current.exclude(role=Membership.Role.STUDENT).values("user"))
    if who == "admin":
        return people.filter(is_school_admin=True)
    if who == "none":
        return people.exclude(pk__in=current.values("user"))
    return people
