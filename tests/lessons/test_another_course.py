"""A course of another subject and language, from its files to every page: nothing of the shipped course is in code."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from lessons import clipping
from lessons.models import Image
from lessons.pack.load import load
from lessons.pack.read import read_files
from tests import make
from tests.lessons import tiny
from tests.lessons.pictures import image

COURSE, UNIT, SECTION = "biologie", "zelle", "vom-korken"
IMAGES = '[[image]]\nid = "korken"\nfile = "korken.png"\ndescription = "Ein Korken."\nsource = "Nach Hooke."\n'
WIRED = re.compile(r"stalin|\bussr\b|soviet|kremlin|bolshevi", re.IGNORECASE)


@pytest.fixture
def course(cast):
    """The tiny course with a native language, a picture of people and an image shown, loaded."""
    section = tiny.SECTION + "\n:::picture wer-half-wem\n\n:::image korken\n"
    terms = tiny.TERMS.replace('term = "Zelle"', 'term = "Zelle"\nnative = "cellula"')
    files = tiny.files(section=section, terms=terms, course=tiny.COURSE + 'native = "la"\n')
    files |= {"1-zelle/images.toml": IMAGES.encode(), "1-zelle/korken.png": image()}
    return load(read_files(files, COURSE), school=cast.school).course


@pytest.fixture
def walk(course, cast, client_of):
    """Return a function that opens a page as a person and gives its text."""
    section = course.units.get().sections.get()
    passage = section.passages.get(key="p2")
    quote = passage.text[:7]
    clipping.clip(section=section, passage="p2", start=0, end=7, quote=quote, by=cast.ann)
    people = {name: client_of(getattr(cast, name)) for name in ("ann", "hale", "adair")}

    def open_as(name, address):
        answer = people[name].get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        return (
            b"".join(answer).decode(errors="replace") if answer.streaming else answer.content.decode("utf-8", "replace")
        )

    return open_as


def addresses(course):
    """Every page of the course for readers, with words that must stand on it."""
    question = course.questions.get()
    picture = Image.objects.get()
    return {
        reverse("lessons:course", args=[COURSE]): "Biologie: die Zelle",
        reverse("lessons:unit", args=[COURSE, UNIT]): "Theodor Schwann",
        reverse("lessons:unit-print", args=[COURSE, UNIT]): "in tierischen Zellen",
        reverse("lessons:section", args=[COURSE, UNIT, SECTION]): "„Kammern“",
        reverse("lessons:figure-csv", args=[COURSE, "groessen"]): "Bakterium",
        reverse("lessons:dispute-csv", args=[COURSE, "alter"]): "Fossilien",
        reverse("lessons:image", args=[COURSE, "korken", picture.version.digest[:8], "png"]): "PNG",
        reverse("lessons:notebook"): "Schwann",
        reverse("lessons:review"): "",
        reverse("lessons:search") + "?q=Zellkern": "Trägt das Erbgut",
        reverse("essays:question", args=[question.pk]): "Was ist eine Zelle?",
        reverse("dashboards:home"): "",
    }


def test_every_page_of_it_is_there_for_readers_and_teachers(course, walk):
    for address, words in addresses(course).items():
        for name in ("ann", "hale"):
            page = walk(name, address)
            assert name == "hale" or words in page, address
            assert not WIRED.search(page), address


def test_its_language_and_that_of_its_native_words_stand_on_the_page(course, walk):
    section = walk("ann", reverse("lessons:section", args=[COURSE, UNIT, SECTION]))
    assert '<div class="prose" lang="de">' in section
    assert 'alt="Ein Korken."' in section
    assert "Matthias Schleiden" in section
    unit = walk("ann", reverse("lessons:unit", args=[COURSE, UNIT]))
    assert '<i lang="la">cellula</i>' in unit


def test_every_page_of_its_studio_is_there(course, walk):
    own = ["studio:course", "studio:import", "studio:duplicate-course"]
    pages = [reverse(name, args=[COURSE]) for name in own] + [reverse("studio:images", args=[COURSE, UNIT])]
    texts = course.files.exclude(path__endswith=".png").values_list("path", flat=True)
    pages += [reverse("studio:file", args=[COURSE, path]) for path in texts]
    for address in pages:
        assert not WIRED.search(walk("adair", address)), address


def test_its_question_can_be_set_and_written_on(course, cast, client_of):
    work = make.assignment(classroom=cast.c12, by=cast.hale, question=course.questions.get())
    essay = make.essay(work, writer=cast.ann, text="Eine Zelle ist eine Kammer.")
    page = client_of(cast.ann).get(reverse("essays:desk", args=[essay.pk]))
    assert page.status_code == 200
    assert "Was ist eine Zelle?" in page.content.decode()


def test_nothing_of_the_shipped_course_is_in_code():
    root = Path(settings.BASE_DIR)
    places = ["classrooms", "config", "lessons", "essays", "dashboards", "operations", "templates", "frontend/src"]
    left_out = ("lessons/courses/", "operations/demo/")
    wrong = []
    for path in (path for place in places for path in sorted((root / place).rglob("*"))):
        inside = path.relative_to(root).as_posix()
        if path.suffix not in {".py", ".html", ".ts", ".css"} or inside.startswith(left_out) or ".test." in path.name:
            continue
        if "migrations" not in path.parts and WIRED.search(path.read_text()):
            wrong.append(inside)
    assert wrong == []
