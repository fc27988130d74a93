"""The passage behind a citation: as it was when it was handed in, and what became of it."""

import pytest
from django.urls import reverse

from essays import citing
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def clipping(cast, course):
    return make.clipping(course.passages[0], by=cast.ann)


@pytest.fixture
def submission(cast, work, clipping):
    """Ann's submission, as it would be had it cited her clipping."""
    held = cast.ann.submission
    held.citations = [
        {
            "clipping": clipping.pk,
            "number": 1,
            "quote": clipping.quote,
            "passage": clipping.passage_id,
            "start": clipping.start,
            "end": clipping.end,
            "version": clipping.version_id,
            "reference": citing.reference(clipping),
            "url": clipping.get_absolute_url(),
        }
    ]
    held.save(update_fields=["citations"])
    return held


@pytest.fixture
def shown(cast, submission, client_of):
    """Ask for the passage of Ann's citation of this number."""

    def shown(number=1, who="hale"):
        answer = client_of(getattr(cast, who)).get(reverse("essays:cited-passage", args=[submission.pk, number]))
        return answer.status_code, answer.content.decode()

    return shown


def test_the_passage_shows_the_cited_words(shown):
    status, page = shown()
    assert status == 200
    assert "<mark>The</mark> first passage." in page
    assert "changed" not in page


def test_a_changed_passage_shows_both_texts(course, shown):
    text = "---\ntitle: One\n---\nThe very first passage now. {#p1}\n\nThe second passage. {#p2}\n"
    make.new_version(course.section, text, loaded=course.course)
    page = shown()[1]
    assert "The passage says this now:" in page
    assert "first passage." in page
    assert "very first passage now." in page


def test_a_changed_section_is_told_though_the_passage_is_as_it_was(course, shown):
    text = "---\ntitle: One\n---\nThe first passage. {#p1}\n\nThe second passage, longer. {#p2}\n"
    make.new_version(course.section, text, loaded=course.course)
    assert "The section has changed since; this passage is as it was." in shown()[1]


def test_the_words_are_those_handed_in_though_the_clipping_was_changed(clipping, shown):
    clipping.quote, clipping.end = "The first", 9
    clipping.save(update_fields=["quote", "end"])
    assert "<mark>The</mark>" in shown()[1]


def test_an_erased_clipping_is_told(clipping, submission, shown):
    clipping.delete()
    assert "The clipping is gone." in shown()[1]


def test_a_number_that_is_not_cited_is_not_there(shown):
    assert shown(2)[0] == 404


def test_the_writer_uses_the_section_itself(shown):
    assert shown(who="ann")[0] == 403
