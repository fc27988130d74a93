"""Limits that stop guessing, and that a class behind one address never meets."""

import time

import pytest

from classrooms import signing_in
from classrooms.models import AuditEntry
from tests import make
from tests.classrooms.test_signing_in import sign_in, signed_in


@pytest.fixture
def school(db):
    return make.school()


def test_a_class_of_forty_behind_one_address_signs_in(client_of, school):
    for number in range(40):
        make.person(f"student{number}", school=school)
    for number in range(40):
        client = client_of(None)
        assert sign_in(client, f"student{number}").status_code == 302
        assert signed_in(client) == f"student{number}"


def test_the_eleventh_wrong_password_is_refused_while_a_neighbour_signs_in(client_of, school):
    make.person("ann", school=school)
    make.person("ben", school=school)
    client = client_of(None)
    assert [sign_in(client, "ann", "wrong").status_code for _ in range(10)] == [422] * 10
    refused = sign_in(client, "ann")
    assert refused.status_code == 429
    assert "ask your teacher to unlock you" in refused.content.decode()
    assert sign_in(client_of(None), "ben").status_code == 302


def test_every_name_of_an_account_counts_together(client, school):
    make.person("ann", school=school)
    for login in ["ann", "ANN", "ann@example.org", " ann", "Ann@Example.org"] * 2:
        sign_in(client, login, "wrong")
    assert sign_in(client, "ann").status_code == 429


def test_a_name_that_nobody_has_is_refused_as_a_known_one_is(client, school):
    make.person("ann", school=school)
    known = [sign_in(client, "ann", "wrong") for _ in range(11)]
    unknown = [sign_in(client, "nobody", "wrong") for _ in range(11)]
    assert [one.status_code for one in known] == [one.status_code for one in unknown]
    errors = [response.context["form"].non_field_errors() for response in (known[-1], unknown[-1])]
    assert errors[0] == errors[1]


def test_right_passwords_do_not_use_up_the_tries(client_of, school):
    make.person("ann", school=school)
    assert {sign_in(client_of(None), "ann").status_code for _ in range(15)} == {302}


def test_the_teachers_unlock_lets_the_student_in_at_once(client_of, cast):
    student = client_of(None)
    for _ in range(11):
        sign_in(student, "ann", "wrong", cast.school)
    assert sign_in(student, "ann", school=cast.school).status_code == 429
    assert signing_in.locked([cast.ann, cast.ben]) == {cast.ann.pk}
    page = f"/classes/{cast.c12.pk}/people/"
    hale = client_of(cast.hale)
    assert f"/people/{cast.ann.pk}/unlock/" in hale.get(page).content.decode()
    assert hale.post(f"/people/{cast.ann.pk}/unlock/", {"next": page})["Location"] == page
    assert f"/people/{cast.ann.pk}/unlock/" not in hale.get(page).content.decode()
    assert sign_in(student, "ann", school=cast.school).status_code == 302
    entry = AuditEntry.objects.get(verb="unlocked")
    assert (entry.actor, entry.about) == (cast.hale, cast.ann)


def test_a_lock_passes_by_itself(client, school, monkeypatch):
    ann = make.person("ann", school=school)
    for _ in range(10):
        sign_in(client, "ann", "wrong")
    assert signing_in.locked([ann])
    later = time.time() + 301
    monkeypatch.setattr(time, "time", lambda: later)
    assert not signing_in.locked([ann])
    assert sign_in(client, "ann").status_code == 302


def test_guessing_sign_in_codes_is_limited_for_each_account(client, cast):
    def guess(login):
        return client.post(
            "/accounts/code/", {"login": login, "code": "XXXXXXXX", "school": cast.school.pk}
        ).status_code

    assert [guess("ann") for _ in range(11)] == [422] * 10 + [429]
    assert guess("ben") == 422
    assert [guess("nobody") for _ in range(11)] == [422] * 10 + [429]


def test_guessing_class_codes_is_limited(client, school, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "join": "3/m/ip"}
    answers = [client.post("/accounts/join/", {"code": "XXXXXXXX"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 429]
    assert "Wait five minutes" in answers[-1].content.decode()


def test_an_address_that_is_typed_by_the_client_does_not_change_whom_the_limit_counts(client, school, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "join": "3/m/ip"}
    answers = [
        client.post("/accounts/join/", {"code": "XXXXXXXX"}, headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(4)
    ]
    assert answers[-1] == 429
