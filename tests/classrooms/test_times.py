"""Dates as people say them, in the school's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from classrooms import times

NOW = datetime(2025, 11, 18, 20, 0, tzinfo=UTC)  # a Tuesday


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2025, 11, 18, 9, tzinfo=UTC), "today, 9:00"),
        (datetime(2025, 11, 19, 9, tzinfo=UTC), "tomorrow, 9:00"),
        (datetime(2025, 11, 17, 20, 41, tzinfo=UTC), "yesterday, 20:41"),
        (datetime(2025, 11, 21, 9, tzinfo=UTC), "Friday, 9:00"),
        (datetime(2025, 11, 14, 9, tzinfo=UTC), "Friday, 9:00"),
        (datetime(2025, 11, 28, 9, tzinfo=UTC), "Friday 28 November, 9:00"),
        (datetime(2026, 1, 9, 9, tzinfo=UTC), "Friday 9 January 2026, 9:00"),
    ],
)
def test_a_date_near_by_is_said_by_its_weekday(moment, said):
    with timezone.override("UTC"):
        assert times.by_weekday(moment, now=NOW) == said


def test_days_begin_at_midnight_of_the_school():
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        assert times.by_weekday(NOW, now=NOW) == "today, 5:00"
        assert times.by_day(NOW - timedelta(hours=6), now=NOW) == "yesterday"


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (timedelta(days=6), "6 days"),
        (timedelta(days=1, hours=2), "1 day"),
        (timedelta(hours=5), "5 hours"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(minutes=20), "20 minutes"),
        (timedelta(seconds=5), "0 minutes"),
    ],
)
def test_a_distance_is_the_same_before_and_after(gap, said):
    with timezone.override("UTC"):
        assert times.how_far(NOW - gap, now=NOW) == said
        assert times.how_far(NOW + gap, now=NOW) == said


def test_small_numbers_are_words_where_asked():
    assert times.how_far(NOW - timedelta(days=6), now=NOW, in_words=True) == "six days"
    assert times.how_far(NOW - timedelta(days=11), now=NOW, in_words=True) == "11 days"
