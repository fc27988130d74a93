"""The notebook: by unit and by question, searched, tagged, and true to a section that was edited since."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lessons import carrying, clipping
from lessons.models import Clipping, Person, Question, Unit
from tests import make

SECTION = ("tiny", "first", "one")
LONG = "The order of 30 July 1937 named former kulaks, clergy and members of old parties."


def edited(*passages):
    """The section's file with these passages."""
    return "---\ntitle: One\n---\n" + "\n\n".join(passages) + "\n"


@pytest.fixture
def edit(course):
    """Return a function that gives the section a newer text."""
    return lambda *passages: make.new_version(course.section, edited(*passages), loaded=course.course)


@pytest.fixture
def clip(cast):
    """Return a function that clips words of a section's passage for Ann."""

    def clip(section, passage, words, **more):
        start = section.passages.get(key=passage).text.index(words)
        place = {"passage": passage, "start": start, "end": start + len(words), "quote": words}
        return clipping.clip(section=section, by=cast.ann, **place, **more)

    return clip


@pytest.fixture
def notebook(cast, client_of):
    """Return a function that gives Ann's notebook with these filters."""

    def notebook(**filters):
        page = client_of(cast.ann).get(reverse("lessons:notebook"), filters).content.decode()
        return re.sub(r"\s+</", "</", page)

    return notebook


def standing(kept):
    return carrying.standings(Clipping.objects.filter(pk=kept.pk).select_related("passage__section"))[0]


def places(page):
    """What the section's page is told to highlight."""
    return json.loads(re.search(r'id="clippings" type="application/json">(.*?)</script>', page)[1])


# What is shown


def test_the_notebook_holds_what_was_looked_for_and_marks_it(course, clip, notebook):
    Unit.objects.update(title="A unit")
    clip(course.section, "p1", "The first")
    clip(course.section, "p2", "second", note="Compare the First plan.")
    clip(course.section, "p2", "passage")
    page = notebook(q="first")
    assert "The <mark>first</mark>" in page
    assert "Compare the <mark>First</mark> plan." in page
    assert ">passage</q>" not in page


@pytest.mark.parametrize("words", ["terror", "one"])
def test_tags_and_titles_are_found_too(course, clip, notebook, words):
    clip(course.section, "p1", "first", tags=["Terror"])
    assert ">first</q>" in notebook(q=words)


def test_nothing_found_says_so_and_leads_back(course, clip, notebook):
    clip(course.section, "p1", "first")
    page = notebook(q="<b>nowhere")
    assert "Nothing in your notebook says “&lt;b&gt;nowhere”." in page
    assert "Show all" in page


def test_a_tag_shows_what_has_it_in_whatever_letters(course, clip, notebook):
    clip(course.section, "p1", "first", tags=["Law"])
    clip(course.section, "p2", "second", tags=["law", "terror"])
    clip(course.section, "p2", "passage")
    page = notebook(tag="LAW")
    assert ">first</q>" in page
    assert ">second</q>" in page
    assert ">passage</q>" not in page
    assert re.search(r'aria-current="true">Law <span class="num">2</span>', page)


def test_by_question_each_clipping_stands_where_its_section_is_to_be_read(course, clip, notebook):
    other = make.section(course.unit, 2)
    Question.objects.filter(pk=course.question.pk).update(sections=["one"])
    place = {"course": course.course, "unit": course.unit, "position": 2}
    Question.objects.create(**place, key="how", text="How did it end?", short="How", sections=["two", "one"])
    Question.objects.create(**place, key="so", text="So what?", short="So", sections=["three"])
    clip(course.section, "p1", "first")
    clip(other, "p2", "second")
    page = notebook(by="question")
    groups = re.findall(r"<section class=.band.*?</section>", page, re.S)
    held = [(("first</q>" in group), ("second</q>" in group)) for group in groups]
    assert held[1:4] == [(True, False), (True, True), (False, False)]  # the first band is for what waits on the device
    assert "So what?" in groups[3]
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_clipping_for_no_question_is_not_lost_by_question(course, clip, notebook):
    clip(course.section, "p1", "first")
    assert ">first</q>" in notebook(by="question")


def test_a_filter_that_is_none_is_not_heeded(course, clip, notebook):
    clip(course.section, "p1", "first")
    assert ">first</q>" in notebook(by="colour", q="nowhere")


def test_changing_a_clipping_leads_back_to_where_one_was(cast, course, clip, client_of):
    kept = clip(course.section, "p1", "first")
    back = reverse("lessons:notebook") + "?by=question"
    answer = client_of(cast.ann).post(reverse("lessons:note", args=[kept.pk]), {"note": "Mine.", "next": back})
    assert answer.url == back


def test_a_clipping_of_a_unit_taken_back_stays_without_a_link(course, clip, notebook):
    clip(course.section, "p1", "first")
    course.unit.published_at = None
    course.unit.save(update_fields=["published_at"])
    page = notebook()
    assert ">first</q>" in page
    assert "?clipping=" not in page


# What has changed since


def test_words_that_stand_elsewhere_now_are_found_again(course, clip, edit):
    edit(f"{LONG} {{#p1}}")
    kept = clip(course.section, "p1", "former kulaks, clergy and members of old parties")
    edit(f"In July came an order. {LONG} {{#p1}}")
    now = standing(kept)
    assert (now.where.kind, now.now.words) == ("exact", kept.quote)
    assert now.where.start == kept.start + len("In July came an order. ")
    assert "".join(now.then) == LONG


def test_words_that_were_rewritten_are_offered_as_such(course, clip, edit):
    edit(f"{LONG} {{#p1}}")
    kept = clip(course.section, "p1", "former kulaks, clergy and members of old parties")
    edit("The order of 30 July 1937 named former kulaks, priests and members of the old parties. {#p1}")
    now = standing(kept)
    assert now.where.kind == "approximate"
    assert now.now.words.startswith("former kulaks, priests")


def test_words_that_are_gone_have_no_place(course, clip, edit):
    edit(f"{LONG} {{#p1}}")
    kept = clip(course.section, "p1", "former kulaks")
    edit("Quite another text about harvests. {#p1}")
    now = standing(kept)
    assert (now.where.kind, now.now.words) == ("gone", "")


def test_a_passage_that_is_gone_is_said_to_be_gone(course, clip, edit, notebook):
    kept = clip(course.section, "p1", "first")
    edit("The second passage. {#p2}")
    assert standing(kept).now is None
    page = notebook()
    assert "The section has changed since" in page
    assert "The passage is gone." in page


def test_the_notebook_shows_a_changed_passage_as_it_was_and_as_it_is(course, clip, edit, notebook):
    edit(f"{LONG} {{#p1}}")
    clip(course.section, "p1", "clergy")
    edit("The order of 30 July 1937 named former kulaks, priests and members of old parties. {#p1}")
    page = notebook()
    assert "kulaks, <mark>clergy</mark> and members" in page
    assert "The words have changed. They may be these:" in page
    assert "kulaks, <mark>priests</mark> and members" in page


def test_a_passage_that_did_not_change_is_not_shown_twice(course, clip, edit, notebook):
    clip(course.section, "p1", "first")
    assert "has changed since" not in notebook()
    edit("The first passage. {#p1}", "Another second one. {#p2}")
    page = notebook()
    assert "this passage is as it was" in page
    assert "since-both" not in page


def test_a_person_named_otherwise_since_then_leaves_the_quotation_alone(cast, course, clip, edit):
    place = {"course": course.course, "unit": course.unit, "position": 1}
    person = Person.objects.create(**place, key="kirov", name="Kirov", role="A leader.")
    edit("Then [[person:kirov]] was shot in the Smolny on 1 December 1934. {#p1}")
    course.section.passages.filter(key="p1").update(text="Then Kirov was shot in the Smolny on 1 December 1934.")
    kept = clip(course.section, "p1", "Kirov was shot in the Smolny on 1 December 1934")
    person.name = "Sergei Kirov"
    person.save(update_fields=["name"])
    edit("On a winter day [[person:kirov|Kirov]] was shot in the Smolny on 1 December 1934. {#p1}")
    now = standing(kept)
    assert "".join(now.then) == kept.quote
    assert now.now.words == kept.quote


def test_the_section_highlights_words_where_they_stand_now_and_gone_ones_nowhere(cast, course, clip, edit, page_of):
    edit(f"{LONG} {{#p1}}", "The second passage. {#p2}")
    moved = clip(course.section, "p1", "former kulaks, clergy and members of old parties")
    clip(course.section, "p2", "second")
    edit(f"In July came an order. {LONG} {{#p1}}", "Something else. {#p2}")
    shown = places(page_of(cast.ann, "lessons:section", *SECTION))
    text = course.section.passages.get(key="p1").text
    assert [(each["pk"], text[each["start"] : each["end"]]) for each in shown] == [(moved.pk, moved.quote)]


def test_a_clipping_opened_in_a_changed_section_stands_beside_both_texts(cast, course, clip, edit, client_of):
    edit(f"{LONG} {{#p1}}")
    kept = clip(course.section, "p1", "clergy")
    edit("The order of 30 July 1937 named former kulaks, priests and members of old parties. {#p1}")

    def opened(person):
        return client_of(person).get(kept.get_absolute_url().partition("#")[0]).content.decode()

    page = opened(cast.ann)
    assert "The section has changed since you took these words." in page
    assert "<mark>clergy</mark>" in page
    for person in (cast.hale, cast.ben):
        page = opened(person)
        assert "The section has changed" not in page
        assert "clergy" not in page


def test_a_clipping_taken_out_of_the_notebook_is_shown_only_when_an_essay_opens_it(cast, course, clip, client_of):
    kept = clip(course.section, "p1", "first")
    clipping.drop(clipping=kept)
    client = client_of(cast.ann)
    assert places(client.get(course.section.get_absolute_url()).content.decode()) == []
    assert [each["pk"] for each in places(client.get(kept.get_absolute_url()).content.decode())] == [kept.pk]


@pytest.mark.parametrize("wanted", ["", "x", "987654", "99999999999999999999999"])
def test_a_clipping_that_is_none_opens_the_section(cast, course, client_of, wanted):
    assert client_of(cast.ann).get(course.section.get_absolute_url(), {"clipping": wanted}).status_code == 200


def test_the_notebook_costs_the_same_queries_for_many_clippings(cast, course, clip, edit, client_of):
    client = client_of(cast.ann)

    def cost(by):
        carrying._passages.cache_clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("lessons:notebook"), {"by": by})
        return len(queries)

    clip(course.section, "p1", "first")
    edit("The very first passage. {#p1}", "The second passage. {#p2}")
    few = {by: cost(by) for by in ("unit", "question")}
    for number in range(2, 8):
        section = make.section(course.unit, number)
        for words in ("The", "first", "passage"):
            clip(section, "p1", words, tags=[f"t{number}"])
        make.new_version(section, edited(f"Once more: the first passage, {number}. {{#p1}}"), loaded=course.course)
    assert {by: cost(by) for by in few} == few


def test_looking_at_clippings_writes_nothing(cast, course, clip, edit, client_of, notebook):
    kept = clip(course.section, "p1", "first")
    edit("The very first passage. {#p1}")
    before = Clipping.objects.values().get()
    notebook()
    client_of(cast.ann).get(kept.get_absolute_url())
    assert Clipping.objects.values().get() == before
