"""In what order essays are marked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from essays import ordering, setting
from essays.ordering import Place
from essays.queries_marking import queue
from tests import make

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
PLACES = [Place(0, 30, NOON), Place(1, None, None), Place(2, 31, NOON - timedelta(days=1)), Place(3, 32, None)]


def sorted_by(order, work=1):
    return [place.register for place in sorted(PLACES, key=ordering.key(order, work))]


def test_by_name_is_as_the_register_has_it():
    assert sorted_by("name") == [0, 1, 2, 3]


def test_oldest_first_puts_what_is_not_handed_in_last():
    assert sorted_by("oldest") == [2, 0, 1, 3]


@given(st.sets(st.integers(1, 10_000), min_size=20, max_size=40), st.integers(1, 1000))
def test_by_chance_is_the_same_each_time_and_another_for_other_work(essays, work):
    places = [Place(n, essay, NOON) for n, essay in enumerate(sorted(essays))]
    mixed = sorted(places, key=ordering.key("chance", work))
    backwards = list(reversed(places))
    assert mixed == sorted(backwards, key=ordering.key("chance", work))
    assert mixed != sorted(places, key=ordering.key("chance", work + 1))
    assert mixed != places


@pytest.fixture
def many(cast, work):
    """The class's essays, handed in an hour apart, the last of the register first."""
    for n in range(8):
        pupil = make.person(f"pupil{n}", school=cast.school, last_name=f"Z{n}")
        make.member(pupil, cast.c12)
        make.submission(make.essay(work, writer=pupil), handed_in_at=timezone.now() - timedelta(hours=n + 1))
    return work


@pytest.mark.django_db
class TestTheQueue:
    def order(self, work, how):
        work.order = how
        work.save()
        return [row.standing.submission for row in queue(work).handed_in]

    def test_follows_what_the_work_says_also_for_what_comes_next(self, cast, many):
        by_name, oldest, mixed = (self.order(many, how) for how in ("name", "oldest", "chance"))
        assert sorted(by_name) == sorted(oldest) == sorted(mixed)
        assert by_name[1:] == oldest[-2::-1]
        assert mixed not in (by_name, oldest)
        found = queue(many)
        assert [row.standing.submission for row in found.waiting] == mixed
        assert found.after(found.handed_in[3].standing.essay).standing.submission == mixed[4]

    def test_it_is_chosen_where_work_is_changed(self, cast, work, client_of):
        url = reverse("essays:change-work", args=[work.pk])
        assert "Marked in this order" in client_of(cast.hale).get(url).content.decode()
        setting.change_work(assignment=work, by=cast.hale, order="chance")
        work.refresh_from_db()
        assert work.order == "chance"
