"""The one cast of people, and what every test may use."""

import os
from types import SimpleNamespace

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, settings

from tests import make

settings.register_profile(
    "redraft", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("redraft")


@pytest.fixture(autouse=True)
def quick_settings(settings, tmp_path):
    """Cheap passwords, a cache in memory, mail in a box: what is tested elsewhere is not paid for everywhere."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.DJANGO_VITE = {"default": {"dev_mode": True}}


@pytest.fixture
def cast(db):
    """A school with two classes and another school beside it.

    12C is led by Hale, with Cole as second teacher and Mori as marker; Ann and Ben study there, Lee has left.
    13A is led by Tate; Dan studies there. Hede heads the department of both. Adair is the school's admin, Una is in
    no class. Otto (teacher), Olga (student) and Odin (admin) belong to another school. Opal is the operator.
    """
    school = make.school()
    history = make.department(school=school)
    people = {
        name: make.person(name, school=school)
        for name in ("ann", "ben", "lee", "dan", "hale", "cole", "mori", "tate", "hede", "una")
    }
    people["adair"] = make.person("adair", school=school, is_school_admin=True)
    c12 = make.classroom("12C", school=school, department=history)
    c13 = make.classroom("13A", school=school, department=history)
    make.member(people["hale"], c12, role="teacher", lead=True)
    make.member(people["cole"], c12, role="teacher")
    make.member(people["mori"], c12, role="marker")
    make.member(people["tate"], c13, role="teacher", lead=True)
    for name in ("ann", "ben"):
        make.member(people[name], c12)
    make.member(people["lee"], c12, ended=True)
    make.member(people["dan"], c13)
    make.head(people["hede"], history)

    other = make.school(name="Other school", slug="other")
    for name in ("otto", "olga"):
        people[name] = make.person(name, school=other)
    people["odin"] = make.person("odin", school=other, is_school_admin=True)
    other_class = make.classroom("12C", school=other)
    make.member(people["otto"], other_class, role="teacher", lead=True)
    make.member(people["olga"], other_class)
    people["opal"] = make.operator("opal")
    return SimpleNamespace(
        school=school, other=other, history=history, c12=c12, c13=c13, other_class=other_class, **people
    )


@pytest.fixture
def course(cast):
    """A tiny course of the cast's school: one published unit, one section of two passages, one question."""
    return make.course(school=cast.school)


@pytest.fixture
def work(cast, course):
    """An open assignment to 12C: Ann has handed in, Ben is writing."""
    assignment = make.assignment(classroom=cast.c12, by=cast.hale, question=course.question)
    cast.ann.essay = make.essay(assignment, writer=cast.ann, text="Kirov was shot in 1934. It changed the law.")
    cast.ann.submission = make.submission(cast.ann.essay)
    cast.ben.essay = make.essay(assignment, writer=cast.ben, text="Half an essay.")
    return assignment


@pytest.fixture
def client_of(client):
    """Return a function that gives a client signed in as a person (or signed out, for None)."""
    from django.test import Client

    def of(person):
        signed_in = Client()
        if person is not None:
            signed_in.force_login(person)
        return signed_in

    return of


@pytest.fixture
def page_of(client_of):
    """Return a function that gives a page's text as a person sees it: `page_of(cast.ann, "essays:feedback", 3)`."""

    def page(person, name, *args):
        response = client_of(person).get(reverse(name, args=args))
        assert response.status_code == 200, f"{name} answered {response.status_code}"
        return response.content.decode()

    return page


def pytest_report_header():
    return f"database: {os.environ.get('DATABASE_URL', 'SQLite').split(':')[0]}"
