"""Everyone comes to / and finds their own place."""

import pytest
from django.urls import NoReverseMatch, reverse


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("ann", "dashboards/desk.html"),
        ("una", "dashboards/desk.html"),
        ("lee", "dashboards/desk.html"),
        ("hale", "dashboards/today.html"),
        ("cole", "dashboards/today.html"),
        ("mori", "dashboards/today.html"),
        ("hede", "dashboards/today.html"),
    ],
)
def test_students_find_their_desk_and_teachers_what_waits(cast, client_of, name, template):
    response = client_of(getattr(cast, name)).get("/")
    assert response.status_code == 200
    assert response.templates[0].name == template


def test_an_admin_without_classes_is_sent_to_studio_or_people(cast, client_of):
    try:
        expected = reverse("studio:home")
    except NoReverseMatch:
        expected = reverse("classrooms:people")
    assert client_of(cast.adair).get("/").headers["Location"] == expected


def test_an_operator_is_sent_to_the_back_office(cast, client_of):
    assert client_of(cast.opal).get("/").headers["Location"] == reverse("admin:index")


def test_whoever_is_signed_out_is_asked_to_sign_in(db, client):
    assert client.get("/").headers["Location"].startswith(reverse("account_login"))


def test_someone_in_no_class_is_told_how_to_join_one(cast, page_of):
    page = page_of(cast.una, "dashboards:home")
    assert "You are in no class yet." in page
    assert reverse("classrooms:join") in page


def test_a_head_of_department_finds_its_classes(cast, page_of):
    page = page_of(cast.hede, "dashboards:home")
    assert {"12C" in page, "13A" in page} == {True}
