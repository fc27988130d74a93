"""Headers and cookies that every answer carries."""

import pytest
from django.urls import reverse

from tests import make

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "img-src 'self' data: blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize("path", ["/accounts/login/", "/", "/nothing-here/", "/healthz", "/offline/", "/desk/"])
@pytest.mark.parametrize("person", [None, "ann", "hale", "adair"])
def test_every_answer_carries_the_policy(cast, client_of, path, person):
    response = client_of(getattr(cast, person) if person else None).get(path)
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_pages_of_people_are_never_kept_by_a_cache(cast, client_of):
    assert client_of(cast.ann).get("/")["Cache-Control"] == "private, no-store"


def test_the_session_cookie_is_closed_to_scripts(cast, client):
    client.post("/accounts/login/", {"login": "ann", "password": make.PASSWORD, "school": cast.school.pk})
    cookie = client.cookies["sid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("headers", [{"HTTP_ACCEPT": "application/json"}, {"HTTP_HX_REQUEST": "true"}])
def test_a_signed_out_script_gets_401_and_no_redirect(db, client, headers):
    response = client.get(reverse("lessons:courses"), **headers)
    assert response.status_code == 401
    assert response.json() == {"code": "signed-out"}


def test_an_unsafe_request_without_token_is_refused(cast):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ann)
    page = strict.post("/accounts/logout/")
    script = strict.post("/accounts/logout/", headers={"accept": "application/json"})
    assert page.status_code == script.status_code == 403
    assert script.json() == {"code": "token"}


def test_pages_are_sent_compressed_to_who_takes_it(cast, course, client_of):
    client, address = client_of(cast.ann), course.section.get_absolute_url()
    page = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < len(client.get(address).content) / 2


def test_the_token_of_a_compressed_page_is_masked_anew_each_time(cast, client_of):
    client = client_of(cast.ann)
    tokens = {client.get("/notebook/").context["csrf_token"] for _ in range(3)}
    assert len({str(token) for token in tokens}) == 3
