"""Figures, disputes and sources as pieces of a page."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from lessons.pack.load import load
from lessons.pack.read import read_files
from tests import make
from tests.lessons import tiny


@pytest.fixture
def course(db):
    return load(read_files(tiny.files(), "biologie"), school=make.school()).course


def fragment(course, kind, django_assert_num_queries, **changed):
    part = getattr(course, f"{kind}s").get()
    for name, value in changed.items():
        setattr(part, name, value)
    with django_assert_num_queries(0):
        return render_to_string(f"lessons/_{kind}.html", {"course": course, kind: part})


def test_a_figure_is_a_chart_with_its_table_and_its_source(course, django_assert_num_queries):
    shown = fragment(course, "figure", django_assert_num_queries)
    assert '<figure class="fig" id="figure-groessen">' in shown
    assert '<svg class="chart wide"' in shown
    assert "Highest: 120 (Eizelle). Lowest: 2 (Bakterium). Unit: Mikrometer.</desc>" in shown
    assert '<th scope="row" class="num fw-normal">Bakterium</th><td class="num">2</td>' in shown
    assert '<p class="source">Lehrbuch</p>' in shown


def test_numbers_follow_the_language_of_the_reader(course, django_assert_num_queries):
    data = course.figures.get().data | {"rows": [["Bakterium", 2], ["Eizelle", 12345.5]]}
    with override("de"):
        assert '<td class="num">12.345,5</td>' in fragment(course, "figure", django_assert_num_queries, data=data)


def test_a_dispute_shows_each_claim_on_the_axis_and_who_makes_it(course, django_assert_num_queries):
    shown = fragment(course, "dispute", django_assert_num_queries)
    assert shown.count('<svg class="chart" viewBox="0 0 400 40"') == 2
    assert shown.count("claim-axis") == 1
    assert "<strong>3,5 Milliarden</strong><span>Fossilien</span>" in shown
    assert "Unit: Milliarden Jahre." in shown


def test_a_dispute_of_words_has_no_axis(course, django_assert_num_queries):
    data = {
        "unit": "",
        "claims": [{"claim": "Ja", "who": "A", "low": None, "high": None}],
        "why": "",
        "use": "Wäge ab.",
    }
    shown = fragment(course, "dispute", django_assert_num_queries, data=data)
    assert "<svg" not in shown
    assert "claim-words" in shown
    assert "In an essay.</strong> Wäge ab." in shown


def test_a_source_says_what_it_is_and_where_it_is_printed(course, django_assert_num_queries):
    shown = fragment(course, "source", django_assert_num_queries, limitation="<b>Nur</b> Kork.")
    assert "A source from the time" in shown
    assert "Hooke, <em>Micrographia</em> (London, 1665)." in shown
    assert "<dt>Limitation</dt><dd>&lt;b&gt;Nur&lt;/b&gt; Kork.</dd>" in shown
