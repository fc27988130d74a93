"""Who comes in by the front door, and what the door says."""

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.urls import reverse

from classrooms import signing_in
from classrooms.models import AuditEntry, School, User
from tests import make

SIGN_IN = "/accounts/login/"
NEUTRAL = "That didn’t match. Check the user name and the password, then try again."


def sign_in(client, login, password=make.PASSWORD, school=None, **more):
    given = {"login": login, "password": password, **more}
    return client.post(SIGN_IN, {**given, "school": school.pk} if school else given)


def signed_in(client):
    user_id = client.session.get("_auth_user_id")
    return User.objects.get(pk=user_id).username if user_id else None


@pytest.fixture
def lone(db):
    """A database with one school."""
    return make.school()


@pytest.mark.parametrize("login", ["ann", "ANN", "  ann ", "ａｎｎ", "ann@example.org", "Ann@Example.org"])
def test_a_person_signs_in_by_user_name_or_email_however_it_is_written(client, lone, login):
    make.person("ann", school=lone)
    assert sign_in(client, login)["Location"] == "/"
    assert signed_in(client) == "ann"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("ann", "wrong"),
        ("nobody", make.PASSWORD),
        ("ann\x00", make.PASSWORD),
        ("gone", "wrong"),
        ("ann@nowhere.org", "x"),
    ],
)
def test_the_page_does_not_tell_whether_an_account_exists(client, lone, login, password):
    make.person("ann", school=lone)
    make.person("gone", school=lone, is_active=False)
    response = sign_in(client, login, password)
    assert response.status_code == 422
    assert signed_in(client) is None
    if "\x00" not in login:
        assert NEUTRAL in response.content.decode()


def test_a_closed_account_does_not_sign_in(client, lone):
    make.person("gone", school=lone, is_active=False)
    assert sign_in(client, "gone")["Location"] == reverse("account_inactive")
    assert signed_in(client) is None


def test_a_closed_account_is_signed_out_at_its_next_request(client_of, cast):
    client = client_of(cast.ann)
    assert client.get("/accounts/look/").status_code == 200
    User.objects.filter(pk=cast.ann.pk).update(is_active=False)
    assert client.get("/accounts/look/").status_code == 302


def test_the_form_asks_for_the_school_only_where_there_are_several(client, lone):
    make.person("ann", school=lone)
    School.objects.create(name="Empty school", slug="empty")
    page = client.get(SIGN_IN)
    assert "school" not in page.context["form"].fields
    assert "Hill School" in page.content.decode()
    make.person("olga", school=School.objects.get(slug="empty"))
    page = client.get(SIGN_IN)
    assert "school" in page.context["form"].fields


def test_people_of_one_name_in_two_schools_come_each_into_their_own(client, cast):
    namesake = make.person("ann", school=cast.other, email="other-ann@example.org")
    sign_in(client, "ann", school=cast.other)
    assert client.session["_auth_user_id"] == str(namesake.pk)


def test_a_person_does_not_sign_in_at_another_school(client, cast):
    assert NEUTRAL in sign_in(client, "ann", school=cast.other).content.decode()
    assert signed_in(client) is None


def test_an_operator_signs_in_at_any_school(client, cast):
    sign_in(client, "opal", school=cast.other)
    assert signed_in(client) == "opal"


def test_an_email_that_two_people_share_names_nobody(lone):
    make.person("ann", school=lone, email="us@example.org")
    make.person("ben", school=lone, email="US@example.org")
    assert signing_in.find("us@example.org") is None


def test_someone_of_the_school_comes_before_an_operator_of_the_same_name(lone):
    make.operator("admin")
    admin = make.person("admin", school=lone)
    assert signing_in.find("admin") == admin


def test_the_session_is_a_new_one_after_signing_in(client, lone):
    make.person("ann", school=lone)
    sign_in(client, "ann")
    first = client.session.session_key
    client.post("/accounts/logout/")
    sign_in(client, "ann")
    assert client.session.session_key != first
    assert not Session.objects.filter(session_key=first).exists()


def test_a_session_ends_at_sign_out_on_the_server(client, lone):
    make.person("ann", school=lone)
    sign_in(client, "ann")
    kept = client.cookies["sid"].value
    client.post("/accounts/logout/")
    client.cookies["sid"] = kept
    assert client.get("/accounts/look/").status_code == 302


def test_strangers_make_no_sessions(client, lone):
    for page in (SIGN_IN, "/accounts/code/", "/accounts/join/", "/accounts/password/reset/", "/"):
        client.get(page)
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_never_leads_to_another_site(client, lone, wanted):
    make.person("ann", school=lone)
    assert sign_in(client, "ann", next=wanted)["Location"] == "/"


def test_signing_in_leads_to_the_page_that_was_asked_for(client, lone):
    make.person("ann", school=lone)
    assert sign_in(client, "ann", next="/classes/")["Location"] == "/classes/"


def test_an_endless_password_is_refused_before_it_is_hashed(client, lone):
    make.person("ann", school=lone)
    assert sign_in(client, "ann", "x" * 1025).context["form"].has_error("password")


def test_the_door_of_the_back_office_is_the_same_door(client, db):
    operator = make.operator("opal")
    for answer in (
        client.get("/admin/login/"),
        client.post("/admin/login/", {"username": "opal", "password": make.PASSWORD}),
    ):
        assert answer["Location"].startswith(SIGN_IN)
    client.force_login(make.person("ann", school=make.school()))
    assert client.get("/admin/login/").status_code == 403
    client.force_login(operator)
    assert client.get("/admin/").status_code == 200


def test_a_changed_password_ends_the_other_sessions_and_stands_in_the_record(client_of, cast):
    here, there = client_of(cast.ann), client_of(cast.ann)
    new = "three odd words"
    given = {"oldpassword": make.PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/change/", given).status_code == 302
    assert here.get("/accounts/look/").status_code == 200
    assert there.get("/accounts/look/").status_code == 302
    assert AuditEntry.objects.get(about=cast.ann).verb == "changed password"


def test_a_forgotten_password_is_set_anew_by_mail_once(client, lone):
    ann = make.person("ann", school=lone)
    client.post("/accounts/password/reset/", {"email": "ANN@example.org"})
    [letter] = mail.outbox
    link = next(line for line in letter.body.split() if "/reset/key/" in line)
    assert "ann" in letter.body
    form = client.get(link, follow=True).request["PATH_INFO"]
    new = {"password1": "three odd words", "password2": "three odd words"}
    client.post(form, new)
    ann.refresh_from_db()
    assert ann.check_password("three odd words")
    assert "no longer works" in client.get(link, follow=True).content.decode()


def test_a_forgotten_password_of_nobody_gets_the_same_answer_and_no_mail(client, lone):
    make.person("ann", school=lone)
    known = client.post("/accounts/password/reset/", {"email": "ann@example.org"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


class TestDemo:
    @pytest.fixture
    def demo(self, db):
        school = make.school(name="Demo", slug="demo", is_demo=True)
        student = make.person("student1", school=school)
        student.set_password("redraft-demo")
        student.save()
        make.member(student, make.classroom("12C", school=school))
        make.person("admin", school=school, is_school_admin=True)
        return school

    def test_the_page_lists_the_demo_accounts_and_one_click_signs_in(self, client, demo):
        page = client.get(SIGN_IN)
        accounts = page.context["demo_accounts"]
        assert [(one.username, one.role, one.what) for one in accounts] == [
            ("student1", "Student", "12C"),
            ("admin", "School admin", ""),
        ]
        assert page.content.decode().count('value="redraft-demo"') == 2
        sign_in(client, accounts[0].username, page.context["demo_password"])
        assert signed_in(client) == "student1"

    def test_the_accounts_work_beside_another_school_too(self, client, demo):
        make.person("student1", school=make.school())
        sign_in(client, "student1", "redraft-demo", school=demo)
        assert signed_in(client) == "student1"

    def test_production_lists_neither_the_accounts_nor_the_school(self, client, demo, settings):
        make.person("ann", school=make.school())
        settings.DESK_MODE = False
        page = client.get(SIGN_IN).content.decode()
        assert "redraft-demo" not in page
        assert "Demo" not in page

    def test_a_school_that_is_no_demo_shows_no_accounts(self, client, lone):
        make.person("student1", school=lone)
        assert "redraft-demo" not in client.get(SIGN_IN).content.decode()
