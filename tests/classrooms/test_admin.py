"""The operator's back office: it opens, it is safe, and it shows no essay, mark or comment."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from classrooms.models import AuditEntry, Membership, User
from tests import make

USER = {"username": "nadia", "first_name": "Nadia", "last_name": "Novak", "is_active": "on"}


@pytest.fixture
def office(client_of, cast):
    return client_of(cast.opal)


def registered():
    return {model._meta.label_lower for model in admin.site._registry}


def test_nothing_of_essays_is_registered():
    assert not [label for label in registered() if label.startswith(("essays.", "reviews."))]


def test_exactly_these_are_registered():
    assert registered() == {
        "classrooms.auditentry",
        "classrooms.classcode",
        "classrooms.classroom",
        "classrooms.department",
        "classrooms.membership",
        "classrooms.school",
        "classrooms.user",
        "django_tasks_database.dbtaskresult",
        "lessons.course",
        "lessons.unit",
    }


@pytest.mark.parametrize("label", sorted(registered()))
def test_every_list_and_row_opens(office, cast, course, label):
    from classrooms import background, joining

    joining.make_code(classroom=cast.c12, by=cast.hale)
    background.later("lessons.tasks.publish_scheduled", 1)
    app, model = label.split(".")
    assert office.get(reverse(f"admin:{app}_{model}_changelist")).status_code == 200
    assert office.get(reverse(f"admin:{app}_{model}_changelist"), {"q": "ann"}).status_code == 200
    one = admin.site._registry[
        next(m for m in admin.site._registry if m._meta.label_lower == label)
    ].model.objects.first()
    assert office.get(reverse(f"admin:{app}_{model}_change", args=[one.pk])).status_code == 200


@pytest.mark.parametrize("label", ["classrooms.classroom", "lessons.course", "lessons.unit"])
def test_no_row_leads_to_a_page_that_an_operator_cannot_open(office, cast, course, label):
    row = apps.get_model(label).objects.first()
    page = office.get(reverse(f"admin:{label.replace('.', '_')}_change", args=[row.pk]))
    assert "/admin/r/" not in page.content.decode()


@pytest.mark.parametrize("label", sorted(registered()))
def test_nothing_is_deleted(office, cast, label):
    app, model = label.split(".")
    assert office.get(reverse(f"admin:{app}_{model}_delete", args=[1])).status_code in (302, 403)
    one = next(m for m in admin.site._registry if m._meta.label_lower == label)
    assert not admin.site._registry[one].has_delete_permission(None)


@pytest.mark.parametrize("model", ["auditentry", "classcode"])
def test_the_record_and_the_codes_are_only_looked_at(office, cast, model):
    assert office.get(reverse(f"admin:classrooms_{model}_add")).status_code == 403


def test_courses_are_only_looked_at_and_units_only_published(office, course):
    assert (
        office.post(reverse("admin:lessons_course_change", args=[course.course.pk]), {"title": "x"}).status_code == 403
    )
    when = {"published_at_0": "2030-01-01", "published_at_1": "09:00", "title": "x"}
    assert office.post(reverse("admin:lessons_unit_change", args=[course.unit.pk]), when).status_code == 302
    course.unit.refresh_from_db()
    assert (course.unit.published_at.year, course.unit.title) == (2030, "First unit")


def test_a_person_is_added_with_their_key_and_without_a_password(office, cast):
    office.post(reverse("admin:classrooms_user_add"), {**USER, "username": "Nadia", "school": cast.school.pk})
    nadia = User.objects.get(username="Nadia")
    assert (nadia.username_key, nadia.has_usable_password(), nadia.school) == ("nadia", False, cast.school)
    assert AuditEntry.objects.get().verb == "added in the back office"


def test_a_renamed_person_is_found_by_the_new_name(office, cast):
    given = {**USER, "username": "Änne", "school": cast.school.pk}
    office.post(reverse("admin:classrooms_user_change", args=[cast.ann.pk]), given)
    cast.ann.refresh_from_db()
    assert cast.ann.username_key == "änne"
    assert cast.ann.check_password(make.PASSWORD)


@pytest.mark.parametrize("bad", [{"username": "ANN"}, {"is_staff": "on"}, {"is_school_admin": "on", "school": ""}])
def test_what_the_database_forbids_is_said_in_the_form(office, cast, bad):
    answer = office.post(reverse("admin:classrooms_user_add"), {**USER, "school": cast.school.pk, **bad})
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert not User.objects.filter(username="nadia").exists()


def test_no_password_or_hash_is_on_a_person_s_page(office, cast):
    page = office.get(reverse("admin:classrooms_user_change", args=[cast.ann.pk])).content.decode()
    assert "password" not in page.split("<form", 2)[-1].lower()
    assert cast.ann.password not in page


def test_a_membership_takes_the_school_of_its_person_and_refuses_another(office, cast):
    given = {"classroom": cast.c12.pk, "role": "student", "joined_at_0": "2026-01-01", "joined_at_1": "09:00"}
    office.post(reverse("admin:classrooms_membership_add"), {**given, "user": cast.una.pk})
    assert Membership.objects.get(user=cast.una).school == cast.school
    for who in (cast.olga, cast.opal):
        assert office.post(reverse("admin:classrooms_membership_add"), {**given, "user": who.pk}).status_code == 200
        assert not Membership.objects.filter(user=who, classroom=cast.c12).exists()


def test_an_operator_gives_a_school_s_first_admin_a_code(office, cast):
    chosen = {"action": "give_codes", "_selected_action": [cast.adair.pk, cast.opal.pk]}
    page = office.post(reverse("admin:classrooms_user_changelist"), chosen, follow=True).content.decode()
    assert page.count("signs in once with") == 1
    office.post(reverse("admin:classrooms_user_changelist"), {**chosen, "action": "unlock"})
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"gave a sign-in code", "unlocked"}


@pytest.mark.parametrize("who", ["adair", "hale", "ann"])
def test_nobody_of_a_school_comes_in(client_of, cast, who):
    client = client_of(getattr(cast, who))
    for address in ("/admin/", "/admin/classrooms/user/", "/admin/login/"):
        assert client.get(address, follow=True).status_code == 403
