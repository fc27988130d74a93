"""Pictures of people: what is drawn is true, stays on its paper, and stands there in words too."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from lessons.charts import WIDTHS, Life, Tie, lives_picture, ties_picture
from lessons.charts.lives import ENDS, SIZE
from lessons.charts.paper import width
from lessons.models import Person, Picture
from lessons.pack.load import load
from lessons.pack.read import read_files
from lessons.queries_pictures import pictures_of, with_people
from tests import make
from tests.lessons import tiny

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = pytest.mark.parametrize("shape", WIDTHS)
ANY = {"name": "picture-x", "title": "Title", "description": "Words."}


def parsed(svg):
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def draw_lives(rows, shape, **more):
    return parsed(lives_picture(rows, shape, **ANY | more))


def draw_ties(rows, names, shape, **more):
    return parsed(ties_picture(rows, names, shape, **ANY | more))


def text_boxes(root):
    """Where each text stands when its letters are as wide as they can be."""
    for node in root.iter(f"{SVG}text"):
        wide, x, y = width(node.text or "", SIZE), float(node.get("x")), float(node.get("y"))
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[node.get("text-anchor", "start")]
        yield left, y - SIZE * 0.75, left + wide, y


def assert_no_text_covers_another(root):
    for one, other in combinations(text_boxes(root), 2):
        apart = one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2 or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


def assert_texts_are_on_the_paper(root):
    _, _, wide, high = map(float, root.get("viewBox").split())
    for left, top, right, bottom in text_boxes(root):
        assert left >= -1
        assert top >= -1
        assert right <= wide + 1
        assert bottom <= high + 1


def points(root, kind):
    """The corners of each path of a kind."""
    for node in root.iter(f"{SVG}path"):
        if (node.get("class") or "").split()[0] == kind:
            yield [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", node.get("d"))]


def bars(root):
    return [
        (float(one.get("x")), float(one.get("x")) + float(one.get("width")), float(one.get("y")))
        for one in root.iter(f"{SVG}rect")
    ]


def end_marks(root):
    """The classes of each end mark with where it stands."""
    return [
        (node.get("class"), *map(float, re.findall(r"-?[\d.]+", node.get("transform"))))
        for node in root.iter(f"{SVG}path")
        if node.get("transform")
    ]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@st.composite
def a_life(draw_from):
    starts = draw_from(st.integers(-3000, 2100))
    ends = starts + draw_from(st.integers(0, 80))
    died = draw_from(st.one_of(st.none(), st.integers(0, 60).map(lambda years: ends + years)))
    return Life(
        draw_from(TEXT), starts, ends, died, draw_from(st.sampled_from([*ENDS, "natural", ""])), draw_from(TEXT)
    )


@given(st.lists(a_life(), min_size=1, max_size=12), st.sampled_from(list(WIDTHS)))
def test_any_lives_are_drawn_in_order_without_one_text_over_another(rows, shape):
    root = draw_lives(rows, shape)
    assert_texts_are_on_the_paper(root)
    assert_no_text_covers_another(root)
    drawn, ends = bars(root), end_marks(root)
    assert len(drawn) == len(ends) == len(rows)
    for row, (left, right, _top), (_kind, x, _y) in zip(rows, drawn, ends, strict=True):
        assert -1 <= left <= right <= WIDTHS[shape] + 1
        assert row.died is None or x >= right - 4.1
    assert all(one[2] < other[2] for one, other in pairwise(drawn))


@SHAPES
def test_lives_are_drawn_to_scale(shape):
    rows = [Life("A", 1900, 1910, 1930, "shot", "shot 1930"), Life("B", 1920, 1950, 1960, "natural", "1960")]
    root = draw_lives(rows, shape)
    (one, two, _), (three, four, _) = bars(root)
    first, second = (x for _kind, x, _y in end_marks(root))
    year = (two - one) / 10
    assert (three - one, four - three) == pytest.approx((20 * year, 30 * year), abs=0.3)
    assert (first - two, second - four) == pytest.approx((20 * year, 10 * year), abs=0.3)


def test_how_a_life_ended_is_told_by_a_shape_of_its_own():
    rows = [Life("A", 1900, 1910, 1930, ended, ended) for ended in (*ENDS, "natural", "illness", "survived")]
    rows.append(Life("A", 1900, 1910, None, "survived", ""))
    root = draw_lives(rows, "across")
    shapes = [node.get("d") for node in root.iter(f"{SVG}path") if node.get("transform")]
    assert len(set(shapes[:4])) == 4
    assert len(set(shapes[4:7])) == 1
    assert len(set(shapes)) == 6


NAMES = dict(zip("abcdef", ["Ann", "Ben Bo", "Cleo of the Long Name", "D", "E", "F"], strict=True))


@given(
    st.lists(
        st.builds(Tie, st.sampled_from("abc"), st.sampled_from("abcdef"), TEXT, st.integers(1900, 1910)),
        min_size=1,
        max_size=14,
    ),
    st.lists(TEXT, min_size=6, max_size=6),
    st.sampled_from(list(WIDTHS)),
)
def test_any_ties_are_drawn_without_one_text_over_another(rows, names, shape):
    root = draw_ties(rows, dict(zip("abcdef", names, strict=True)), shape)
    assert_texts_are_on_the_paper(root)
    assert_no_text_covers_another(root)
    for line in points(root, "tie"):
        x1, y, x2 = line
        for left, top, right, bottom in text_boxes(root):
            assert not (left < x2 and x1 < right and top < y < bottom), "an arrow crosses a text"
    years = [int(node.text) for node in root.iter(f"{SVG}text") if node.get("text-anchor") == "middle"]
    assert years == sorted(tie.year for tie in rows)


@SHAPES
def test_one_who_acts_several_times_running_has_one_box_and_who_had_acted_is_filled(shape):
    rows = [Tie("b", "a", "later", 1938), Tie("a", "c", "first", 1936), Tie("a", "d", "second", 1937)]
    root = draw_ties(rows, NAMES, shape)
    words = [node.text for node in root.iter(f"{SVG}text") if "big" in (node.get("class") or "")]
    assert sorted(words).count("Ann") == 2  # once striking, once struck
    dark = [node.text for node in root.iter(f"{SVG}text") if node.get("class") == "big dark"]
    assert dark == ["Ann"]
    assert len([node for node in root.iter(f"{SVG}path") if node.get("class") == "node dark"]) == 1


def test_a_drawing_depends_on_nothing_but_its_data():
    rows = [Tie("b", "a", "x", 1938), Tie("a", "c", "y", 1938), Tie("c", "b", "z", 1937)]
    assert ties_picture(rows, NAMES, "tall", **ANY) == ties_picture(list(rows), dict(NAMES), "tall", **ANY)


@SHAPES
def test_words_are_escaped_and_a_drawing_has_a_name_and_a_sentence(shape):
    nasty = '<b>&"x'
    more = {"name": nasty, "title": nasty, "description": nasty}
    for root in (
        draw_lives([Life(nasty, 1, 2, 3, nasty, nasty)], shape, **more),
        draw_ties([Tie("a", "b", nasty, 1)], {"a": nasty, "b": nasty}, shape, **more),
    ):
        assert root.get("role") == "img"
        assert root.find(f"{SVG}title").text == root.find(f"{SVG}desc").text == nasty
        assert root.get("aria-labelledby") == f"{nasty}-{shape}-title {nasty}-{shape}-desc"
        assert all(node.get("style") is None for node in root.iter())


@pytest.fixture
def course(db):
    return load(read_files(tiny.files()), school=make.school()).course


def lives_of(course, *people):
    data = {"lives": people, "ties": [], "source": "A *book*.", "note": "Years <b>."}
    fields = {"key": "two-lives", "title": "Two lives", "kind": "lives", "position": 2, "data": data}
    return Picture.objects.create(course=course, unit=course.units.get(), **fields)


def fragment(course, picture, django_assert_num_queries):
    with django_assert_num_queries(1):
        with_people([picture])
    with django_assert_num_queries(0):
        return render_to_string("lessons/_picture.html", {"course": course, "picture": picture})


def test_a_picture_of_lives_says_the_same_in_a_table_with_links_to_its_people(course, django_assert_num_queries):
    schwann = {"person": "schwann", "starts": 1839, "ends": 1848}
    Person.objects.filter(key="schwann").update(ended="shot", fate="")
    shown = fragment(course, lives_of(course, schwann), django_assert_num_queries)
    assert '<svg class="chart across"' in shown
    assert '<svg class="chart tall"' in shown
    assert 'data-gloss="person-schwann">Theodor Schwann</a>' in shown
    assert f'href="{course.units.get().get_absolute_url()}#person-schwann"' in shown
    assert '<td class="num nowrap">1839–1848</td><td>shot 1882</td>' in shown
    assert '<p class="source">A <em>book</em>.</p>' in shown
    assert "Years &lt;b&gt;." in shown


def test_a_person_who_is_not_there_is_named_by_id_and_nothing_breaks(course, django_assert_num_queries):
    ghost = {"person": "ghost", "starts": 1839, "ends": 1848}
    assert '<th scope="row" class="fw-normal">ghost' in fragment(
        course, lives_of(course, ghost), django_assert_num_queries
    )


def test_a_picture_of_ties_says_the_same_in_a_list_by_year(course, django_assert_num_queries):
    shown = fragment(course, course.pictures.get(), django_assert_num_queries)
    years = re.findall(r'<strong class="num">(\d+)</strong>', shown)
    assert years == ["1838", "1839"]
    assert "erklärt ihm den Zellkern" in shown.split("picture-ties")[1]


def test_a_unit_shows_its_pictures_among_its_people_and_counts_people_once(course, client_of):
    unit = course.units.get()
    assert [picture.key for picture in pictures_of(unit)] == ["wer-half-wem"]
    reader = make.person("reader", school=course.school)
    page = client_of(reader).get(unit.get_absolute_url()).content.decode()
    assert 'id="picture-wer-half-wem"' in page[page.index('id="people"') :]
    assert re.search(r'href="#people">People <span>2</span>', page)


def test_pictures_of_a_unit_ask_for_all_their_people_at_once(course, django_assert_num_queries):
    lives_of(course, {"person": "schwann", "starts": 1839, "ends": 1848})
    unit = course.units.get()
    with django_assert_num_queries(2):
        assert [len(picture.people) for picture in pictures_of(unit)] == [2, 1]
    unit.pictures.update(retired_at="2026-01-01T00:00Z")
    with django_assert_num_queries(1):
        assert pictures_of(unit) == []


def test_a_section_draws_the_picture_that_is_placed_in_it_with_cards_of_its_people(course, client_of):
    files = tiny.files(section=tiny.SECTION + "\n:::picture wer-half-wem\n")
    load(read_files(files, "other"), school=course.school)
    section = course.school.courses.get(slug="other").units.get().sections.get()
    reader = make.person("reader", school=course.school)
    page = client_of(reader).get(section.get_absolute_url()).content.decode()
    assert 'id="picture-wer-half-wem"' in page
    assert page.count('<template id="gloss-person-schleiden">') == 1
    assert page.count('<template id="gloss-person-schwann">') == 1
