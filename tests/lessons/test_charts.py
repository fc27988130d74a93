"""Charts: every number gives a drawing that stays inside its frame, labels are escaped and do not overlap."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.charts import Numerals, figure_chart, ranges
from lessons.charts.paper import TYPE, ticks, width

NUMERALS = Numerals()
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
SVG = "{http://www.w3.org/2000/svg}"


def draw(chart, columns, rows, key=(), **more):
    more = {"name": "chart-x", "title": "Title", "description": "Words."} | more
    return figure_chart(chart, columns, rows, key, numerals=NUMERALS, **more)


def parsed(svg):
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def texts(svg):
    return [node.text for node in parsed(svg).iter(f"{SVG}text")]


def inside(root):
    """Whether each mark of a drawing lies inside its viewBox, text by its baseline's start, middle or end."""
    _, _, wide, high = map(float, root.get("viewBox").split())
    points = []
    for node in root.iter():
        if node.tag == f"{SVG}rect":
            x, y = float(node.get("x")), float(node.get("y"))
            points += [(x, y), (x + float(node.get("width")), y + float(node.get("height")))]
        elif node.tag in (f"{SVG}text", f"{SVG}circle"):
            points.append((float(node.get("x") or node.get("cx")), float(node.get("y") or node.get("cy"))))
        elif node.tag == f"{SVG}path":
            here = [0.0, 0.0]
            for letter, numbers in re.findall(r"([MLHVv])([^MLHVv]*)", node.get("d")):
                values = [float(one) for one in NUMBER.findall(numbers)]
                if letter in "ML":
                    here = values
                elif letter == "H":
                    here = [values[0], here[1]]
                else:
                    here = [here[0], values[0] + (here[1] if letter == "v" else 0)]
                points.append(tuple(here))
    return all(-1 <= x <= wide + 1 and -1 <= y <= high + 4 for x, y in points)


CELL = st.one_of(st.integers(-(10**20), 10**20), st.floats(), st.integers(0, 500))
NAME = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@st.composite
def tables(draw_from):
    series = draw_from(st.integers(1, 4))
    names = draw_from(
        st.one_of(
            st.lists(NAME, min_size=1, max_size=12, unique=True),
            st.lists(st.integers(1000, 2000).map(str), min_size=1, max_size=40, unique=True),
        )
    )
    rows = [[name, *draw_from(st.lists(CELL, min_size=series, max_size=series))] for name in names]
    return ["", *draw_from(st.lists(NAME, min_size=series, max_size=series))], rows, names[:1]


@given(tables(), st.sampled_from(["bar", "line", "grouped"]))
def test_any_numbers_stay_inside_the_frame(table, chart):
    svg = draw(chart, *table)
    assert "nan" not in re.sub(r">[^<]*<", "><", svg)
    assert inside(parsed(svg))


@given(tables())
def test_any_numbers_above_zero_stack_inside_the_frame(table):
    columns, rows, key = table
    above = [[row[0], *(abs(value) if value == value else value for value in row[1:])] for row in rows]
    assert inside(parsed(draw("stacked", columns, above, key)))


@given(st.lists(st.one_of(st.none(), st.tuples(CELL, CELL).map(lambda pair: tuple(sorted(pair)))), max_size=6))
def test_any_claims_stay_on_the_axis(claims):
    drawn = ranges(claims, NUMERALS)
    for svg, claim in zip(drawn.claims, claims, strict=True):
        assert (svg == "") == (claim is None)
        assert not svg or inside(parsed(svg))
    assert inside(parsed(drawn.axis))


def test_words_are_escaped_everywhere():
    nasty = '<b>&"x'
    svg = draw(
        "grouped", ["", nasty, nasty + "2"], [[nasty, 1, 2], ["b", 3, 4]], name=nasty, title=nasty, description=nasty
    )
    assert "<b>" not in svg
    parsed(svg)


def test_a_drawing_has_a_name_and_a_sentence_and_no_style():
    root = parsed(draw("bar", ["", "n"], [["1934", 1], ["1935", 2]], title="Two years", description="It rises."))
    assert [root.find(f"{SVG}title").text, root.find(f"{SVG}desc").text] == ["Two years", "It rises."]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [
        root.find(f"{SVG}title").get("id"),
        root.find(f"{SVG}desc").get("id"),
    ]
    assert all(node.get("style") is None for node in root.iter())


def boxes(root):
    """Where each text stands when it is set as large as on a phone."""
    for node in root.iter(f"{SVG}text"):
        wide, x, y = width(node.text), float(node.get("x")), float(node.get("y"))
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[node.get("text-anchor", "start")]
        yield left, y - TYPE * 0.75, left + wide, y


SENTENCES = [
    ["1934", 2056],
    ["1935", 1229],
    ["1936", 1118],
    ["1937", 353074],
    ["1938", 328618],
    ["1939", 2552],
    ["1940", 1649],
]
CASES = {
    "two years stand alone": ("bar", ["Year", "Shot"], SENTENCES, ["1937", "1938"]),
    "forty years": ("bar", ["Year", "n"], [[str(1900 + n), n * 1000] for n in range(40)], []),
    "long names": ("bar", ["", "n"], [[f"A rather long name of a group, number {n}", n + 1] for n in range(5)], []),
    "a line of years": ("line", ["", "n"], [[str(1924 + n), 10**6 + n * 12345] for n in range(30)], ["1930"]),
    "six lines that end together": ("line", ["", *"abcdef"], [["1928", *[100] * 6], ["1940", *range(400, 406)]], []),
    "grouped": (
        "grouped",
        ["", "Sentenced", "Of these to death"],
        [[row[0], row[1] * 2, row[1]] for row in SENTENCES],
        [],
    ),
    "stacked": ("stacked", ["", "Rural", "Urban"], [["December 1926", 120.7, 26.3]], []),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_labels_do_not_overlap_even_at_the_size_of_a_phone(case):
    chart, columns, rows, key = case
    for one, other in combinations(boxes(parsed(draw(chart, columns, rows, key))), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (one, other)


def test_the_years_to_look_at_are_named_and_numbered():
    shown = texts(draw("bar", ["Year", "Shot"], SENTENCES, ["1937", "1938"]))
    assert {"1937", "1938", "353,074", "328,618"} <= set(shown)


def test_categories_with_long_names_lie():
    svg = draw("bar", ["", "n"], [["Marshals of the Soviet Union", 3], ["Commanders of armies of the first rank", 2]])
    lefts = {node.get("x") for node in parsed(svg).iter(f"{SVG}rect")}
    assert lefts == {"0"}


def test_bars_have_lengths_in_proportion_from_zero():
    heights = [
        float(node.get("height")) for node in parsed(draw("bar", ["", "n"], [["a", 50], ["b", 100]])).iter(f"{SVG}rect")
    ]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)


def test_years_on_a_line_stand_at_their_true_distance():
    svg = draw("line", ["", "n"], [["1930", 1], ["1931", 2], ["1940", 3]])
    first, second, third = (float(node.get("cx")) for node in parsed(svg).iter(f"{SVG}circle"))
    assert (second - first) * 9 == pytest.approx(third - second, abs=1)


def test_an_axis_of_claims_is_linear_until_the_numbers_lie_too_far_apart():
    assert not ranges([(681692, 681692), (10**6, 2 * 10**6)], NUMERALS).is_log
    assert ranges([(3, 3), (123, 125)], NUMERALS).is_log
    assert not ranges([(0, 0), (123, 125)], NUMERALS).is_log


def test_a_claim_is_a_dot_or_a_bar_and_says_its_numbers():
    dot, bar = ranges([(681692, 681692), (950000, 1200000)], NUMERALS).claims
    assert "<circle" in dot
    assert "681,692" in dot
    assert 'class="range"' in bar
    assert "0.95–1.2 million" in bar


@pytest.mark.parametrize(
    ("number", "full", "short"),
    [
        (353074, "353,074", "353,074"),
        (2500000, "2,500,000", "2.5 million"),
        (26.0, "26.0", "26"),
        (-7, "−7", "−7"),
        (3 * 10**9, "3,000,000,000", "3 billion"),
    ],
)
def test_numbers_are_written_in_groups(number, full, short):
    assert (NUMERALS.full(number), NUMERALS.short(number)) == (full, short)


def test_numbers_follow_the_language():
    german = Numerals(group=".", point=",", million="{} Mio.")
    assert (german.full(353074.5), german.short(2500000)) == ("353.074,5", "2,5 Mio.")


@given(st.floats(-1e15, 1e15), st.floats(-1e15, 1e15))
def test_ticks_are_few_and_inside(one, other):
    low, high = sorted((one, other))
    steps = ticks(low, high)
    assert len(steps) <= 7
    slack = (high - low) * 1e-5 + 1e-300
    assert all(low - slack <= step <= high + slack for step in steps)
