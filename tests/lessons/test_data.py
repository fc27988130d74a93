"""The numbers of figures and disputes as CSV: clean, complete, safe in a spreadsheet, and only of what one may read."""

import csv
import io

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lessons.pack.load import load
from lessons.pack.read import read_files
from lessons.sheet import sheet, with_unit
from tests import make
from tests.lessons import tiny

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
CELL = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXT)


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(TEXT, min_size=2, max_size=4), st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=6))
def test_every_cell_comes_back_and_no_text_begins_like_a_formula(head, rows):
    back = read(sheet(head, rows))
    assert len(back) == len(rows) + 1
    for row, cells in zip(back, [head, *rows], strict=True):
        for got, cell in zip(row, cells, strict=True):
            if isinstance(cell, str):
                assert got.removeprefix("'") == cell.removeprefix("'")
                assert not got.startswith(("=", "+", "-", "@", "\t", "\r"))
            else:
                assert got == ("" if cell is None else str(cell))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_looks_like_a_formula_gets_an_apostrophe(text):
    assert read(sheet(["", "n"], [[text, -7]]))[1] == [f"'{text}", "-7"]


def test_the_unit_stands_in_the_headings_of_numbers():
    assert with_unit(["Year", "Deaths", "Births"], "people") == ["Year", "Deaths (people)", "Births (people)"]
    assert with_unit(["Year", "Deaths"], "") == ["Year", "Deaths"]


@pytest.fixture
def course(db):
    return load(read_files(tiny.files(), "biologie"), school=make.school()).course


@pytest.fixture
def reader(course, client_of):
    return client_of(make.person("reader", school=course.school))


FIGURE = ("lessons:figure-csv", "groessen")
DISPUTE = ("lessons:dispute-csv", "alter")


def address(name, key):
    return reverse(name, args=["biologie", key])


def test_a_figure_is_a_file_of_its_columns_with_the_unit_and_its_rows(reader):
    answer = reader.get(address(*FIGURE))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="biologie-groessen.csv"'
    assert answer.content.decode() == "Zelle,Durchmesser (Mikrometer)\r\nBakterium,2\r\nEizelle,120\r\n"


def test_a_dispute_with_numbers_is_a_file_of_its_claims(reader):
    assert read(reader.get(address(*DISPUTE)).content.decode()) == [
        ["Claim", "From (Milliarden Jahre)", "To (Milliarden Jahre)", "Who says so"],
        ["3,5 Milliarden", "3.5", "3.5", "Fossilien"],
        ["Bis 4,1 Milliarden", "3.5", "4.1", "Kohlenstoff"],
    ]


def test_a_dispute_of_words_has_no_file(course, reader):
    dispute = course.disputes.get()
    dispute.data["unit"] = ""
    dispute.save(update_fields=["data"])
    assert reader.get(address(*DISPUTE)).status_code == 404


@pytest.mark.parametrize("part", [FIGURE, DISPUTE])
def test_numbers_of_an_unpublished_unit_and_of_what_was_taken_out_are_not_there_for_students(
    course, reader, client_of, part
):
    course.units.update(published_at=None)
    admin = make.person("admin", school=course.school, is_school_admin=True)
    assert reader.get(address(*part)).status_code == 404
    assert client_of(admin).get(address(*part)).status_code == 200
    course.figures.update(retired_at="2026-01-01T00:00Z")
    course.disputes.update(retired_at="2026-01-01T00:00Z")
    assert client_of(admin).get(address(*part)).status_code == 404


def test_the_files_are_linked_where_the_numbers_stand(course, reader):
    page = reader.get(course.units.get().sections.get().get_absolute_url()).content.decode()
    assert f'href="{address(*FIGURE)}" download' in page
    assert f'href="{address(*DISPUTE)}" download' in page
