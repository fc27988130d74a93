"""Dates as people say them, for templates."""

from django import template

from classrooms import times

register = template.Library()
register.filter("by_day", times.by_day)
register.filter("by_weekday", times.by_weekday)
register.filter("how_far", times.how_far)


@register.filter
def how_far_in_words(moment) -> str:
    """The distance to a moment, small numbers in words: six days."""
    return times.how_far(moment, in_words=True)
