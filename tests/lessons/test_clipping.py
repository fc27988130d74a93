"""Words taken from a passage into the notebook."""

import pytest
from django.urls import reverse

from lessons.models import Clipping

SECTION = ("tiny", "first", "one")


def clip(client, *, start=4, end=9, quote="first", passage="p1", **more):
    data = {"passage": passage, "start": start, "end": end, "quote": quote, **more}
    return client.post(reverse("lessons:clip", args=SECTION), data)


def test_clipped_words_stand_in_the_notebook_with_the_way_back(cast, course, client_of, page_of):
    response = clip(client_of(cast.ann), note="Use this.")
    assert response.status_code == 201
    page = page_of(cast.ann, "lessons:notebook")
    assert "<q>first</q>" in page
    assert "Use this." in page
    assert f'{course.section.get_absolute_url()}#p1"' in page


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
    client.post(reverse("lessons:note", args=[pk]), {"note": "Better words."})
    assert "Better words." in page_of(cast.ann, "lessons:notebook")
    client.post(reverse("lessons:drop", args=[pk]))
    assert "Better words." not in page_of(cast.ann, "lessons:notebook")
    assert Clipping.objects.get().dropped_at is not None


def test_too_long_a_note_is_shown_again_with_what_was_typed(cast, course, client_of):
    client = client_of(cast.ann)
    clip(client)
    response = client.post(reverse("lessons:note", args=[Clipping.objects.get().pk]), {"note": "n" * 2001})
    assert response.status_code == 422
    assert "n" * 2001 in response.content.decode()
