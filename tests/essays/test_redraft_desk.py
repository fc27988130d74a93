"""The desk of a redraft: what was said about the draft before, where it stands now."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essays import document, writing
from tests import make


@pytest.fixture
def redraft(cast, work):
    """Return a function that lets Ann's returned essay be redrafted to these paragraphs."""

    def begin(*paragraphs):
        make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale)
        draft = writing.begin_redraft(essay=cast.ann.essay, by=cast.ann)
        draft.document = document.dumps(make.tree(*paragraphs))
        draft.save()
        return cast.ann.essay

    return begin


def test_each_comment_says_where_its_words_are(cast, redraft, page_of):
    kept = make.comment(on=cast.ann.submission, by=cast.hale, quote="Kirov was shot in 1934.")
    whole = make.comment(on=cast.ann.submission, by=cast.hale)
    page = page_of(cast.ann, "essays:desk", redraft("Kirov was shot in 1934. It changed the law. Then?").pk)
    quote = 'data-quote="Kirov was shot in 1934."'
    assert f'data-comment="{kept.pk}" data-kind="target" {quote} data-found="exact" data-from="0" data-to="23"' in page
    assert f'data-comment="{whole.pk}" data-kind="target">' in page


def test_words_that_are_gone_are_said_to_be(cast, redraft, page_of):
    make.comment(on=cast.ann.submission, by=cast.hale, quote="It changed the law.")
    page = page_of(cast.ann, "essays:desk", redraft("Something else altogether.").pk)
    assert 'data-found="gone"' in page


def test_words_that_changed_are_a_probable_place(cast, redraft, page_of):
    make.comment(on=cast.ann.submission, by=cast.hale, quote="It changed the law.")
    page = page_of(cast.ann, "essays:desk", redraft("Kirov was shot in 1934. Then it changed the criminal law.").pk)
    assert 'data-found="approximate"' in page


def test_nothing_is_there_before_the_return_is_visible(cast, work, page_of):
    make.comment(on=cast.ann.submission, by=cast.hale, quote="1934", body="Which month?")
    make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale, ago=-make.timedelta(minutes=1))
    page = page_of(cast.ann, "essays:desk", cast.ann.essay.pk)
    assert "Which month?" not in page
    assert "draft-comments" not in page


def test_many_comments_cost_the_queries_of_few(cast, redraft, client_of):
    def add(count):
        for _ in range(count):
            make.comment(on=cast.ann.submission, by=cast.hale, quote="1934")

    add(3)
    desk = reverse("essays:desk", args=[redraft("Kirov was shot in 1934.").pk])
    ann = client_of(cast.ann)
    with CaptureQueriesContext(connection) as few:
        ann.get(desk)
    add(27)
    with CaptureQueriesContext(connection) as many:
        assert ann.get(desk).content.decode().count("data-found=") == 30
    assert len(many) == len(few)
