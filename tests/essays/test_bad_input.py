"""Anything sent to the save address gets its documented status in bounded time, and only what is right is kept."""

import json
import time
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import example, given, settings
from hypothesis import strategies as st

from essays import document, protocol, schema
from essays.models import Draft, Revision
from essays.revisions import reconstruct
from tests import make
from tests.essays.documents import trees

JSON = "application/json"
BOUND = 5  # seconds of computing for one answer; it takes a hundredth, and a thousand times that if it grows by squares
REFUSED = {400, 413, 422}
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=9), inside, max_size=3),
    max_leaves=8,
)
HUGE = st.sampled_from([2**31, -(2**31), 2**63, 10**400, 1e308, float("inf"), float("nan"), True, "1", None])


def body_of(text, **changes):
    fields = {"client": "a-client-of-a-tab", "seq": 1, "base": 1, "digest": document.digest(text), "document": text}
    return {**fields, **changes}


def of_text(text):
    return document.dumps(make.tree(text))


def of_size(size):
    """A document of exactly so many bytes."""
    return of_text("a" * (size - len(of_text("a")) + 1))


def of_depth(depth):
    """A document of so many levels."""
    quotes = depth - 2
    inside = '{"type":"blockquote","content":[' * quotes + '{"type":"paragraph"}' + "]}" * quotes
    return '{"type":"doc","content":[' + inside + "]}"


@pytest.fixture
def essay(cast, work):
    return cast.ben.essay


@pytest.fixture
def post(cast, essay):
    """Send bytes, or an object as JSON, to the save address of Ben's essay; the answer comes in bounded time."""
    browser = Client(enforce_csrf_checks=True, headers={"accept": JSON, "x-csrftoken": "b" * 32})
    browser.force_login(cast.ben)
    browser.cookies["csrf"] = "b" * 32
    address = reverse("essays:save", args=[essay.pk])

    def post(body, content_type=JSON):
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
        began = time.process_time()
        answer = browser.post(address, raw, content_type=content_type)
        assert time.process_time() - began < BOUND
        assert answer["Content-Type"] == JSON
        assert answer.json()["code"]
        return answer

    return post


@pytest.fixture
def refused(post, essay):
    """Send it; require a refusal, and that nothing at all was kept."""

    def refused(body, content_type=JSON):
        before = Revision.objects.count()
        answer = post(body, content_type)
        assert answer.status_code in REFUSED, answer.content[:300]
        assert Revision.objects.count() == before
        assert Draft.objects.get(essay=essay).revision == 1
        return answer

    return refused


@given(raw=st.binary(max_size=300))
@example(raw=b"")
@example(raw=b"\xef\xbb\xbf{}")
@example(raw=json.dumps({}).encode("utf-16"))
def test_any_bytes(refused, raw):
    refused(raw)


@given(raw=st.text(max_size=300))
def test_any_text(refused, raw):
    refused(raw.encode("utf-8", "surrogatepass"))


@given(sent=ANY_JSON)
def test_any_json(refused, sent):
    refused(sent)


@given(name=st.sampled_from(["client", "seq", "base", "digest", "document"]), value=ANY_JSON | HUGE)
def test_any_value_in_any_place(post, name, value):
    before = Revision.objects.count()
    answer = post(body_of(of_text("Kirov."), **{name: value}))
    if answer.status_code in (200, 409):
        assert (name, type(value)) in {("seq", int), ("base", int), ("client", str)}
    else:
        assert answer.status_code in REFUSED
        assert Revision.objects.count() == before


@given(tree=ANY_JSON)
def test_any_tree(refused, tree):
    text = json.dumps(tree)
    refused(body_of(text))


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 100_000,
        b'{"a":' * 40_000,
        b'{"document":' + b"[" * 200_000,
        b'{"seq":' + b"9" * 200_000 + b"}",
        b'"' + b"\\u0000" * 40_000 + b'"',
        b"-" * 200_000,
        b'{"client":"a-client-of-a-tab",' * 2 + b'"seq":1}}',
    ],
    ids=lambda raw: f"{raw[:12].decode()}...{len(raw)}",
)
def test_json_that_is_deep_long_or_broken(refused, raw):
    assert refused(raw).status_code == 400


def test_a_key_that_is_given_twice_is_no_protocol(refused):
    raw = json.dumps(body_of(of_text("Kirov."))).replace('"seq": 1', '"seq": 1, "seq": 2')
    assert refused(raw.encode()).status_code == 400


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", "multipart/form-data", ""])
def test_what_does_not_say_that_it_is_json(refused, content_type):
    refused(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--', content_type)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"type":"doc","content":' * 8_000,
        document.dumps({"type": "doc", "content": [{"type": "paragraph"}] * 9_800}),
        of_size(schema.MAX_BYTES + 1),
        of_depth(schema.MAX_DEPTH + 1),
        of_depth(500),
        of_text("a").replace("a", "\\ud800"),
        of_text("a").replace("a", "\\udc00\\ud800"),
        of_text("a").replace("a", "\\u0000"),
        of_text("\ufffc"),
        '{"type":"doc","type":"doc","content":[{"type":"paragraph"}]}',
        '{"type":"doc","content":[{"type":"orderedList","attrs":{"start":1e999,"type":null}}]}',
        '{"type":"doc","content":[{"type":"heading","attrs":{"level":' + "9" * 100_000 + "}}]}",
    ],
    ids=lambda text: f"{text[:40]}...{len(text)}",
)
def test_422_a_document_over_a_limit_or_outside_the_schema(refused, text):
    answer = refused(body_of(text))
    assert (answer.status_code, answer.json()["code"]) == (422, "document")


def test_413_one_byte_over_the_limit_of_a_body_and_200_at_it(post, refused):
    body = json.dumps(body_of(of_text("Kirov."))).encode()
    assert refused(body.ljust(protocol.MAX_BODY + 1)).status_code == 413
    assert post(body.ljust(protocol.MAX_BODY)).status_code == 200


class Editor(HTMLParser):
    """Finds the document that a page gives to the editor."""

    document = None

    def handle_starttag(self, tag, attrs):
        if tag == "essay-editor":
            self.document = dict(attrs)["data-document"]


@pytest.fixture
def kept(post, essay, cast, page_of):
    """Save a document; require that the same bytes come back from the page and from the history."""

    def kept(text):
        head = Draft.objects.get(essay=essay).revision
        answer = post(body_of(text, seq=head, base=head, client=f"client-{head}"))
        assert (answer.status_code, answer.json()["digest"]) == (200, document.digest(text))
        editor = Editor()
        editor.feed(page_of(cast.ben, "essays:desk", essay.pk))
        assert document.digest(editor.document) == document.digest(text)
        assert reconstruct(essay, head + 1) == text

    return kept


@pytest.mark.parametrize(
    "text",
    [
        of_size(schema.MAX_BYTES),
        of_depth(schema.MAX_DEPTH),
        document.dumps({"type": "doc", "content": [{"type": "paragraph"}] * 9_000}),
        of_text("a" + "\u0301" * 100_000),
        of_text("😀" * 50_000),
        of_text("👩‍👩‍👧 " * 9_000),
        of_text("שלום \u202eevil\u202c \u2067مرحبا\u2069 " * 3_000),
        of_text("\t \u00a0\u2028\u2029\u200b\u0085\ufeff" * 9_000),
        of_text("\x01\x1f\x7f\x80"),
        of_text('"</essay-editor><script>alert(1)</script>&quot;&#13;'),
        of_text("a\r\nb\rc\nd"),
        ' {"type" : "doc",\n"content":[{"type":"paragraph","content":[{"text":"\\ud83d\\ude00","type":"text"}]}]} ',
    ],
    ids=lambda text: f"{text[60:84]!a}...{len(text)}",
)
def test_what_is_right_comes_back_byte_for_byte(kept, text):
    kept(text)


@given(tree=trees())
@settings(max_examples=30)
def test_any_right_document_comes_back_byte_for_byte(kept, tree):
    kept(document.dumps(document.without_citations(tree, ())))
