"""What is measured, in the demo school: who asks for which page, and how many queries it costs."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpResponse
from django.test import Client as InProcess
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.clients import Client, Writer
from classrooms.models import Classroom, User
from essays import writing
from essays.models import Assignment, Essay, Submission
from lessons.models import Section

BARE = "/bare/"
SEARCHES = [("one word", "Stalin"), ("three words", "famine Ukraine 1932"), ("a typo", "Ezhof")]


@dataclass(frozen=True)
class Case:
    """One row of the table: each of `acts` is what one client does again and again, each of `bare` the bare view."""

    name: str
    queries: int
    acts: list[Callable[[], float]]
    bare: list[Callable[[], float]] = field(default_factory=list)


def cases(base: str) -> list[Case]:
    """The cases of the table, against the server at `base`, which serves this process's database."""
    return [_page(base, *page) for page in _pages()] + [_search(base, *search) for search in SEARCHES]


def _pages() -> list[tuple[str, str, str]]:
    section = Section.objects.select_related("unit__course").get(slug="red-tsar")
    essay = Submission.objects.filter(essay__writer__username="student1", round=1, marks=None).latest("pk")
    room = Classroom.objects.get(name="10D")
    return [
        ("section page", "student1", section.get_absolute_url()),
        ("longest section", "student1", longest_section()),
        ("marking desk", "teacher", reverse("essays:marking-desk", args=[essay.pk])),
        ("class page, 35 students", "teacher", room.get_absolute_url()),
    ]


def _page(base: str, name: str, person: str, path: str) -> Case:
    client = Client(base, session(person))
    return Case(name, queries(person, lambda browser: browser.get(path)), [lambda: client.get(path)], _bare(base, 1))


def _search(base: str, name: str, words: str) -> Case:
    """One student after another searches: each may only so often in a minute."""
    path = f"{reverse('lessons:search')}?{urlencode({'q': words})}"
    turns = itertools.cycle([Client(base, session(f"student{n}")) for n in range(1, 25)])
    count = queries("student1", lambda browser: browser.get(path))
    return Case(f"search ({name})", count, [lambda: next(turns).get(path)], _bare(base, 1))


def _bare(base: str, clients: int) -> list[Callable[[], float]]:
    made = [Client(base, session("student1")) for _ in range(clients)]
    return [lambda client=client: client.get(BARE) for client in made]


def queries_of_a_save() -> int:
    """Count the queries of one save of student1."""
    essay = essay_of("student1")
    writer = Writer(None, reverse("essays:save", args=[essay.pk]), essay.draft.revision, essay_text())

    def save(client: InProcess) -> HttpResponse:
        answer = client.post(writer.path, writer.body(), content_type="application/json")
        writer.revision = answer.json()["revision"]
        return answer

    return queries("student1", save)


def essay_of(person: str) -> Essay:
    """This student's essay on the newest work of 12C, begun if need be."""
    work = Assignment.objects.filter(classroom__name="12C").latest("opens")
    essay = writing.start(assignment=work, by=User.objects.get(username=person))
    essay.draft.refresh_from_db()
    return essay


def essay_text() -> str:
    """Some five hundred words that a student wrote."""
    return Submission.objects.filter(essay__writer__username="student3").latest("words").text.replace("\n", " ")


def longest_section() -> str:
    """The address of the section with the most words."""
    return Section.objects.select_related("unit__course").latest("words").get_absolute_url()


def session(person: str) -> str:
    """The cookie of someone who is signed in."""
    return signed_in(person).cookies["sid"].value


def signed_in(person: str) -> InProcess:
    """A client of this process in which someone is signed in."""
    client = InProcess(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username=person))
    return client


def queries(person: str, act: Callable[[InProcess], HttpResponse]) -> int:
    """Count the queries of one request, asked in this process; what is cached once has been asked for before."""
    client = signed_in(person)
    act(client)
    with CaptureQueriesContext(connection) as captured:
        answer = act(client)
    assert answer.status_code == 200, answer.content
    return len(captured)
