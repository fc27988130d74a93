"""The save address: each answer of the protocol, in JSON with its code."""

import errno
import json
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essays import document, protocol, writing
from essays.models import Assignment, Branch, Draft, Revision
from tests import make
from tests.essays.test_writing import citing, clipping_of


def sent(text="Kirov was shot.", **changes):
    body = document.dumps(make.tree(text))
    fields = {"client": "a-client-of-a-tab", "seq": 1, "base": 1, "digest": document.digest(body), "document": body}
    return {**fields, **changes}


@pytest.fixture
def essay(cast, work):
    return cast.ben.essay


@pytest.fixture
def post(cast, essay, client_of):
    """Send a body to the save address of Ben's essay as a script does."""

    def post(body, person=cast.ben, browser=None):
        address = reverse("essays:save", args=[essay.pk])
        raw = body if isinstance(body, str | bytes) else json.dumps(body)
        browser = browser or client_of(person)
        return browser.post(address, raw, content_type="application/json", headers={"accept": "application/json"})

    return post


def test_200_echoes_the_digest_of_what_is_stored(post, essay):
    answer = post(sent())
    assert answer.status_code == 200
    body = answer.json()
    draft = Draft.objects.get(essay=essay)
    assert (body["code"], body["revision"], body["digest"]) == ("saved", 2, sent()["digest"])
    assert (draft.revision, draft.digest) == (body["revision"], body["digest"])
    assert body["saved_at"] == timezone.localtime(draft.saved_at).isoformat(timespec="seconds")


def test_a_replay_gets_the_same_answer_after_the_head_has_moved_on(post):
    first = post(sent()).json()
    post(sent("More.", seq=2, base=2))
    assert post(sent()).json() == first


def test_200_names_the_citations_that_were_dropped(post, cast, course):
    hers = clipping_of(cast.ann, course).pk
    text = citing(hers)
    body = post(sent(document=text, digest=document.digest(text))).json()
    assert body["dropped"] == [hers]
    assert body["digest"] == document.digest(citing())


def test_202_late_text_is_kept_on_a_branch(post, essay):
    closed = timezone.now() - timedelta(minutes=1)
    Assignment.objects.filter(pk=essay.assignment_id).update(due=closed, closes=closed)
    answer = post(sent())
    assert (answer.status_code, answer.json()["code"]) == (202, "late")
    assert Branch.objects.get(pk=answer.json()["branch"]).document == sent()["document"]


def test_409_branch_for_a_save_on_an_old_revision(post):
    post(sent())
    answer = post(sent("Elsewhere.", client="another-tab"))
    assert answer.status_code == 409
    body = answer.json()
    assert (body["code"], body["revision"], body["digest"]) == ("branch", 2, sent("Elsewhere.")["digest"])


def test_409_handed_in(post, cast, essay):
    writing.hand_in(essay=essay, revision=1, by=cast.ben)
    answer = post(sent())
    assert (answer.status_code, answer.json()["code"]) == (409, "handed-in")


def test_401_signed_out(post):
    answer = post(sent(), person=None)
    assert (answer.status_code, answer.json()) == (401, {"code": "signed-out"})


def test_403_when_the_text_is_another_persons(post, cast, essay):
    answer = post(sent(writer=cast.ann.pk))
    assert (answer.status_code, answer.json()) == (403, {"code": "other-person"})
    assert Draft.objects.get(essay=essay).revision == 1


def test_403_without_the_token(post, cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.ben)
    answer = post(sent(), browser=browser)
    assert (answer.status_code, answer.json()) == (403, {"code": "token"})


@pytest.mark.parametrize("name", ["ann", "hale", "olga"])
def test_404_for_everyone_but_the_writer(post, cast, name):
    answer = post(sent(), person=getattr(cast, name))
    assert (answer.status_code, answer.json()) == (404, {"code": "not-found"})


def test_405_for_another_verb(cast, essay, client_of):
    assert client_of(cast.ben).put(reverse("essays:save", args=[essay.pk])).status_code == 405


def test_413_a_body_over_the_limit(post, essay):
    answer = post(" " * protocol.MAX_BODY + "{}")
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert not Revision.objects.filter(essay=essay).exists()


def test_413_a_body_over_the_servers_own_limit(post, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert post(sent()).status_code == 413


def test_422_a_document_outside_the_schema_says_where(post, essay):
    text = '{"type":"doc","content":[{"type":"paragraph"},{"type":"image"}]}'
    answer = post(sent(document=text, digest=document.digest(text)))
    assert (answer.status_code, answer.json()["code"], answer.json()["path"]) == (422, "document", "content[1]")
    assert not Revision.objects.filter(essay=essay).exists()


@pytest.mark.parametrize(
    "body",
    [
        "no json",
        "[]",
        b"\xff\xfe",
        sent(client="x"),
        sent(client=None),
        sent(seq="1"),
        sent(seq=True),
        sent(base=-1),
        sent(base=2**40),
        sent(document={"type": "doc"}),
        sent(document="\ud800"),
        sent(digest="0" * 64),
        sent(writer="ben"),
    ],
)
def test_400_a_body_that_is_not_the_protocol(post, essay, body):
    answer = post(body)
    assert (answer.status_code, answer.json()["code"]) == (400, "protocol")
    assert not Revision.objects.filter(essay=essay).exists()


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (OperationalError("database is locked"), 503),
        (OperationalError("server closed the connection unexpectedly"), 503),
        (OperationalError("database or disk is full"), 507),
        (OSError(errno.ENOSPC, "No space left on device"), 507),
    ],
)
def test_503_and_507_ask_to_try_again(post, monkeypatch, trouble, status):
    def fail(**_save):
        raise trouble

    monkeypatch.setattr(writing, "save", fail)
    answer = post(sent())
    assert (answer.status_code, answer.headers["Retry-After"]) == (status, "5")


@pytest.mark.parametrize(
    ("trouble", "accept", "status", "said"),
    [
        (OperationalError("server closed the connection"), "application/json", 503, '"busy"'),
        (OperationalError("database or disk is full"), "application/json", 507, '"disk-full"'),
        (OperationalError("server closed the connection"), "text/html", 503, "Something broke on our side"),
        (ZeroDivisionError(), "text/html", 500, "Something broke on our side"),
    ],
)
def test_a_database_that_is_away_before_the_view_is_asked_asks_to_try_again(
    cast, essay, monkeypatch, trouble, accept, status, said
):
    def fail(*_request):
        raise trouble

    browser = Client(raise_request_exception=False, headers={"accept": accept})
    browser.force_login(cast.ben)
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)
    answer = browser.get(reverse("essays:save", args=[essay.pk]))
    assert (answer.status_code, said in answer.content.decode()) == (status, True)


def test_a_failed_write_leaves_nothing_behind(post, essay, monkeypatch):
    def fail(*_values, **_more):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("essays.revisions.history.delta", fail)
    assert post(sent()).status_code == 507
    assert Draft.objects.get(essay=essay).revision == 1


def test_a_script_can_ask_whose_session_it_is(cast, essay, client_of):
    body = client_of(cast.ben).get(reverse("essays:save", args=[essay.pk])).json()
    assert (body["code"], body["writer"], body["revision"]) == ("ready", cast.ben.pk, 1)
    assert body["token"]


def test_a_save_takes_few_queries(post, cast, client_of, django_assert_max_num_queries):
    browser = client_of(cast.ben)
    post(sent(), browser=browser)
    with django_assert_max_num_queries(10):
        post(sent("More.", seq=2, base=2), browser=browser)


def test_429_a_script_that_runs_wild_has_to_wait_and_a_replay_has_not(post, essay, cast, client_of):
    browser, most = client_of(cast.ben), protocol.MOST_A_MINUTE
    for seq in range(1, most + 1):
        assert post(sent(f"Word {seq}.", seq=seq, base=seq), browser=browser).status_code == 200
    one_more = sent("One more.", seq=most + 1, base=most + 1)
    answer = post(one_more, browser=browser)
    assert (answer.status_code, answer.json()) == (429, {"code": "too-many"})
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert post(sent(f"Word {most}.", seq=most, base=most), browser=browser).status_code == 200
    assert post({**one_more, "client": "another-tab"}, browser=browser).status_code == 200
    Revision.objects.filter(essay=essay, seq=1).update(saved_at=timezone.now() - timedelta(seconds=61))
    assert post(one_more, browser=browser).status_code == 409, "what another tab wrote meanwhile is not overwritten"
