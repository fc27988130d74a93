"""What the verbs of people and classes do, refuse and record."""

import pytest

from classrooms import classes, people
from classrooms.errors import Conflict
from classrooms.models import AuditEntry, Classroom, Membership, User
from tests import make


def verbs():
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def roles_in(classroom, person):
    current = Membership.objects.current().filter(classroom=classroom, user=person)
    return list(current.values_list("role", "lead"))


class TestPeople:
    def test_an_added_person_has_no_password(self, cast):
        new = people.add(school=cast.school, by=cast.adair, username="nadia", last_name="Novak")
        assert not new.has_usable_password()
        assert (new.school, new.is_staff) == (cast.school, False)
        assert [(entry.verb, entry.actor, entry.about) for entry in AuditEntry.objects.all()] == [
            ("added a person", cast.adair, new)
        ]

    @pytest.mark.parametrize("taken", ["ann", "ANN", "ann@example.org", "opal"])
    def test_a_name_that_names_somebody_is_refused(self, cast, taken):
        with pytest.raises(Conflict):
            people.add(school=cast.school, by=cast.adair, username=taken)

    def test_a_name_of_another_school_is_free(self, cast):
        assert people.add(school=cast.school, by=cast.adair, username="olga").school == cast.school

    def test_a_change_names_its_fields_in_the_record_and_not_what_they_hold(self, cast):
        people.change(person=cast.ann, by=cast.adair, first_name="Anna", last_name=cast.ann.last_name)
        cast.ann.refresh_from_db()
        assert cast.ann.first_name == "Anna"
        assert AuditEntry.objects.get().details == {"fields": ["first_name"]}

    def test_a_change_of_nothing_leaves_no_record(self, cast):
        people.change(person=cast.ann, by=cast.adair, first_name=cast.ann.first_name)
        assert verbs() == []

    @pytest.mark.parametrize("fields", [{"is_school_admin": False}, {"is_active": False}])
    def test_nobody_takes_their_own_rights(self, cast, fields):
        people.change(person=cast.una, by=cast.adair, is_school_admin=True)
        with pytest.raises(Conflict):
            people.change(person=cast.adair, by=cast.adair, **fields)

    @pytest.mark.parametrize("fields", [{"is_school_admin": False}, {"is_active": False}])
    def test_the_last_admin_stays(self, cast, fields):
        with pytest.raises(Conflict) as refused:
            people.change(person=cast.adair, by=cast.una, **fields)
        assert refused.value.code == "last-admin"
        cast.adair.refresh_from_db()
        assert cast.adair.is_school_admin
        assert cast.adair.is_active

    def test_one_of_two_admins_may_be_unmade_but_a_closed_one_does_not_count(self, cast):
        people.change(person=cast.una, by=cast.adair, is_school_admin=True)
        people.change(person=cast.una, by=cast.adair, is_active=False)
        with pytest.raises(Conflict):
            people.change(person=cast.adair, by=cast.una, is_school_admin=False)
        people.change(person=cast.una, by=cast.adair, is_active=True)
        people.change(person=cast.adair, by=cast.una, is_school_admin=False)

    def test_a_look_changes_only_what_was_chosen(self, cast):
        people.set_look(user=cast.ann, theme="dark", is_school_admin="yes")
        cast.ann.refresh_from_db()
        assert (cast.ann.theme, cast.ann.read_size, cast.ann.is_school_admin) == ("dark", "m", False)


class TestClasses:
    def test_a_class_is_made_changed_archived_and_restored_on_the_record(self, cast):
        made = classes.make(school=cast.school, by=cast.adair, name="7B")
        classes.change(classroom=made, by=cast.adair, name="8B", department=cast.history)
        classes.archive(classroom=made, by=cast.adair)
        classes.archive(classroom=made, by=cast.adair)
        made.refresh_from_db()
        assert (made.name, made.department, made.archived_at is None) == ("8B", cast.history, False)
        classes.restore(classroom=made, by=cast.adair)
        made.refresh_from_db()
        assert made.archived_at is None
        assert verbs() == ["made a class", "changed a class", "archived a class", "restored a class"]

    def test_two_current_classes_never_share_a_name(self, cast):
        with pytest.raises(Conflict):
            classes.make(school=cast.school, by=cast.adair, name="12C")
        with pytest.raises(Conflict):
            classes.change(classroom=cast.c13, by=cast.adair, name="12C", department=None)
        classes.archive(classroom=cast.c12, by=cast.adair)
        classes.make(school=cast.school, by=cast.adair, name="12C")
        cast.c12.refresh_from_db()
        with pytest.raises(Conflict):
            classes.restore(classroom=cast.c12, by=cast.adair)

    def test_archiving_takes_the_class_from_its_people_and_restoring_gives_it_back(self, cast):
        classes.archive(classroom=cast.c12, by=cast.adair)
        assert roles_in(cast.c12, cast.ann) == []
        assert Membership.objects.filter(classroom=cast.c12, user=cast.ann, ended_at=None).exists()
        classes.restore(classroom=Classroom.objects.get(pk=cast.c12.pk), by=cast.adair)
        assert roles_in(cast.c12, cast.ann) == [("student", False)]

    def test_another_role_ends_the_earlier_one(self, cast):
        classes.put(classroom=cast.c12, person=cast.cole, by=cast.adair, role="teacher", lead=True)
        assert roles_in(cast.c12, cast.cole) == [("teacher", True)]
        assert cast.cole.memberships.count() == 2

    def test_the_same_role_twice_is_refused(self, cast):
        with pytest.raises(Conflict):
            classes.put(classroom=cast.c12, person=cast.ann, by=cast.hale)
        assert cast.ann.memberships.count() == 1

    @pytest.mark.parametrize("who", ["olga", "opal"])
    def test_only_people_of_the_school_come_in(self, cast, who):
        with pytest.raises(Conflict):
            classes.put(classroom=cast.c12, person=getattr(cast, who), by=cast.adair)

    def test_who_is_taken_out_has_left_and_nothing_is_deleted(self, cast):
        one = cast.ann.memberships.get()
        classes.remove(membership=one, by=cast.hale)
        one.refresh_from_db()
        assert one.ended_at is not None
        assert roles_in(cast.c12, cast.ann) == []
        with pytest.raises(Conflict):
            classes.remove(membership=one, by=cast.hale)
        assert verbs() == ["took out of a class"]

    def test_moving_a_student_leaves_the_earlier_class_in_the_record(self, cast):
        classes.remove(membership=cast.ann.memberships.get(), by=cast.adair)
        classes.put(classroom=cast.c13, person=cast.ann, by=cast.adair)
        assert [one.classroom for one in cast.ann.memberships.order_by("pk")] == [cast.c12, cast.c13]
        assert User.objects.get(pk=cast.ann.pk).studies


def test_a_register_puts_accented_letters_beside_plain_ones(cast):
    names = ("Zimmer", "Ångström", "Abel", "Éluard", "Eden")
    people = [make.person(f"p{n}", school=cast.school, last_name=name) for n, name in enumerate(names)]
    in_order = sorted(people, key=lambda person: person.sort_key)
    assert [person.last_name for person in in_order] == ["Abel", "Ångström", "Eden", "Éluard", "Zimmer"]
