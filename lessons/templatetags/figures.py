"""Charts of figures, and the claims of disputes on their axis."""

from dataclasses import dataclass

from django import template
from django.utils.formats import get_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lessons.charts import Numerals, figure_chart, ranges
from lessons.models import Dispute, Figure

register = template.Library()


@dataclass(frozen=True)
class Drawn:
    """A dispute's claims, each with its drawing ("" without numbers), the axis, and whether that is logarithmic."""

    claims: list[tuple[dict, SafeString]]
    axis: SafeString
    is_log: bool


@register.filter
def number(value: float) -> str:
    """Write a number with all its digits, in groups, as the reader's language does."""
    return numerals().full(value)


@register.simple_tag
def chart_of(figure: Figure) -> SafeString:
    """Draw a figure's chart."""
    data = figure.data
    svg = figure_chart(
        figure.chart,
        data["columns"],
        data["rows"],
        data.get("key", ()),
        name=f"chart-{figure.key}",
        title=figure.title,
        description=_in_words(figure),
        numerals=numerals(),
    )
    return _drawing(svg)


@register.simple_tag
def claims_of(dispute: Dispute) -> Drawn:
    """Draw the claims of a dispute on one axis."""
    claims = dispute.data["claims"]
    spans = [(claim["low"], claim["high"]) if claim.get("low") is not None else None for claim in claims]
    drawn = ranges(spans, numerals())
    rows = [(claim, _drawing(svg)) for claim, svg in zip(claims, drawn.claims, strict=True)]
    return Drawn(rows, _drawing(drawn.axis if dispute.data.get("unit") else ""), drawn.is_log)


def numerals() -> Numerals:
    """Return how the reader's language writes numbers."""
    return Numerals(
        group=get_format("THOUSAND_SEPARATOR"),
        point=get_format("DECIMAL_SEPARATOR"),
        million=_("{} million"),
        billion=_("{} billion"),
    )


def _in_words(figure: Figure) -> str:
    """Say what kind of chart it is, and its highest and lowest value."""
    kinds = {
        "bar": _("Bar chart."),
        "line": _("Line chart."),
        "stacked": _("Stacked bars."),
        "grouped": _("Grouped bars."),
    }
    series = figure.data["columns"][1:]
    values = [
        (value, f"{name}, {row[0]}" if len(series) > 1 else row[0])
        for row in figure.data["rows"]
        for name, value in zip(series, row[1:], strict=True)
    ]
    (low, lowest), (high, highest) = min(values), max(values)
    said = _("Highest: %(high)s (%(highest)s). Lowest: %(low)s (%(lowest)s). Unit: %(unit)s.") % {
        "high": number(high),
        "highest": highest,
        "low": number(low),
        "lowest": lowest,
        "unit": figure.data["unit"],
    }
    return f"{kinds[figure.chart]} {said}"


def _drawing(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - charts escape every word
