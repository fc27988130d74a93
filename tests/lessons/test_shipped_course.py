"""The course that ships is whole: it checks clean, and no unit lacks what a student or teacher needs."""

import re
import tomllib
from pathlib import Path

import pytest

import lessons
from lessons.pack import prose
from lessons.pack.check import check
from lessons.pack.dump import dump
from lessons.pack.load import load
from lessons.pack.parts import Pack
from lessons.pack.read import read
from lessons.pack.rows import links_of
from lessons.rendering import render_section
from tests import make

HERE = Path(__file__).parent
FOLDER = Path(lessons.__file__).parent / "courses" / "stalins-ussr"
PACK: Pack = read(FOLDER)
UNITS = pytest.mark.parametrize("unit", PACK.units, ids=[unit.slug for unit in PACK.units])


def test_it_has_no_problems():
    assert [str(problem) for problem in check(PACK)] == []


def test_it_has_five_units_of_nineteen_sections():
    assert [unit.number for unit in PACK.units] == [1, 2, 3, 4, 5]
    assert [len(unit.sections) for unit in PACK.units] == [3, 4, 4, 4, 4]


@UNITS
def test_a_unit_has_what_it_needs(unit):
    assert unit.overview.strip()
    assert unit.summary
    assert len(unit.questions) == 5
    assert 12 <= len(unit.events) <= 20
    assert 8 <= len(unit.people) + len(unit.also_people) <= 12
    assert 12 <= len(unit.terms) + len(unit.also_terms) <= 20
    assert 4 <= len(unit.sources) <= 6
    assert len(unit.figures) >= 2
    assert len(unit.disputes) >= 2
    assert 3 <= len(unit.readings) <= 6
    assert 3 <= sum(event.turn for event in unit.events) <= 6


@UNITS
def test_a_unit_leaves_nothing_half_said(unit):
    assert [person.id for person in unit.people if not (person.fate and person.ended and person.text)] == []
    for source in unit.sources:
        assert source.origin and source.purpose and source.value and source.limitation, source.id  # noqa: PT018
    for figure in unit.figures:
        assert figure.unit and figure.source, figure.id  # noqa: PT018
    for dispute in unit.disputes:
        assert dispute.why and dispute.use, dispute.id  # noqa: PT018


@UNITS
def test_a_section_can_be_read_at_one_sitting(unit):
    links = links_of(PACK)
    for section in unit.sections:
        assert 700 <= render_section(section.body, links).words <= 1100, section.path


@UNITS
def test_each_section_asks_what_is_remembered(unit):
    for section in unit.sections:
        assert 3 <= sum(check.section == section.slug for check in unit.checks) <= 5, section.path
    assert [check.id for check in unit.checks if not check.passage] == []


@UNITS
def test_all_evidence_stands_where_it_is_read(unit):
    placed = {(block.kind, block.id) for section in unit.sections for block in prose.blocks(section.body)}
    for kind, parts in (("source", unit.sources), ("figure", unit.figures), ("dispute", unit.disputes)):
        assert [part.id for part in parts if (kind, part.id) not in placed] == [], kind


@UNITS
def test_a_question_names_its_command_and_warns_teachers_of_a_misconception(unit):
    assert [question.id for question in unit.questions if not (question.command and question.misconception)] == []


def test_every_fact_is_covered_or_left_out_for_a_reason():
    """The facts are numbered within groups: U3-K-014 is the fourteenth of 136."""
    groups = tomllib.loads((HERE / "facts.toml").read_text())
    facts = {f"{group}-{n:03}" for group, count in groups["counts"].items() for n in range(1, count + 1)}
    parts = [part for unit in PACK.units for part in (*unit.sections, *unit.questions)]
    named = {fact for part in parts for fact in part.facts}
    assert len(facts) == 618
    assert named - facts == set()
    assert sorted(facts - named) == sorted(groups["left_out"])
    assert [fact for fact, reason in groups["left_out"].items() if len(reason) < 20] == []


def test_no_page_shows_the_number_of_a_fact():
    for path, text in PACK.files.items():
        shown = [line for line in text.split("\n") if not line.startswith("facts")]
        assert re.findall(r"\bU[1-5]-[A-Z]-\d{3}\b", "\n".join(shown)) == [], path


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
