"""The course that ships is whole: it checks clean, and no unit lacks what a student or teacher needs."""

from pathlib import Path

import pytest

import lessons
from lessons.pack.check import check
from lessons.pack.dump import dump
from lessons.pack.load import load
from lessons.pack.parts import Pack
from lessons.pack.read import read
from tests import make

FOLDER = Path(lessons.__file__).parent / "courses" / "stalins-ussr"
PACK: Pack = read(FOLDER)
UNITS = pytest.mark.parametrize("unit", PACK.units, ids=[unit.slug for unit in PACK.units])


def test_it_has_no_problems():
    assert [str(problem) for problem in check(PACK)] == []


def test_it_has_five_units_and_the_third_is_complete():
    assert [unit.number for unit in PACK.units] == [1, 2, 3, 4, 5]
    assert len(PACK.units[2].sections) >= 3


@UNITS
def test_a_unit_has_what_it_needs(unit):
    assert unit.overview.strip()
    assert unit.summary
    assert len(unit.questions) == 5
    assert len(unit.events) >= 12
    assert len(unit.people) + len(unit.also_people) >= 8
    assert len(unit.terms) + len(unit.also_terms) >= 12
    assert len(unit.sources) >= 4
    assert len(unit.figures) >= 2
    assert len(unit.disputes) >= 2
    assert unit.readings
    assert 3 <= sum(event.turn for event in unit.events) <= 6


@UNITS
def test_a_section_can_be_read_at_one_sitting(unit):
    assert unit.sections
    for section in unit.sections:
        assert 600 <= len(section.body.split()) <= 1500, section.path


@UNITS
def test_a_question_says_what_a_strong_answer_does_and_where_to_read(unit):
    for question in unit.questions:
        assert 3 <= len(question.strong) <= 5, question.id
        assert question.asks, question.id
        assert question.sections, question.id


def test_it_prints_no_codes_of_its_making():
    shown = {path: text for path, text in PACK.files.items() if not path.endswith("questions.toml")}
    for path, text in shown.items():
        body = text.split("\n---\n", 1)[-1]
        for code in ("AO1", "AO2", "AO3", "seed 00"):
            assert code not in body, path


@pytest.mark.django_db
def test_it_loads_and_comes_out_byte_for_byte():
    school = make.school()
    course = load(PACK, school=school).course
    assert dump(course) == {str(path.relative_to(FOLDER)): path.read_bytes() for path in FOLDER.rglob("*.*")}
    assert not load(PACK, school=school)
