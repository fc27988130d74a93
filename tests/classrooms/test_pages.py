"""The pages of people and classes: who finds what on them, and what their forms do."""

import pytest

from classrooms import queries
from classrooms.models import Classroom, Membership, SignInCode, User
from tests import make


def in_class(classroom):
    current = Membership.objects.current().filter(classroom=classroom)
    return set(current.values_list("user__username", "role", "lead"))


class TestClasses:
    @pytest.mark.parametrize(
        ("who", "found"),
        [
            ("hale", {"12C"}),
            ("ann", {"12C"}),
            ("hede", {"12C", "13A"}),
            ("adair", {"12C", "13A"}),
            ("una", set()),
            ("opal", set()),
        ],
    )
    def test_everyone_finds_their_own_and_an_admin_all_of_the_school(self, cast, who, found):
        listed = queries.classes_of(getattr(cast, who))
        assert {one.name for one in listed} == found
        assert cast.other_class not in listed

    def test_a_class_says_how_many_study_in_it_and_who_teaches_it(self, cast):
        one = queries.classes_of(cast.hale).get()
        assert one.student_count == 2
        assert [place.user for place in one.teachers] == [cast.hale, cast.cole]

    def test_an_admin_makes_renames_archives_and_restores_a_class(self, client_of, cast):
        admin = client_of(cast.adair)
        made = admin.post("/classes/new/", {"name": "7B"})
        pk = Classroom.objects.get(name="7B").pk
        assert made["Location"] == f"/classes/{pk}/people/"
        admin.post(f"/classes/{pk}/settings/", {"name": "8B", "department": cast.history.pk})
        admin.post(f"/classes/{pk}/archive/")
        assert "Archived" in admin.get("/classes/").content.decode()
        assert admin.get(f"/classes/{pk}/people/").status_code == 200
        admin.post(f"/classes/{pk}/restore/")
        one = Classroom.objects.get(pk=pk)
        assert (one.name, one.department, one.archived_at) == ("8B", cast.history, None)

    def test_a_taken_name_is_said_at_its_field(self, client_of, cast):
        admin = client_of(cast.adair)
        for address in ("/classes/new/", f"/classes/{cast.c13.pk}/settings/"):
            answer = admin.post(address, {"name": "12C"})
            assert answer.status_code == 422
            assert answer.context["form"].has_error("name")

    def test_a_department_of_another_school_is_refused(self, client_of, cast):
        foreign = make.department(school=cast.other)
        answer = client_of(cast.adair).post("/classes/new/", {"name": "7B", "department": foreign.pk})
        assert answer.status_code == 422

    def test_archived_classes_are_an_admin_s_to_open_and_nobody_s_to_change(self, client_of, cast):
        admin = client_of(cast.adair)
        admin.post(f"/classes/{cast.c12.pk}/archive/")
        assert admin.post(f"/classes/{cast.c12.pk}/code/").status_code == 403
        assert client_of(cast.hale).get(f"/classes/{cast.c12.pk}/people/").status_code == 404

    def test_the_list_costs_the_same_for_many_classes(self, client_of, cast, django_assert_max_num_queries):
        for number in range(20):
            made = make.classroom(f"C{number}", school=cast.school)
            make.member(cast.tate, made, role="teacher", lead=True)
        client = client_of(cast.adair)
        with django_assert_max_num_queries(8):
            client.get("/classes/")


class TestPeopleOfAClass:
    def test_the_register_lists_current_students_by_last_name(self, client_of, cast):
        User.objects.filter(pk=cast.ben.pk).update(last_name="Aaron")
        page = client_of(cast.hale).get(f"/classes/{cast.c12.pk}/people/")
        assert [one.user for one in page.context["students"]] == [cast.ben, cast.ann]
        assert "lee" not in page.content.decode()

    def test_the_register_costs_the_same_for_many_students(self, client_of, cast, django_assert_max_num_queries):
        for number in range(30):
            make.member(make.person(f"s{number}", school=cast.school), cast.c12)
        client = client_of(cast.hale)
        with django_assert_max_num_queries(16):
            client.get(f"/classes/{cast.c12.pk}/people/")

    @pytest.mark.parametrize(
        ("who", "acts"),
        [
            ("hale", {"code", "remove", "add"}),
            ("adair", {"code", "remove", "add"}),
            ("cole", {"code"}),
            ("mori", set()),
            ("hede", set()),
        ],
    )
    def test_everyone_sees_only_the_acts_that_are_theirs(self, client_of, cast, who, acts):
        page = client_of(getattr(cast, who)).get(f"/classes/{cast.c12.pk}/people/").content.decode()
        found = {"code": f"/people/{cast.ann.pk}/code/", "remove": "/remove/", "add": "/people/add/"}
        assert {act for act, address in found.items() if address in page} == acts

    def test_a_lead_teacher_adds_a_student_by_user_name_and_takes_one_out(self, client_of, cast):
        client = client_of(cast.hale)
        client.post(f"/classes/{cast.c12.pk}/people/add/", {"username": " UNA "})
        assert ("una", "student", False) in in_class(cast.c12)
        place = cast.ann.memberships.get()
        client.post(f"/classes/{cast.c12.pk}/people/{place.pk}/remove/")
        assert ("ann", "student", False) not in in_class(cast.c12)

    @pytest.mark.parametrize("name", ["nobody", "olga", "tate", "adair", "ann", "opal", ""])
    def test_others_than_students_of_the_school_are_not_added(self, client_of, cast, name):
        before = in_class(cast.c12)
        answer = client_of(cast.hale).post(f"/classes/{cast.c12.pk}/people/add/", {"username": name})
        assert answer.status_code == 422
        assert answer.context["form"].has_error("username")
        assert in_class(cast.c12) == before

    def test_a_lead_teacher_takes_no_staff_out_and_nobody_of_another_class(self, client_of, cast):
        client = client_of(cast.hale)
        for person in (cast.cole, cast.dan):
            place = person.memberships.get()
            assert client.post(f"/classes/{cast.c12.pk}/people/{place.pk}/remove/").status_code == 404
        place = cast.cole.memberships.get()
        assert client_of(cast.adair).post(f"/classes/{cast.c12.pk}/people/{place.pk}/remove/").status_code == 302

    def test_taking_someone_out_twice_is_a_plain_refusal(self, client_of, cast):
        address = f"/classes/{cast.c12.pk}/people/{cast.lee.memberships.get().pk}/remove/"
        assert client_of(cast.hale).post(address).status_code == 409

    def test_acts_lead_back_only_to_pages_of_ours(self, client_of, cast):
        client = client_of(cast.hale)
        unlock = f"/people/{cast.ann.pk}/unlock/"
        assert (
            client.post(unlock, {"next": f"/classes/{cast.c12.pk}/people/"})["Location"]
            == f"/classes/{cast.c12.pk}/people/"
        )
        assert client.post(unlock, {"next": "https://evil.example/"})["Location"] == "/classes/"


class TestPeople:
    def found(self, client_of, cast, **wanted):
        page = client_of(cast.adair).get("/people/", wanted).context["page"]
        return {person.username for person in page}

    def test_an_admin_finds_everyone_of_the_school_and_nobody_else(self, client_of, cast):
        assert self.found(client_of, cast) == {
            "ann", "ben", "lee", "dan", "hale", "cole", "mori", "tate", "hede", "una", "adair",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("wanted", "names"),
        [
            ({"q": "AN"}, {"ann", "dan"}),
            ({"q": "test ann"}, {"ann"}),
            ({"q": "xyz"}, set()),
            ({"who": "student"}, {"ann", "ben", "dan"}),
            ({"who": "staff"}, {"hale", "cole", "mori", "tate", "hede"}),
            ({"who": "admin"}, {"adair"}),
            ({"who": "none"}, {"lee", "una", "adair"}),
            ({"who": "closed"}, {"ben"}),
        ],
    )
    def test_search_and_filter(self, client_of, cast, wanted, names):
        if wanted.get("who") == "closed":
            User.objects.filter(username="ben").update(is_active=False)
        assert self.found(client_of, cast, **wanted) == names

    @pytest.mark.parametrize("wanted", [{"who": "nonsense"}, {"page": "x"}, {"page": "999"}, {"q": "%"}, {"q": "\x00"}])
    def test_bad_questions_get_a_page(self, client_of, cast, wanted):
        assert client_of(cast.adair).get("/people/", wanted).status_code == 200

    def test_fifty_stand_on_a_page_and_the_list_costs_the_same(self, client_of, cast, django_assert_max_num_queries):
        for number in range(60):
            make.member(make.person(f"s{number}", school=cast.school), cast.c12)
        client = client_of(cast.adair)
        with django_assert_max_num_queries(9):
            first = client.get("/people/", {"q": "test"})
        assert len(first.context["page"]) == 50
        assert "?q=test&amp;page=2" in first.content.decode()
        assert len(client.get("/people/?page=2").context["page"]) == 21

    def test_a_new_person_gets_a_code_and_no_password(self, client_of, cast):
        given = {"first_name": "Nadia", "last_name": "Novak", "username": "nadia"}
        page = client_of(cast.adair).post("/people/new/", given)
        nadia = User.objects.get(username="nadia")
        assert not nadia.has_usable_password()
        assert page.context["code"] in page.content.decode()
        assert SignInCode.objects.get().user == nadia

    @pytest.mark.parametrize(
        "given",
        [
            {"username": "ann"},
            {"username": ""},
            {"email": "ann@EXAMPLE.org"},
            {"last_name": "\u2066x"},
            {"username": "a b"},
        ],
    )
    def test_bad_input_is_said_at_its_field(self, client_of, cast, given):
        answer = client_of(cast.adair).post("/people/new/", {"last_name": "Novak", "username": "nadia", **given})
        assert answer.status_code == 422
        assert answer.context["form"].has_error(next(iter(given)))
        assert not User.objects.filter(username="nadia").exists()

    def test_an_admin_changes_a_person_and_not_more_than_the_form_holds(self, client_of, cast):
        given = {
            "first_name": "Anna",
            "last_name": "Test",
            "known_as": "Annie",
            "email": "a@example.org",
            "is_active": "on",
        }
        more = {"is_staff": "on", "is_superuser": "on", "school": cast.other.pk, "username": "root", "password": "x"}
        before = User.objects.get(pk=cast.ann.pk)
        assert client_of(cast.adair).post(f"/people/{cast.ann.pk}/", {**given, **more}).status_code == 302
        after = User.objects.get(pk=cast.ann.pk)
        assert (after.first_name, after.known_as, after.email) == ("Anna", "Annie", "a@example.org")
        for field in ("is_staff", "is_superuser", "school_id", "username", "password"):
            assert getattr(after, field) == getattr(before, field)

    def test_an_admin_s_own_rights_are_not_on_their_own_page(self, client_of, cast):
        form = client_of(cast.adair).get(f"/people/{cast.adair.pk}/").context["form"]
        assert "is_school_admin" not in form.fields
        client_of(cast.adair).post(f"/people/{cast.adair.pk}/", {"last_name": "Adair"})
        cast.adair.refresh_from_db()
        assert cast.adair.is_school_admin
        assert cast.adair.is_active

    @pytest.mark.parametrize(
        ("role", "put"),
        [
            ("student", ("student", False)),
            ("lead", ("teacher", True)),
            ("teacher", ("teacher", False)),
            ("marker", ("marker", False)),
        ],
    )
    def test_an_admin_gives_every_role(self, client_of, cast, role, put):
        client_of(cast.adair).post(f"/people/{cast.una.pk}/role/", {"classroom": cast.c13.pk, "role": role})
        assert ("una", *put) in in_class(cast.c13)

    def test_a_role_in_another_school_s_class_is_refused(self, client_of, cast):
        wanted = {"classroom": cast.other_class.pk, "role": "student"}
        assert client_of(cast.adair).post(f"/people/{cast.una.pk}/role/", wanted).status_code == 422


class TestLook:
    @pytest.fixture
    def choices(self, cast):
        def of():
            return User.objects.values_list("theme", "read_size", "read_face", "read_leading").get(pk=cast.ann.pk)

        return of

    def test_a_script_gets_no_page_and_a_person_their_own_page_back(self, client_of, cast, choices):
        client = client_of(cast.ann)
        assert client.post("/accounts/look/", {"theme": "dark"}, headers={"Accept": "*/*"}).status_code == 204
        page = client.post("/accounts/look/", {"read_size": "xl", "next": "/classes/"}, headers={"Accept": "text/html"})
        assert page["Location"] == "/classes/"
        assert choices() == ("dark", "xl", "literata", "normal")

    def test_the_button_that_was_pressed_wins_over_what_the_form_carries(self, client_of, cast, choices):
        client_of(cast.ann).post("/accounts/look/", {"read_face": ["literata", "legible"], "theme": ""})
        assert choices() == ("", "m", "legible", "normal")

    @pytest.mark.parametrize("bad", [{"theme": "pink"}, {"read_size": "xxl"}, {"read_face": "<b>"}])
    def test_an_unknown_choice_changes_nothing(self, client_of, cast, choices, bad):
        assert client_of(cast.ann).post("/accounts/look/", {**bad, "read_leading": "loose"}).status_code == 422
        assert choices() == ("", "m", "literata", "normal")

    def test_the_choice_is_on_the_page_from_the_server(self, client_of, cast):
        client = client_of(cast.ann)
        client.post("/accounts/look/", {"theme": "sepia"})
        assert 'data-bs-theme="sepia"' in client.get("/accounts/look/").content.decode()
