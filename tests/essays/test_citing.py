"""Evidence at the desk: which clippings are for the question, what they rest on, and how a reference names it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essays import citing, writing
from essays.models import Essay
from essays.queries_writing import Desk
from lessons.models import Clipping, Question, Source
from lessons.sourcing import sources_of
from tests import make
from tests.essays.test_writing import citing as cites

TEXT = """---
title: One
---
James Harris draws a different picture. {#p1}

:::source harris

Either way there were limits. {#p2}

## A heading {#h}

:::source lone
"""


@pytest.fixture
def harris(course):
    """A source that stands after the first passage of the section, which names its author."""
    make.new_version(course.section, TEXT, loaded=course.course)
    for n, key in enumerate(("harris", "lone"), 1):
        Source.objects.create(
            course=course.course,
            unit=course.unit,
            key=key,
            position=n,
            title="*Harris* on the General Secretary",
            kind="historian",
            author="James Harris",
            date="2005",
            described="He says.",
            reference="A book.",
        )
    return Source.objects.get(key="harris")


def clip(person, section, key="p1") -> Clipping:
    passage = section.passages.get(key=key)
    values = {"school": person.school, "user": person, "version": section.version, "start": 0, "end": 5}
    return Clipping.objects.create(passage=passage, quote=passage.text[:5], **values)


def test_a_reference_names_the_source_that_its_passage_quotes(cast, course, harris):
    one = clip(cast.ann, course.section)
    assert sources_of([one]) == {one.pk: harris}
    assert citing.reference(one, harris) == (
        "“One”, Unit 1.1, passage 1. Source: James Harris, “Harris on the General Secretary”, 2005"
    )


def test_a_passage_without_a_source_of_its_own_names_none(cast, course, harris):
    assert sources_of([clip(cast.ann, course.section, "p2")]) == {}


def test_a_passage_that_stands_by_a_source_and_does_not_speak_of_it_names_none(cast, course, harris):
    Source.objects.filter(pk=harris.pk).update(author="Robert Conquest", title="The Harvest of Sorrow")
    assert sources_of([clip(cast.ann, course.section)]) == {}


def test_desk_and_submission_name_a_source_alike(cast, work, course, harris, page_of):
    one = clip(cast.ben, course.section)
    essay = Essay.objects.get(pk=cast.ben.essay.pk)
    writing.save(essay=essay, client="one-client", seq=1, base=1, text=cites(one.pk))
    named = citing.reference(one, harris)
    assert page_of(cast.ben, "essays:desk", essay.pk).count(named) == 2  # the card, and the list under the paper
    (copy,) = writing.hand_in(essay=essay, revision=2, by=cast.ben).citations
    assert copy["reference"] == named


def test_clippings_of_the_sections_to_read_are_for_the_question(cast, work, course, page_of):
    two = make.section(course.unit, 2)
    Question.objects.filter(pk=course.question.pk).update(sections=["two"])
    for section in (course.section, two, two):
        clip(cast.ben, section)
    page = page_of(cast.ben, "essays:desk", cast.ben.essay.pk)
    assert "This question 2" in page
    assert "All 3" in page
    assert "2 clippings for this question are not in the essay yet." in page


def test_what_is_in_the_essay_is_not_said_to_be_missing(cast, work, course, page_of):
    one, other = clip(cast.ben, course.section), clip(cast.ben, course.section, "p2")
    writing.save(essay=cast.ben.essay, client="one-client", seq=1, base=1, text=cites(one.pk, other.pk))
    page = page_of(cast.ben, "essays:desk", cast.ben.essay.pk)
    assert 'data-many="{} clippings for this question are not in the essay yet." hidden' in page


def test_the_notebook_can_be_asked_for_again(cast, work, course, client_of):
    address = reverse("essays:notebook", args=[cast.ben.essay.pk])
    client = client_of(cast.ben)
    assert "No clippings yet." in client.get(address).content.decode()
    one = clip(cast.ben, course.section)
    page = client.get(address).content.decode()
    assert f'data-clipping="{one.pk}"' in page
    assert "<html" not in page


def test_the_notebook_asks_as_often_for_thirty_clippings_as_for_three(cast, work, course, harris):
    def asked(total):
        while Clipping.objects.filter(user=cast.ben).count() < total:
            clip(cast.ben, course.section)
        essay = Essay.objects.select_related("draft", "writer", "assignment__question__unit").get(pk=cast.ben.essay.pk)
        with CaptureQueriesContext(connection) as captured:
            assert len([note.reference for note in Desk(essay).evidence.notes]) == total
        return len(captured)

    assert asked(3) == asked(30) == 3
