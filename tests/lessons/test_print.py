"""A section and a whole unit for paper."""

import re

import pytest

from classrooms.models import School
from lessons.models import Unit
from lessons.pack.load import load
from lessons.pack.read import read_files
from tests import make
from tests.lessons import tiny

UNIT = ("tiny", "first")
EVIDENCE = tiny.SECTION.replace(":::figure groessen\n", "").replace(":::source micrographia\n", "")


def whole_unit(page_of, **changed):
    school = School.objects.get(slug="hill")
    loaded = load(read_files(tiny.files(**changed), "biologie"), school=school).course
    Unit.objects.filter(course=loaded).update(published_at=loaded.loaded_at)
    return page_of(school.people.get(username="ann"), "lessons:unit-print", "biologie", "zelle")


def test_a_whole_unit_holds_all_its_parts_once(cast, page_of):
    page = whole_unit(page_of)
    wanted = {
        "the overview": "Jedes Lebewesen besteht aus Zellen",
        "a section": "Robert Hooke sah 1665",
        "its figure": "Zellen sind verschieden groß</p>",
        "its dispute": "Wie alt sind die ersten Zellen?",
        "its source": "Hooke beschreibt Kammern.",
        "an event": 'id="event-hooke"',
        "a picture": 'id="picture-wer-half-wem"',
        "a person": "Physiologe",
        "a term": "Trägt das Erbgut.",
        "a question": "Was ist eine Zelle?",
        "further reading": "Ein Lehrbuch.",
    }
    assert {name: page.count(words) for name, words in wanted.items()} == dict.fromkeys(wanted, 1)
    assert "Further evidence" not in page


def test_what_stands_in_no_section_is_printed_after_them(cast, page_of):
    page = whole_unit(page_of, section=EVIDENCE)
    evidence = page.partition("Further evidence")[2]
    assert 'id="figure-groessen"' in evidence
    assert 'id="source-micrographia"' in evidence
    assert 'id="dispute-alter-title"' not in evidence


def test_ids_on_a_printed_unit_are_unique_and_headings_go_down_by_one(cast, course, page_of):
    for number in (2, 3):
        make.section(course.unit, number)
    make.new_version(course.section, "---\ntitle: One\n---\n## Why {#h-why}\n\nText. {#p1}\n", loaded=course.course)
    page = page_of(cast.ann, "lessons:unit-print", *UNIT)
    assert "<h3>Why</h3>" in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)


def test_a_printed_unit_costs_no_more_queries_for_many_sections(cast, course, client_of, django_assert_max_num_queries):
    client, address = client_of(cast.ann), f"{course.unit.get_absolute_url()}print/"
    client.get(address)
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    for number in range(2, 12):
        make.section(course.unit, number)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert "Eleven" in client.get(address).content.decode()


def test_a_misconception_is_not_printed(cast, course, page_of):
    course.question.misconception = "They think it was fate."
    course.question.save(update_fields=["misconception"])
    assert "They think it was fate." not in page_of(cast.ann, "lessons:unit-print", *UNIT)


@pytest.mark.parametrize(("name", "args"), [("lessons:unit-print", UNIT), ("lessons:section", (*UNIT, "one"))])
def test_paper_says_where_it_comes_from(cast, course, page_of, name, args):
    assert "Redraft · A tiny course · Unit 1: First unit" in page_of(cast.ann, name, *args)


def test_the_unit_page_leads_to_the_printed_unit(cast, course, page_of):
    assert f'href="{course.unit.get_absolute_url()}print/"' in page_of(cast.ann, "lessons:unit", *UNIT)
