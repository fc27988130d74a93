"""Dates as people say them, in the zone that is current (the school's)."""

from datetime import datetime

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy


def by_day(moment: datetime, *, now: datetime | None = None) -> str:
    """Return the day: today, tomorrow, Friday (six days around), else Friday 28 November, with the year if another."""
    here, there = timezone.localdate(now), timezone.localdate(moment)
    days = (there - here).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    if abs(days) < 7:
        return date_format(there, "l")
    return date_format(there, "l j F" if there.year == here.year else "l j F Y")


def by_weekday(moment: datetime, *, now: datetime | None = None) -> str:
    """Return day and time: Friday, 9:00."""
    time = date_format(timezone.localtime(moment), "G:i")
    return _("%(day)s, %(time)s") % {"day": by_day(moment, now=now), "time": time}


def how_far(moment: datetime, *, now: datetime | None = None, in_words: bool = False) -> str:
    """Return the distance to a moment, before or after: 3 days by the calendar, 5 hours, 20 minutes.

    Numbers up to nine are words, if asked for.
    """
    now = now or timezone.now()
    days = abs((timezone.localdate(moment) - timezone.localdate(now)).days)
    minutes = int(abs(moment - now).total_seconds() // 60)
    if minutes >= 24 * 60 or days > 1:
        many, n = ngettext_lazy("%(n)s day", "%(n)s days", "count"), days
    elif minutes >= 60:
        many, n = ngettext_lazy("%(n)s hour", "%(n)s hours", "count"), minutes // 60
    else:
        many, n = ngettext_lazy("%(n)s minute", "%(n)s minutes", "count"), minutes
    return many % {"count": n, "n": apnumber(n) if in_words else n}
