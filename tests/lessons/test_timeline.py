"""A unit's timeline: marks at their dates, names that never overlap, and the same events in words."""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.charts import Moment, timeline
from lessons.charts.paper import width
from lessons.charts.timeline import MARK, SIZE, SMALL
from lessons.models import Event

SVG = "{http://www.w3.org/2000/svg}"


def draw(moments, *, tall=False, name="Timeline"):
    svg = timeline(moments, name=name, month=lambda day: f"Sept {day.month}/{day.year}", tall=tall)
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def moment(number, day, *, to=None, title="An event", turn=False):
    starts, ends = dt.date.fromisoformat(day), dt.date.fromisoformat(to) if to else None
    return Moment(f"e{number}", number, starts, ends, title, f"{number}. {title}", turn)


def links(root):
    """Each mark's link by the number of its event: its square (left, top, right, bottom) and its texts."""
    found = {}
    for link in root.iter(f"{SVG}a"):
        mark = link.find(f"{SVG}rect")
        x, y, wide, high = (float(mark.get(key)) for key in ("x", "y", "width", "height"))
        number, *names = link.findall(f"{SVG}text")
        found[int(number.text)] = ((x, y, x + wide, y + high), names)
    return found


def names_in_marks(root):
    for square, names in links(root).values():
        yield from (name for name in names if square[0] < float(name.get("x")) < square[2])


def boxes(root, size):
    """Where marks and texts stand at the largest size that style sheets give them, but for texts in their marks."""
    within = set(map(id, names_in_marks(root)))
    for node in root.iter():
        if node.tag == f"{SVG}rect" and float(node.get("height")) == MARK:
            x, y = float(node.get("x")), float(node.get("y"))
            yield x, y, x + float(node.get("width")), y + MARK
        elif node.tag == f"{SVG}text" and "number" not in (node.get("class") or "") and id(node) not in within:
            wide, x, y = width(node.text, size), float(node.get("x")), float(node.get("y"))
            left = x - {"start": 0, "middle": wide / 2, "end": wide}[node.get("text-anchor", "start")]
            yield left, y - size * 0.75, left + wide, y


def overlaps(one, other):
    slack = 0.2
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
DAYS = st.one_of(
    st.dates(), st.dates(dt.date(1917, 1, 1), dt.date(1953, 12, 31)), st.dates(dt.date(1937, 1, 1), dt.date(1937, 9, 1))
)


@st.composite
def moments(draw_from):
    made = []
    for number in range(1, draw_from(st.integers(1, 14)) + 1):
        starts = draw_from(DAYS)
        ends = draw_from(st.one_of(st.none(), st.dates(min_value=starts)))
        title = draw_from(TEXT)
        made.append(Moment(f"e{number}", number, starts, ends, title, title, draw_from(st.booleans())))
    return made


@given(moments(), st.booleans())
def test_no_mark_and_no_name_covers_another_and_all_lie_on_the_paper(events, tall):
    root = draw(events, tall=tall)
    _, _, wide, high = map(float, root.get("viewBox").split())
    found = list(boxes(root, SMALL if tall else SIZE))
    for one, other in combinations(found, 2):
        assert not overlaps(one, other), (one, other)
    for left, top, right, bottom in found:
        assert left >= -1
        assert top >= -1
        assert right <= wide + 1
        assert bottom <= high + 1


@given(moments(), st.booleans())
def test_every_event_has_one_mark_and_they_stand_in_their_order_in_time(events, tall):
    marks = links(draw(events, tall=tall))
    assert sorted(marks) == [one.number for one in events]
    ordered = sorted(events, key=lambda one: (one.starts, one.number))
    points = [one for one in ordered if tall or one.ends is None]
    side = 1 if tall else 0
    places = [marks[one.number][0][side] for one in points]
    assert all(one <= other + 0.1 for one, other in pairwise(places))


@given(moments())
def test_every_turning_point_is_named_across_and_every_event_is_named_down(events):
    across, down = links(draw(events)), links(draw(events, tall=True))
    assert [one.number for one in events if one.turn and not across[one.number][1]] == []
    assert [one.number for one in events if not down[one.number][1]] == []


def test_marks_stand_at_their_true_distance_in_days():
    events = [moment(1, "1921-01-01"), moment(2, "1922-01-01"), moment(3, "1931-01-01")]
    first, second, third = (square[0] for square, _ in links(draw(events)).values())
    assert third - first == pytest.approx((second - first) * 3652 / 365, rel=0.01)


def test_a_long_event_is_a_bar_from_its_first_day_to_the_end_of_its_last():
    root = draw([moment(1, "1930-01-01", to="1934-12-31"), moment(2, "1935-01-01"), moment(3, "1939-12-31")])
    (left, _, right, _), (point, *_rest) = links(root)[1][0], links(root)[2][0]
    assert right == pytest.approx(point + MARK / 2, abs=0.2)
    years = {node.text: float(node.get("x")) for node in root.findall(f"{SVG}text")}
    assert (left, right) == pytest.approx((years["1930"], years["1935"]), abs=1)


def test_the_name_of_a_very_long_event_stands_in_its_bar():
    root = draw([moment(1, "1930-01-01", to="1939-12-31", title="A decade of plans", turn=True)])
    (left, _, right, _), (name,) = links(root)[1]
    assert [one.text for one in names_in_marks(root)] == ["A decade of plans"]
    assert left + MARK < float(name.get("x"))
    assert float(name.get("x")) + width(name.text, SIZE) < right
    assert name.get("class") == "big in"


def test_a_turning_point_is_filled_and_named_in_full_strength():
    root = draw([moment(1, "1934-12-01", title="Kirov", turn=True), moment(2, "1936-01-01")])
    kinds = {
        link.get("href"): [node.get("class") for node in link if node.tag != f"{SVG}title"]
        for link in root.iter(f"{SVG}a")
    }
    assert kinds["#event-e1"] == ["mark turn", "number turn", "big"]
    assert kinds["#event-e2"][:2] == ["mark", "number"]


def test_a_short_time_is_read_by_months():
    words = [node.text for node in draw([moment(1, "1914-06-28"), moment(2, "1914-08-04")]).findall(f"{SVG}text")]
    assert words == [f"Sept {month}/1914" for month in (6, 7, 8, 9)]


def test_words_are_escaped_everywhere():
    nasty = '<b>&"x'
    for tall in (False, True):
        root = draw([moment(1, "1914-06-28", title=nasty, turn=True)], tall=tall, name=nasty)
        assert root.get("aria-label") == nasty
        assert next(root.iter(f"{SVG}title")).text == f"1. {nasty}"


def test_no_events_no_drawing():
    assert timeline([], name="x", month=str) == ""


@pytest.fixture
def events(course):
    def event(key, day, **more):
        return Event.objects.create(
            course=course.course, unit=course.unit, key=key, date=f"on {day}", starts=day, title=key.title(), **more
        )

    event("first", "1934-12-01", position=1, text="A <b>shot</b>.", turn=True, section=course.section.slug)
    event("second", "1936-08-19", position=2, text="A trial.", section="gone")


def test_the_page_says_each_event_in_words_with_its_number_and_the_way_to_its_section(cast, course, events, page_of):
    page = page_of(cast.ann, "lessons:unit", "tiny", "first")
    first, second = (
        page[page.index(f'<details id="event-{key}">') :].split("</details>")[0] for key in ("first", "second")
    )
    assert "on 1934-12-01" in first
    assert "A &lt;b&gt;shot&lt;/b&gt;." in first
    assert "(a turning point)" in first
    assert f'<a href="{course.section.get_absolute_url()}">Read 1.1, ' in first
    assert "<a " not in second
    assert re.findall(r'<span class="number" aria-hidden="true">(\d)</span>', page) == ["1", "2"]
    assert page.count('href="#event-first"') == 2  # across and tall


def test_drawing_the_timeline_asks_the_database_nothing_more(cast, course, client_of, django_assert_max_num_queries):
    client, address = client_of(cast.ann), course.unit.get_absolute_url()
    client.get(address)
    with django_assert_max_num_queries(100) as without:
        client.get(address)
    for number in range(1, 21):
        Event.objects.create(
            course=course.course, unit=course.unit, key=f"e{number}", starts="1934-12-01", title="x", position=number
        )
    with django_assert_max_num_queries(len(without.captured_queries)):
        client.get(address)


def test_a_unit_without_events_has_no_heading_for_them(cast, course, page_of):
    assert 'id="timeline"' not in page_of(cast.ann, "lessons:unit", "tiny", "first")
