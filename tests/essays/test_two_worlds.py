"""Two worlds that differ only in what somebody must not know look the same to that person, byte for byte.

What differs between any two requests is taken out first: tokens against forgery, and the second in which a Word file
was made. The clock of the program stands still.
"""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essays.models import Essay, Response
from tests import make
from tests.test_access import TABLE, expected, things  # noqa: F401 - a fixture

TOKENS = re.compile(rb'(name="csrfmiddlewaretoken" value="|name="csrf-token" content="|"token": ")[^"]+')
MADE_AT = re.compile(rb"(<dcterms:[^>]+>)[^<]+")
MORE = {
    "dashboards:class": ["work={assignment}", "sort={assignment}", "sort=-{assignment}"],
    "essays:marking-desk": ["part=desk", "part=queue"],
    "essays:preview": ["mark"],
}
ZIPS = ("essays:archive-file", "essays:feedback-file")  # what the makers keep is no zip


@pytest.fixture
def look(cast, things, client_of, monkeypatch):  # noqa: F811
    """Return a function that opens all that a person may open of the access table: address to what it says."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)

    def look(person: str) -> dict[str, object]:
        client, seen = client_of(getattr(cast, person)), {}
        for line, (words, who_gets_what) in TABLE.items():
            if line.startswith("POST ") or expected(who_gets_what)[person] != 200 or line in ZIPS:
                continue
            address = reverse(line, args=[things[word] for word in words.split()])
            for asked in (address, *(f"{address}?{more}" for more in MORE.get(line, ()))):
                answer = client.get(asked.format(**things))
                head = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
                seen[asked] = (answer.status_code, head, plain(answer.getvalue()))
        return seen

    return look


def plain(body: bytes):
    """What a file says: of a Word file each part, of a page all but its tokens."""
    if body[:2] != b"PK":
        return TOKENS.sub(b"", body)
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return {name: MADE_AT.sub(b"", packed.read(name)) for name in packed.namelist()}


def differing(one: dict, other: dict) -> list[str]:
    return [address for address in one if one[address] != other[address]]


def mark_in_private(cast):
    """All that a marker can do to Ann's essay before its return, and to the sheet of its class."""
    on, by = cast.ann.submission, cast.hale
    make.comment(on=on, by=by, quote="Kirov", body="Which source?", kind="praise")
    make.comment(on=on, by=by, body="For the staff.", staff_only=True)
    make.star(on, by=by, quote="Kirov")
    make.flag(on, by=by)
    make.working(on=on, by=cast.cole)
    mark = make.mark(on=on, by=by, notes={"K": "Exact."})
    make.returned(mark, by=by, ago=timedelta(minutes=-1))


@pytest.mark.parametrize("person", ["ann", "ben", "dan", "lee"])
def test_students_see_nothing_of_a_mark_before_its_return(cast, look, person):
    before = look(person)
    assert len(before) > 25
    mark_in_private(cast)
    assert differing(before, look(person)) == []


def test_a_return_is_seen_so_the_comparison_can_fail(cast, look):
    before = look("ann")
    make.returned(make.mark(on=cast.ann.submission, by=cast.hale), by=cast.hale)
    assert reverse("essays:desk", args=[cast.ann.essay.pk]) in differing(before, look("ann"))


@pytest.fixture(params=["both handed in", "one is writing"])
def blind(request, cast, work, look):
    """The work marked blind: Ann's essay has an answered comment, a star and a mark; Ben's is handed in or not."""
    if request.param == "both handed in":
        make.submission(cast.ben.essay)
    work.blind, work.shows_process = True, True
    work.save()
    comment = make.comment(on=cast.ann.submission, by=cast.hale, body="Who gained?")
    make.response(comment, by=cast.ann)
    make.star(cast.ann.submission, by=cast.hale, quote="Kirov")
    make.mark(on=cast.ann.submission, by=cast.hale)
    return work


def swap(cast):
    """Let Ann and Ben have written each other's essay."""
    ann, ben = cast.ann, cast.ben
    Essay.objects.filter(pk=ann.essay.pk).update(writer=cast.lee)
    Essay.objects.filter(pk=ben.essay.pk).update(writer=ann)
    Essay.objects.filter(pk=ann.essay.pk).update(writer=ben)
    Response.objects.filter(comment__submission=ann.submission, student=ann).update(student=ben)


MARKERS = ["hale", "cole", "mori", "hede"]


@pytest.mark.parametrize("person", MARKERS)
def test_blind_marking_tells_nobody_who_wrote_what(cast, blind, look, person):
    before = look(person)
    assert reverse("essays:marking-desk", args=[cast.ann.submission.pk]) in before
    swap(cast)
    assert differing(before, look(person)) == []


def test_with_names_shown_they_differ_so_the_comparison_can_fail(cast, blind, look):
    blind.blind = False
    blind.save()
    before = look("hale")
    swap(cast)
    found = differing(before, look("hale"))
    for name, thing in (("queue", blind), ("marking-desk", cast.ann.submission), ("preview", cast.ann.submission)):
        assert reverse(f"essays:{name}", args=[thing.pk]) in found
