"""The course studio: text beside its preview, problems by line, versions, units published or not."""

import pytest
from django.urls import reverse

from lessons.models import CourseFile, Unit
from lessons.pack.load import load
from lessons.pack.read import read_files
from tests.lessons import tiny


@pytest.fixture
def studio(cast, client_of):
    """The tiny course loaded into the cast's school, and Adair's client."""
    course = load(read_files(tiny.files(), name="biologie"), school=cast.school).course
    return course, "1-zelle/1-vom-korken.md", client_of(cast.adair)


def editor(course, path):
    return reverse("studio:file", args=[course.slug, path])


def newest(course, path):
    return CourseFile.objects.get(course=course, path=path).versions.order_by("number").last()


def test_a_saved_text_is_read_at_once_and_kept_as_a_version(studio, cast, page_of):
    course, path, client = studio
    before = newest(course, path)
    text = before.text.rstrip("\n") + "\n\nEin ganz neuer Absatz. {#p99}\n"
    response = client.post(editor(course, path), {"text": text, "base": before.digest})
    assert response.status_code == 302
    after = newest(course, path)
    assert (after.number, after.text, after.made_by) == (before.number + 1, text, cast.adair)
    unit = course.units.get()
    section = unit.sections.order_by("number").first()
    assert "Ein ganz neuer Absatz." in page_of(cast.ann, "lessons:section", course.slug, unit.slug, section.slug)


def test_what_stands_in_the_way_is_said_by_line_and_nothing_is_saved(studio):
    course, path, client = studio
    before = newest(course, path)
    text = before.text.rstrip("\n") + "\n\nEin [[unbekannter-begriff]]. {#p99}\n"
    response = client.post(editor(course, path), {"text": text, "base": before.digest})
    assert response.status_code == 422
    assert f"line {text.count(chr(10))}:" in response.content.decode()
    assert newest(course, path) == before


def test_two_editors_at_once_never_overwrite_each_other(studio):
    course, path, client = studio
    base = newest(course, path)
    text = base.text.rstrip("\n") + "\n\nDie erste. {#p98}\n"
    client.post(editor(course, path), {"text": text, "base": base.digest})
    other = base.text + "\nDie zweite. {#p99}\n"
    late = client.post(editor(course, path), {"text": other, "base": base.digest})
    assert late.status_code == 409
    assert newest(course, path).text == text
    form = late.context["form"]
    assert form["text"].value() == other
    client.post(editor(course, path), {"text": other, "base": form["base"].value()})
    assert newest(course, path).text == other


def test_an_earlier_version_can_be_looked_at_and_brought_back(studio):
    course, path, client = studio
    first = newest(course, path)
    client.post(editor(course, path), {"text": first.text + "\nNeu. {#p99}\n", "base": first.digest})
    page = client.get(editor(course, path), {"version": 1})
    assert page.context["form"]["text"].value() == first.text
    client.post(editor(course, path), {"text": first.text, "base": newest(course, path).digest})
    assert newest(course, path).text == first.text
    assert newest(course, path).number == 3


def test_the_preview_is_drawn_by_the_pages_own_renderer_and_saves_nothing(studio):
    course, path, client = studio
    before = newest(course, path)
    address = reverse("studio:preview", args=[course.slug, path])
    response = client.post(address, {"text": before.text + "\nGanz *neu*. {#p99}\n", "base": before.digest})
    assert 'data-passage="p99">Ganz <em>neu</em>.' in response.content.decode()
    assert newest(course, path) == before


def test_an_unpublished_unit_is_hidden_and_published_again(studio, cast, client_of):
    course, _path, client = studio
    unit = course.units.get()
    address = reverse("studio:publish", args=[course.slug, unit.number])
    reading = client_of(cast.ann)
    client.post(address, {"published": "no"})
    assert reading.get(unit.get_absolute_url()).status_code == 404
    client.post(address, {"published": "yes"})
    assert reading.get(unit.get_absolute_url()).status_code == 200
    assert Unit.objects.get().is_published


@pytest.mark.parametrize("person", ["ann", "hale", "odin"])
def test_the_studio_is_for_the_schools_own_admins(studio, cast, client_of, person):
    course, path, _client = studio
    assert client_of(getattr(cast, person)).get(editor(course, path)).status_code in {403, 404}
