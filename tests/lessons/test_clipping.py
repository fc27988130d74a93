"""Words taken from a passage into the notebook."""

import re

import pytest
from django.urls import reverse

from lessons.models import Clipping, CourseFile, Person, Term
from tests import make

SECTION = ("tiny", "first", "one")


def edited(*passages):
    """The section's file with these passages."""
    return "---\ntitle: One\n---\n" + "\n\n".join(passages) + "\n"


def clip(client, *, start=4, end=9, quote="first", passage="p1", **more):
    data = {"passage": passage, "start": start, "end": end, "quote": quote, **more}
    return client.post(reverse("lessons:clip", args=SECTION), data)


def test_clipped_words_stand_in_the_notebook_with_the_way_back(cast, course, client_of, page_of):
    response = clip(client_of(cast.ann), note="Use this.")
    assert response.status_code == 201
    page = page_of(cast.ann, "lessons:notebook")
    assert re.search(r">first\s*</q>", page)
    assert "Use this." in page
    assert f'{course.section.get_absolute_url()}?clipping={response.json()["pk"]}#p1"' in page


def test_a_clipping_remembers_the_version_of_the_text(cast, course, client_of):
    clip(client_of(cast.ann))
    assert Clipping.objects.get().version == course.section.version


@pytest.mark.parametrize(
    "wrong",
    [
        {"quote": "fIrst"},
        {"start": 5},
        {"end": 900},
        {"passage": "p9"},
        {"start": -1},
        {"start": 3, "end": 4, "quote": " "},
        {"start": 9, "end": 4},
        {"quote": ""},
        {"note": "n" * 2001},
        {"tags": ",".join("abcdefghi")},
        {"tags": "t" * 31},
        {"version": 987_654},
    ],
)
def test_words_that_do_not_stand_there_are_refused_and_not_kept(cast, course, client_of, wrong):
    assert clip(client_of(cast.ann), **wrong).status_code == 422
    assert not Clipping.objects.exists()


def test_the_same_words_clipped_twice_are_one_clipping(cast, course, client_of):
    client = client_of(cast.ann)
    first, again = clip(client), clip(client, note="A second thought.")
    assert first.json() == again.json()
    assert Clipping.objects.get().note == "A second thought."


def test_a_request_that_is_sent_once_more_changes_nothing(cast, course, client_of):
    client = client_of(cast.ann)
    for _each in range(2):
        clip(client, note="Two\r\nlines.", tags="law")
    kept = Clipping.objects.get()
    assert (kept.note, kept.tags) == ("Two\nlines.", ["law"])


def test_a_further_note_and_further_tags_join_those_that_are_there(cast, course, client_of):
    client = client_of(cast.ann)
    clip(client, note="First.", tags="law")
    clip(client, note="Second.", tags="Law, terror")
    kept = Clipping.objects.get()
    assert (kept.note, kept.tags) == ("First.\nSecond.", ["law", "terror"])


def test_tags_are_trimmed_and_said_once(cast, course, client_of):
    clip(client_of(cast.ann), tags="  Law ,, law,show   trial ")
    assert Clipping.objects.get().tags == ["Law", "show trial"]


def test_words_are_kept_with_the_version_that_the_reader_saw(cast, course, client_of):
    seen = course.section.version
    make.new_version(course.section, edited("Quite another text. {#p1}"), loaded=course.course)
    assert clip(client_of(cast.ann)).status_code == 422
    assert clip(client_of(cast.ann), version=seen.pk).status_code == 201
    assert Clipping.objects.get().version == seen


def test_words_of_a_passage_that_is_gone_meanwhile_are_kept_all_the_same(cast, course, client_of):
    seen = course.section.version
    make.new_version(course.section, edited("The second passage. {#p2}"), loaded=course.course)
    assert clip(client_of(cast.ann), version=seen.pk).status_code == 201
    assert Clipping.objects.get().passage.retired_at is not None


def test_the_version_must_be_one_of_this_section(cast, course, client_of):
    elsewhere = make.section(course.unit, 2)
    assert clip(client_of(cast.ann), version=elsewhere.version_id).status_code == 422


def test_a_section_that_was_only_moved_still_knows_its_earlier_versions(cast, course, client_of):
    seen = course.section.version
    CourseFile.objects.filter(pk=seen.file_id).update(path="3-first/7-one.md")
    make.new_version(course.section, edited("Quite another text. {#p1}"), loaded=course.course)
    assert clip(client_of(cast.ann), version=seen.pk).status_code == 201


def test_a_clipping_is_never_kept_under_another_name(cast, course, client_of):
    response = clip(client_of(cast.ann), by=cast.ben.pk)
    assert (response.status_code, response.json()) == (403, {"code": "other-person"})
    assert not Clipping.objects.exists()


def test_a_clip_without_a_session_is_answered_so_that_the_page_keeps_it(cast, course, client_of):
    data = {"passage": "p1", "start": 4, "end": 9, "quote": "first"}
    address = reverse("lessons:clip", args=SECTION)
    assert client_of(None).post(address, data, headers={"Accept": "application/json"}).status_code == 401


def test_nobody_sees_or_changes_anothers_clipping(cast, course, client_of, page_of):
    clip(client_of(cast.ann), note="Mine alone.")
    pk = Clipping.objects.get().pk
    for person in (cast.ben, cast.hale, cast.adair):
        assert "Mine alone." not in page_of(person, "lessons:notebook")
        assert "Mine alone." not in page_of(person, "lessons:section", *SECTION)
        for name in ("lessons:note", "lessons:drop"):
            assert client_of(person).post(reverse(name, args=[pk]), {"note": "x"}).status_code == 404


def test_a_note_is_changed_and_a_clipping_taken_out(cast, course, client_of, page_of):
    client = client_of(cast.ann)
    clip(client)
    pk = Clipping.objects.get().pk
    client.post(reverse("lessons:note", args=[pk]), {"note": "Better words.", "tags": "terror, law"})
    page = page_of(cast.ann, "lessons:notebook")
    assert "Better words." in page
    assert Clipping.objects.get().tags == ["terror", "law"]
    client.post(reverse("lessons:drop", args=[pk]))
    assert "Better words." not in page_of(cast.ann, "lessons:notebook")
    assert Clipping.objects.get().dropped_at is not None


def test_too_long_a_note_is_shown_again_with_what_was_typed(cast, course, client_of):
    client = client_of(cast.ann)
    clip(client)
    response = client.post(reverse("lessons:note", args=[Clipping.objects.get().pk]), {"note": "n" * 2001})
    assert response.status_code == 422
    assert "n" * 2001 in response.content.decode()


def test_too_many_tags_are_shown_again_with_what_was_typed(cast, course, client_of):
    client = client_of(cast.ann)
    clip(client, note="Mine.")
    data = {"note": "Mine.", "tags": "a, b, c, d, e, f, g, h, i"}
    response = client.post(reverse("lessons:note", args=[Clipping.objects.get().pk]), data)
    assert response.status_code == 422
    assert "a, b, c, d, e, f, g, h, i" in response.content.decode()
    assert Clipping.objects.get().tags == []


@pytest.fixture
def explained(course):
    """A course that explains some words."""
    place = {"course": course.course, "unit": course.unit}
    for n, (key, term) in enumerate((("kulak", "kulak"), ("troika", "Troika"), ("party", "Party")), 1):
        Term.objects.create(**place, key=key, position=n, term=term, meaning=f"What {term} means.")
    for n, name in enumerate(("Joseph Stalin", "Vasily Stalin", "Nikolai Ivanovich Bukharin"), 1):
        Person.objects.create(**place, key=f"p{n}", position=n, name=name, role="A person.")
    return course


@pytest.mark.parametrize(
    ("words", "card"),
    [
        ("troika", "Troika"),
        ("“Kulaks,”", "kulak"),
        ("the kulaks", "kulak"),
        ("Bukharin’s", "Nikolai Ivanovich Bukharin"),
        ("Nikolai Bukharin", "Nikolai Ivanovich Bukharin"),
        ("Joseph Stalin", "Joseph Stalin"),
    ],
)
def test_words_are_looked_up_among_terms_and_people(cast, explained, client_of, words, card):
    response = client_of(cast.ann).get(reverse("lessons:look-up", args=SECTION), {"words": words})
    assert response.status_code == 200
    assert f'aria-label="{card}"' in response.content.decode()


@pytest.mark.parametrize("words", ["", "Stalin", "Nikolai", "kul", "partying", "an order", "kulak " * 40])
def test_words_that_name_nothing_for_certain_open_no_card(cast, explained, client_of, words):
    assert client_of(cast.ann).get(reverse("lessons:look-up", args=SECTION), {"words": words}).status_code == 204


def test_a_term_of_an_unpublished_unit_is_not_found(cast, explained, client_of):
    hidden = make.Unit.objects.create(course=explained.course, number=2, slug="second", title="Second", overview="")
    Term.objects.filter(key="troika").update(unit=hidden)
    address = reverse("lessons:look-up", args=SECTION)
    assert client_of(cast.ann).get(address, {"words": "troika"}).status_code == 204
    assert client_of(cast.adair).get(address, {"words": "troika"}).status_code == 200
