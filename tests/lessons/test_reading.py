"""Course, unit and section pages, and the place where a reader stopped."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lessons.models import ReadingPlace
from tests import make

SECTION = ("tiny", "first", "one")


def test_a_section_shows_its_passages_with_their_ids(cast, course, page_of):
    page = page_of(cast.ann, "lessons:section", *SECTION)
    assert 'id="p1"' in page
    assert "The second passage." in page


def test_the_only_course_is_opened_at_once(cast, course, client_of):
    assert client_of(cast.ann).get(reverse("lessons:courses")).url == course.course.get_absolute_url()


def test_an_unpublished_unit_is_seen_by_the_schools_admin_only(cast, course, client_of, page_of):
    course.unit.published_at = None
    course.unit.save(update_fields=["published_at"])
    assert "Not published" in page_of(cast.adair, "lessons:unit", "tiny", "first")
    for person in (cast.ann, cast.hale):
        for name, args in (("lessons:unit", SECTION[:2]), ("lessons:section", SECTION)):
            assert client_of(person).get(reverse(name, args=args)).status_code == 404


def test_a_unit_published_for_later_is_not_there_yet(cast, course, client_of):
    course.unit.published_at = timezone.now() + timedelta(hours=1)
    course.unit.save(update_fields=["published_at"])
    assert client_of(cast.ann).get(course.unit.get_absolute_url()).status_code == 404


def test_another_schools_course_is_not_there(cast, course, client_of):
    assert client_of(cast.olga).get(course.course.get_absolute_url()).status_code == 404


def place(client, passage):
    return client.post(reverse("lessons:place", args=SECTION), {"passage": passage})


def test_reading_goes_on_where_it_stopped(cast, course, client_of, page_of):
    assert place(client_of(cast.ann), "p1").status_code == 204
    page = page_of(cast.ann, "lessons:unit", "tiny", "first")
    assert f'{course.section.get_absolute_url()}#p1"' in page
    assert "You are here" in page
    assert "You are here" not in page_of(cast.ben, "lessons:unit", "tiny", "first")


def test_a_section_is_read_once_its_last_passage_was_reached_and_stays_so(cast, course, client_of):
    client = client_of(cast.ann)
    place(client, "p2")
    read_at = ReadingPlace.objects.get().read_at
    place(client, "p1")
    kept = ReadingPlace.objects.get()
    assert (kept.passage, kept.read_at) == ("p1", read_at)
    assert read_at is not None


def test_a_passage_that_is_not_there_is_refused_and_not_kept(cast, course, client_of):
    assert place(client_of(cast.ann), "p99").status_code == 422
    assert not ReadingPlace.objects.exists()


def test_looking_at_a_section_writes_nothing(cast, course, page_of):
    page_of(cast.ann, "lessons:section", *SECTION)
    assert not ReadingPlace.objects.exists()


def test_an_edited_section_shows_its_new_text_at_once(cast, course, page_of):
    page_of(cast.ann, "lessons:section", *SECTION)
    make.new_version(course.section, "---\ntitle: One\n---\nQuite another text. {#p1}\n", loaded=course.course)
    assert "Quite another text." in page_of(cast.ann, "lessons:section", *SECTION)


@pytest.mark.parametrize("name", ["lessons:unit", "lessons:section"])
def test_a_misconception_is_not_shown_to_students(cast, course, page_of, name):
    course.question.misconception = "They think it was fate."
    course.question.save(update_fields=["misconception"])
    args = SECTION if name == "lessons:section" else SECTION[:2]
    assert "They think it was fate." not in page_of(cast.ann, name, *args)


def test_the_unit_page_costs_the_same_queries_for_many_sections(cast, course, client_of, django_assert_max_num_queries):
    client, address = client_of(cast.ann), course.unit.get_absolute_url()
    client.get(address)
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    for number in range(2, 12):
        make.section(course.unit, number)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address)
