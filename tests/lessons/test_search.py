"""Searching a course: what is found, where it leads, and what nobody may find."""

import re
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from lessons import clipping, indexing, publishing, queries_search
from lessons.models import Clipping, Passage, SearchEntry, Section, Term, Unit
from lessons.pack.load import load
from lessons.pack.read import read_files
from lessons.search import index
from lessons.search.asking import parse
from lessons.search.limiting import Limit
from tests import make
from tests.lessons import tiny
from tests.lessons.test_search_words import QUERIES

ENGLISH = {
    "course": tiny.COURSE.replace('"de"', '"en"'),
    "unit": '---\ntitle: "Terror"\nsummary: "Why?"\n---\nAsk what [[person:schwann]] did.\n',
    "section": """---
title: "Confession as theatre"
summary: "Trials for the public."
---
## The stage {#h-stage}

Peasants came to the capital to look. {#p1}

Sentences were read at night to [[person:schwann|Yezhov]], and a troika met the peasant on a café's stairs. {#p2}

Nobody spoke of a quota. {#p3}

:::figure groessen
""",
    "people": """[[person]]
id = "schwann"
name = "Nikolai Yezhov"
native = "Николай Ежов"
born = 1895
role = "Head of the police"
""",
    "terms": """[[term]]
id = "zellkern"
term = "Troika"
meaning = "Three officials & a < b."

[[term]]
id = "quota"
term = "Quota (limit)"
meaning = "A number of people."
""",
    "pictures": None,
    "timeline": tiny.TIMELINE.replace("Hooke zeichnet Korkzellen", "The police under Yezhov grows"),
}


@pytest.fixture
def loaded(cast):
    """A course in English in the cast's school."""
    return load(read_files(tiny.files(**ENGLISH), name="terror"), school=cast.school).course


@pytest.fixture
def look(client_of, monkeypatch):
    """Return a function that gives what the page shows somebody who searches."""
    monkeypatch.setattr("lessons.views.search.limit", Limit(1000))

    def page(person, q, **more):
        return client_of(person).get(reverse("lessons:search"), {"q": q, **more})

    return page


def titles(found):
    return ["".join(piece for piece, _ in result.title) for result in found.results]


def marked(segments):
    return [piece for piece, is_marked in segments if is_marked]


def test_each_kind_is_found_and_its_address_leads_to_its_place(cast, look, client_of, loaded):
    asked = {
        "Person": "Yezhov",
        "Term": "troika",
        "Study unit": "terror",
        "Section": "confession",
        "Source": "Micrographia",
        "Dispute": "ersten Zellen",
        "Figure": "Durchmesser",
        "Event": "grows",
        "Key question": "ist eine Zelle",
    }
    assert set(asked) == {str(label) for label in SearchEntry.Kind.labels}
    for kind, words in asked.items():
        found = look(cast.ann, words).context["found"].results
        result = next(one for one in found if one.kind == kind)
        path, _, anchor = result.href.partition("#")
        page = client_of(cast.ann).get(path)
        assert page.status_code == 200
        assert not anchor or f'id="{anchor}"' in page.content.decode(), result.href


def test_a_section_leads_to_the_passage_where_most_of_the_words_stand(cast, loaded):
    found = queries_search.search(cast.ann, "peasant sentences")
    (result,) = found.results
    assert result.href.endswith("/vom-korken/#p2")
    assert marked(result.excerpt) == ["Sentences", "peasant"]
    assert queries_search.search(cast.ann, "stage").results[0].href.endswith("#p1"), "a heading is its first passage's"


def test_words_are_marked_and_what_looks_like_html_stays_text(cast, look, loaded):
    page = look(cast.ann, "three officials").content.decode()
    assert "<mark>Three</mark> <mark>officials</mark> &amp; a &lt; b." in page
    assert "&lt;script&gt;" in look(cast.ann, "<script>alert(1)</script>").content.decode()


def test_a_person_and_a_term_named_like_the_query_stand_on_top(cast, loaded):
    assert titles(queries_search.search(cast.ann, "yezhov"))[0] == "Nikolai Yezhov"
    assert titles(queries_search.search(cast.ann, "Nikolai Yezhov"))[0] == "Nikolai Yezhov"
    assert titles(queries_search.search(cast.ann, "quota"))[0] == "Quota (limit)"


def test_endings_accents_and_beginnings_do_not_matter(cast, loaded):
    for words in ("peasants", "PEASANT", "cafe", "café", "theat", '"met the peasant"'):
        assert "Confession as theatre" in titles(queries_search.search(cast.ann, words)), words
    assert titles(queries_search.search(cast.ann, "Ежов")) == ["Nikolai Yezhov"]
    assert not queries_search.search(cast.ann, '"peasant met"').results


def test_a_misspelled_name_is_put_right_and_the_page_says_so(cast, look, loaded):
    response = look(cast.ann, "Ezhof police")
    assert response.context["found"].corrected == "Yezhov police"
    page = response.content.decode()
    assert "Showing results for <strong>Yezhov police</strong>" in page
    assert "?q=Ezhof+police&amp;exact=1" in page
    as_typed = look(cast.ann, "Ezhof police", exact="1").context["found"]
    assert (as_typed.corrected, as_typed.any_word) == ("", True)


def test_where_nothing_holds_all_words_some_will_do(cast, look, loaded):
    response = look(cast.ann, "troika dragonfly")
    assert response.context["found"].any_word
    assert titles(response.context["found"])[0] == "Troika"
    assert "This holds some of them" in response.content.decode()


def test_nothing_found_says_what_to_do_and_no_query_gives_the_form(cast, look, loaded):
    assert "Nothing found for “dragonfly”" in look(cast.ann, "dragonfly").content.decode()
    for empty in ("", "   ", "\0"):
        response = look(cast.ann, empty)
        assert response.status_code == 200
        assert "found" not in response.context
    assert "Nothing found for “!?”" in look(cast.ann, "!?").content.decode()


def test_a_unit_that_is_not_published_is_found_by_admins_only(cast, loaded):
    Unit.objects.update(published_at=None)
    for words in ("troika", "Yezhov", "peasants"):
        assert queries_search.search(cast.adair, words).results
        for person in (cast.ann, cast.hale, cast.una):
            assert not queries_search.search(person, words).results


def test_no_suggestion_gives_away_a_unit_that_is_not_published(cast, loaded):
    assert queries_search.search(cast.ann, "Ezhof").corrected == "Yezhov"
    Unit.objects.update(published_at=None)
    assert queries_search.search(cast.adair, "Ezhof").corrected == "Yezhov"
    found = queries_search.search(cast.ann, "Ezhof")
    assert (found.corrected, found.results) == ("", [])


def test_other_schools_and_operators_find_nothing(cast, loaded):
    for person in (cast.olga, cast.odin, cast.opal):
        assert not queries_search.search(person, "troika").results


def test_what_left_the_course_is_not_found_and_what_changed_is_found_as_it_is(cast, loaded):
    text = {**ENGLISH, "terms": ENGLISH["terms"].replace("Troika", "Triad").partition('[[term]]\nid = "quota"')[0]}
    load(read_files(tiny.files(**text), name="terror"), school=cast.school)
    assert "Troika" not in titles(queries_search.search(cast.ann, "troika"))
    assert "Quota (limit)" not in titles(queries_search.search(cast.ann, "quota"))
    assert titles(queries_search.search(cast.ann, "triad")) == ["Triad"]
    Unit.objects.update(retired_at="2026-01-01T00:00Z")
    assert not queries_search.search(cast.adair, "triad").results


def test_a_load_that_changes_nothing_leaves_the_entries_alone(cast, loaded):
    before = set(loaded.search_entries.values_list("pk", flat=True))
    load(read_files(tiny.files(**ENGLISH), name="terror"), school=cast.school)
    assert set(loaded.search_entries.values_list("pk", flat=True)) == before


def test_what_is_saved_in_the_studio_is_found_at_once(cast, loaded):
    section = Section.objects.get()
    version = section.version
    text = version.text.replace("Nobody spoke", "A kaleidoscope spoke")
    publishing.save_file(loaded, path=version.file.path, text=text, by=cast.adair, base=version.digest)
    assert queries_search.search(cast.ann, "kaleidoscope").results[0].href.endswith("#p3")


def test_what_is_for_teachers_only_is_in_no_entry(cast, loaded):
    assert "seien leer" in str(loaded.questions.values_list("misconception", flat=True))
    assert not SearchEntry.objects.filter(text__contains="seien leer").exists()


def test_own_clippings_are_found_by_quotation_note_and_tag_and_nobody_elses(cast, look, loaded):
    passage = Passage.objects.get(key="p2")
    kept = make.clipping(passage, by=cast.ann)
    Clipping.objects.filter(pk=kept.pk).update(note="Compare with the kaleidoscope", tags=["Würfel"])
    make.clipping(passage, by=cast.ben)
    for words in ("sentence", "kaleidoscopes", "wurfel"):
        (own,) = look(cast.ann, words).context["found"].clippings
        assert own.clipping == kept
    assert marked(queries_search.search(cast.ann, "kaleidoscope").clippings[0].note) == ["kaleidoscope"]
    assert not queries_search.search(cast.ben, "kaleidoscope").clippings
    assert not queries_search.search(cast.adair, "sentences").clippings
    clipping.drop(clipping=kept)
    assert not queries_search.search(cast.ann, "kaleidoscope").clippings


def test_a_clipping_of_a_unit_taken_back_is_found_without_a_link(cast, look, loaded):
    make.clipping(Passage.objects.get(key="p2"), by=cast.ann)
    assert "?clipping=" in look(cast.ann, "sentences").content.decode()
    Unit.objects.update(published_at=None)
    response = look(cast.ann, "sentences")
    assert len(response.context["found"].clippings) == 1
    assert "?clipping=" not in response.content.decode()


def many(count):
    return "".join(
        f'\n[[term]]\nid = "t{n}"\nterm = "Word {n}"\nmeaning = "One of many quotas."\n' for n in range(count)
    )


def test_results_come_in_pages_of_twenty_and_cost_the_same_queries(cast, look, loaded):
    def queries(count):
        text = {**ENGLISH, "terms": ENGLISH["terms"] + many(count)}
        load(read_files(tiny.files(**text), name="terror"), school=cast.school)
        look(cast.ann, "many quotas")
        with CaptureQueriesContext(connection) as captured:
            response = look(cast.ann, "many quotas")
        return response, len(captured)

    few, cost = queries(3)
    assert len(few.context["found"].results) == 3
    first, same = queries(30)
    assert same == cost
    assert len(first.context["found"].results) == 20
    assert "30 places" in first.content.decode()
    second = look(cast.ann, "many quotas", page="2").context["found"]
    assert len(second.results) == 10
    assert not set(titles(second)) & set(titles(first.context["found"]))
    assert look(cast.ann, "many quotas", page="no").status_code == 200


def test_a_query_of_200_kb_is_cut(cast, look, loaded):
    response = look(cast.ann, "troika " * 30_000)
    assert response.status_code == 200
    assert len(response.context["q"]) <= 200
    assert titles(response.context["found"]) == ["Troika", "Confession as theatre"]


def test_the_sixty_first_search_in_a_minute_is_refused_and_a_neighbour_searches_on(
    cast, client_of, loaded, monkeypatch
):
    monkeypatch.setattr("lessons.views.search.limit", Limit(60))
    ann, address = client_of(cast.ann), reverse("lessons:search")
    assert {ann.get(address, {"q": "x"}).status_code for _ in range(60)} == {200}
    refused = ann.get(address, {"q": "x"})
    assert refused.status_code == 429
    assert "many searches in a minute" in refused.content.decode()
    assert ann.get(address).status_code == 200
    assert client_of(cast.ben).get(address, {"q": "x"}).status_code == 200


def test_the_box_stands_in_the_bar_of_every_role_but_the_operators(cast, page_of, client_of, loaded):
    for person in (cast.ann, cast.hale, cast.adair):
        assert 'placeholder="Search the course"' in page_of(person, "classrooms:look")
    assert 'placeholder="Search the course"' not in page_of(cast.opal, "classrooms:look")


def test_the_card_of_a_term_leads_to_its_places(cast, page_of, loaded):
    text = {**ENGLISH, "section": ENGLISH["section"].replace("a quota", "a [[quota|quota]]")}
    load(read_files(tiny.files(**text), name="terror"), school=cast.school)
    page = page_of(cast.ann, "lessons:section", "terror", "zelle", "vom-korken")
    assert re.search(r'href="/search/\?q=Quota">', page)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_any_query_is_safe_for_the_database(cast, loaded, text):
    asked = parse(text)
    units = [Unit.objects.get().pk]
    for any_word in (False, True):
        hits = index.find(asked, units, ["english"], any_word=any_word)
        index.marks(asked, [hit.pk for hit in hits] or units, any_word=any_word) if asked else None


def test_another_language_has_its_own_endings(cast):
    load(read_files(tiny.files(), name="biologie"), school=cast.school)
    assert "Vom Korken zur Zelle" in titles(queries_search.search(cast.ann, "Kammern"))
    if connection.vendor == "postgresql":  # SQLite knows English endings only
        assert "Vom Korken zur Zelle" in titles(queries_search.search(cast.ann, "Kammer"))


def test_an_enormous_text_is_indexed_as_far_as_the_database_can(cast, loaded):
    Term.objects.filter(term="Troika").update(meaning=" ".join(f"word{n}" for n in range(150_000)))
    indexing.reindex(loaded)
    assert titles(queries_search.search(cast.ann, "word77"))[0] == "Troika"


def test_courses_loaded_before_there_was_a_search_are_found_after_the_upgrade(cast, loaded):
    SearchEntry.objects.all().delete()
    assert not queries_search.search(cast.ann, "troika").results
    indexing.catch_up(everything=False)
    assert queries_search.search(cast.ann, "troika").results
    before = set(SearchEntry.objects.values_list("pk", flat=True))
    indexing.catch_up(everything=False)
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == before
    indexing.catch_up(everything=True)
    assert not set(SearchEntry.objects.values_list("pk", flat=True)) & before


def test_the_index_follows_each_change_of_an_entry(cast, loaded):
    SearchEntry.objects.filter(title="Troika").update(plain_title="Dragonfly")
    assert [hit.title for hit in index.find(parse("dragonfly"), [Unit.objects.get().pk], ["english"])] == ["Troika"]
    SearchEntry.objects.filter(title="Troika").delete()
    assert not index.find(parse("dragonfly"), [Unit.objects.get().pk], ["english"])


def test_the_index_can_be_taken_away_and_made_again(cast, loaded):
    migration = import_module("lessons.migrations.0006_search")
    sqlite = connection.vendor == "sqlite"
    back = migration.SQLITE_BACK if sqlite else migration.POSTGRESQL_BACK
    connection.check_constraints()  # PostgreSQL alters no table with checks outstanding
    with connection.cursor() as cursor:
        for statement in [*back, *(migration.SQLITE if sqlite else migration.POSTGRESQL)]:
            cursor.execute(statement)
    indexing.catch_up(everything=True) if not sqlite else connection.cursor().execute(
        "INSERT INTO lessons_search(lessons_search) VALUES ('rebuild')"
    )
    assert titles(queries_search.search(cast.ann, "troika"))[0] == "Troika"
