"""The numbers of figures and disputes to take away, as CSV."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lessons import access
from lessons.models import Dispute, Figure
from lessons.rendering import inline_text
from lessons.sheet import sheet, with_unit


@require_safe
def figure(request, course, key):
    row = access.part_to_read(request.user, Figure, course, key)
    head = with_unit(row.data["columns"], row.data["unit"])
    return _csv(row, sheet(head, row.data["rows"]))


@require_safe
def dispute(request, course, key):
    row = access.part_to_read(request.user, Dispute, course, key)
    unit, language = row.data["unit"], row.course.language
    if not unit:
        raise Http404
    head = [*with_unit([_("Claim"), _("From"), _("To")], unit), _("Who says so")]
    claims = row.data["claims"]
    rows = [[one["claim"], one["low"], one["high"], inline_text(one["who"], language)] for one in claims]
    return _csv(row, sheet(head, rows))


def _csv(part, text):
    name = f"{part.course.slug}-{part.key}.csv"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
