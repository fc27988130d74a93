"""Extra time of one student: given by who keeps the class, seen by its staff, recorded."""

import pytest
from django.urls import reverse

from classrooms.arrangements import extra_time_of, give_extra_time
from classrooms.models import Arrangement, AuditEntry
from tests import make


def address(cast, person=None):
    return reverse("classrooms:extra-time", args=[cast.c12.pk, (person or cast.ann).memberships.latest("pk").pk])


@pytest.mark.parametrize("who", ["hale", "adair"])
def test_the_lead_teacher_and_the_admin_give_it(cast, client_of, page_of, who):
    giver = getattr(cast, who)
    assert client_of(giver).post(address(cast), {"extra_time": "25"}).status_code == 302
    assert extra_time_of(cast.ann) == 25
    assert "25 % extra time" in page_of(cast.mori, "classrooms:class-people", cast.c12.pk)
    entry = AuditEntry.objects.get(verb="gave extra time")
    assert (entry.actor, entry.about, entry.details) == (giver, cast.ann, {"per_cent": 25})


@pytest.mark.parametrize("typed", ["", "x", "-1", "201"])
def test_a_bad_number_is_shown_again_with_what_is_wrong(cast, client_of, typed):
    answer = client_of(cast.hale).post(address(cast), {"extra_time": typed})
    assert answer.status_code == 422
    assert ("200 per cent" if typed == "201" else "0 for none") in answer.content.decode()
    assert not Arrangement.objects.exists()


def test_the_same_again_is_not_recorded_and_nought_takes_it_back(cast):
    for per_cent in (25, 25, 0):
        give_extra_time(student=cast.ann, per_cent=per_cent, by=cast.hale)
    assert extra_time_of(cast.ann) == 0
    assert AuditEntry.objects.filter(verb="gave extra time").count() == 2


def test_staff_and_those_who_left_are_not_given_any(cast, client_of):
    for person in (cast.lee, cast.cole):
        assert client_of(cast.hale).post(address(cast, person), {"extra_time": "25"}).status_code == 404


def test_the_register_costs_the_same_for_many(cast, client_of, django_assert_max_num_queries):
    browser, page = client_of(cast.hale), reverse("classrooms:class-people", args=[cast.c12.pk])
    with django_assert_max_num_queries(60) as few:
        browser.get(page)
    for n in range(12):
        student = make.person(f"s{n}", school=cast.school)
        make.member(student, cast.c12)
        give_extra_time(student=student, per_cent=25, by=cast.hale)
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get(page)
