"""Class codes, and students who come by them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from classrooms import classes, joining
from classrooms.errors import Conflict
from classrooms.models import AuditEntry, ClassCode, Membership, User
from tests import make
from tests.classrooms.test_signing_in import signed_in

NEW = {
    "first_name": "Nadia",
    "last_name": "Novak",
    "username": "nadia",
    "password1": "three odd words",
    "password2": "three odd words",
}


@pytest.fixture
def code(cast):
    return joining.make_code(classroom=cast.c12, by=cast.hale)


def students(classroom):
    return sorted(
        Membership.objects.current().students().filter(classroom=classroom).values_list("user__username", flat=True)
    )


def test_a_code_is_found_however_it_is_typed(code):
    assert joining.find(f" {code.code[:4].lower()} {code.code[4:].lower()} ") == code


def test_a_new_code_stops_the_earlier_one(cast, code):
    second = joining.make_code(classroom=cast.c12, by=cast.hale)
    assert joining.find(code.code) is None
    assert joining.code_of(cast.c12) == second


def test_a_revoked_an_old_and_an_archived_class_s_code_work_no_longer(cast, code):
    joining.revoke(classroom=cast.c12, by=cast.hale)
    assert joining.find(code.code) is None
    second = joining.make_code(classroom=cast.c12, by=cast.hale)
    ClassCode.objects.filter(pk=second.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert joining.find(second.code) is None
    third = joining.make_code(classroom=cast.c12, by=cast.hale)
    classes.archive(classroom=cast.c12, by=cast.adair)
    assert joining.find(third.code) is None


def test_a_code_works_for_fourteen_days(code):
    assert code.expires_at - code.made_at == timedelta(days=14)


def test_a_student_of_the_school_joins_with_their_account(cast, code):
    joining.join(code=code, student=cast.una)
    assert students(cast.c12) == ["ann", "ben", "una"]
    assert joining.came_by(code) == {cast.una.pk}


def test_who_has_left_can_come_back_and_the_earlier_time_stays_on_record(cast, code):
    joining.join(code=code, student=cast.lee)
    assert cast.lee.memberships.count() == 2


@pytest.mark.parametrize("who", ["ann", "hale", "tate", "adair", "olga", "opal"])
def test_whoever_is_in_it_staff_and_people_of_other_schools_do_not_join(cast, code, who):
    before = Membership.objects.count()
    with pytest.raises(Conflict):
        joining.join(code=code, student=getattr(cast, who))
    assert Membership.objects.count() == before


def test_making_and_revoking_stand_in_the_record_without_the_code(cast, code):
    joining.revoke(classroom=cast.c12, by=cast.hale)
    entries = AuditEntry.objects.order_by("pk")
    assert [entry.verb for entry in entries] == ["made a class code", "revoked a class code"]
    assert not [entry for entry in entries if code.code in str(entry.__dict__)]


class TestPage:
    def test_a_stranger_with_a_code_makes_an_account_in_the_class(self, client, cast, code):
        answer = client.post("/accounts/join/", {**NEW, "code": code.code})
        assert (answer.status_code, answer["Location"]) == (302, "/")
        nadia = User.objects.get(username="nadia")
        assert (nadia.school, nadia.name, nadia.is_staff, nadia.is_school_admin) == (
            cast.school,
            "Nadia Novak",
            False,
            False,
        )
        assert nadia.check_password(NEW["password1"])
        assert signed_in(client) == "nadia"
        assert "nadia" in students(cast.c12)
        assert AuditEntry.objects.filter(verb="added a person", about=nadia, actor=nadia).count() == 1

    def test_rights_that_are_sent_along_are_not_given(self, client, cast, code):
        more = {
            "is_school_admin": "on",
            "is_staff": "on",
            "is_superuser": "on",
            "school": cast.other.pk,
            "role": "teacher",
        }
        client.post("/accounts/join/", {**NEW, **more, "code": code.code})
        nadia = User.objects.get(username="nadia")
        assert (nadia.school, nadia.is_school_admin, nadia.is_staff) == (cast.school, False, False)
        assert nadia.memberships.get().role == "student"

    def test_wrong_old_and_revoked_codes_get_one_answer_and_nothing_is_made(self, client, cast, code):
        joining.revoke(classroom=cast.c12, by=cast.hale)
        old = joining.make_code(classroom=cast.c13, by=cast.tate)
        ClassCode.objects.filter(pk=old.pk).update(expires_at=timezone.now())
        answers = [
            client.post("/accounts/join/", {**NEW, "code": typed}) for typed in (code.code, old.code, "NOSUCHXX")
        ]
        assert {answer.status_code for answer in answers} == {422}
        assert len({str(answer.context["form"].errors["code"]) for answer in answers}) == 1
        assert not User.objects.filter(username="nadia").exists()

    def test_without_a_code_the_page_does_not_tell_which_names_are_taken(self, client, cast):
        errors = client.post("/accounts/join/", {**NEW, "username": "ann", "code": "NOSUCHXX"}).context["form"].errors
        assert list(errors) == ["code"]

    @pytest.mark.parametrize("taken", ["ann", "ANN", "ａｎｎ", "opal"])
    def test_a_taken_name_is_said_at_its_field(self, client, cast, code, taken):
        answer = client.post("/accounts/join/", {**NEW, "username": taken, "code": code.code})
        assert answer.status_code == 422
        assert answer.context["form"].has_error("username")

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("username", "hale@example.org"),
            ("username", "ﷺ" * 60),
            ("first_name", "Ann\u202enna"),
            ("last_name", "Ben\x07"),
            ("password1", "password"),
            ("password1", "something else"),
            ("password1", "nadia"),
        ],
    )
    def test_bad_input_is_said_on_the_page_and_nothing_is_made(self, client, cast, code, field, value):
        before = User.objects.count()
        assert client.post("/accounts/join/", {**NEW, "code": code.code, field: value}).status_code == 422
        assert User.objects.count() == before

    def test_a_password_like_the_user_name_is_refused(self, client, cast, code):
        same = {"username": "nadianovak7", "password1": "nadianovak7", "password2": "nadianovak7"}
        answer = client.post("/accounts/join/", {**NEW, **same, "code": code.code})
        assert answer.context["form"].has_error("password1")

    def test_a_signed_in_student_gives_the_code_alone(self, client_of, cast, code):
        assert client_of(cast.una).post("/accounts/join/", {"code": code.code})["Location"] == "/"
        assert "una" in students(cast.c12)

    def test_a_signed_in_teacher_is_told_why_not(self, client_of, cast, code):
        answer = client_of(cast.tate).post("/accounts/join/", {"code": code.code})
        assert answer.status_code == 422
        assert "for students" in answer.content.decode()

    def test_a_link_with_the_code_fills_it_in(self, client, cast, code):
        assert code.code in client.get(f"/accounts/join/?code={code.code}").content.decode()

    def test_the_teacher_sees_the_code_and_who_came_by_it(self, client_of, page_of, cast, code):
        client_of(None).post("/accounts/join/", {**NEW, "code": code.code})
        page = page_of(cast.hale, "classrooms:class-people", cast.c12.pk)
        assert code.code in page
        assert "1 student has come by it" in page
        assert page.count("came by the code") == 1

    @pytest.mark.parametrize("who", ["cole", "mori", "hede"])
    def test_staff_who_do_not_lead_do_not_see_the_code(self, page_of, cast, code, who):
        assert code.code not in page_of(getattr(cast, who), "classrooms:class-people", cast.c12.pk)

    def test_the_teacher_makes_and_stops_a_code(self, client_of, cast):
        client = client_of(cast.hale)
        client.post(f"/classes/{cast.c12.pk}/code/")
        assert joining.code_of(cast.c12)
        client.post(f"/classes/{cast.c12.pk}/code/revoke/")
        assert joining.code_of(cast.c12) is None


def test_two_who_take_one_name_at_once_get_one_account_and_one_refusal(cast, code, monkeypatch):
    make.person("nadia", school=cast.school)
    monkeypatch.setattr("classrooms.people.is_free", lambda username, school: True)  # both asked before either wrote
    with pytest.raises(Conflict):
        joining.join_as_new(code=code, username="Nadia", password="x", first_name="N", last_name="N")
    assert User.objects.filter(username_key="nadia").count() == 1
