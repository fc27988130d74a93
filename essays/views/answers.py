"""How views read what is sent and answer refusals: JSON for a script of ours, the page again for a plain form."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from essays.errors import Unfit
from essays.marking import Clash
from essays.models import Comment
from lessons.texts.anchors import SpanError


def is_script(request: HttpRequest) -> bool:
    """Whether a script of ours sent this: it sends and reads JSON."""
    return request.content_type == "application/json"


def sent(request: HttpRequest) -> dict[str, Any]:
    """Return what was sent, from JSON or a form. Raises Unfit unless it is one object.

    A script says for whom it writes (`by`): a page never saves under the name of whoever signed in later elsewhere.
    """
    if not is_script(request):
        return request.POST.dict()
    try:
        body = json.loads(request.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Unfit(_("This is not what the page sends."), code="json")
    if body.get("by", request.user.pk) != request.user.pk:
        raise PermissionDenied
    return body


def whole(value: object) -> int:
    """Return a whole number, sent as a number or as digits. Raises Unfit."""
    if type(value) is int:
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    raise Unfit(_("A whole number is missing."), code="number")


def refusing(again: Callable[[HttpRequest, int], HttpResponse]):
    """Decorate a view that raises Unfit, SpanError, Clash or PermissionDenied: 422, 409, 403.

    `again` draws the page for a plain form.
    """

    def decorate(view):
        @wraps(view)
        def answered(request, pk):
            try:
                return view(request, pk)
            except (Unfit, SpanError, Clash, PermissionDenied) as refusal:
                if is_script(request):
                    return _refusal(refusal)
                if isinstance(refusal, Clash | PermissionDenied):
                    raise
                messages.error(request, str(refusal))
                response = again(request, pk)
                response.status_code = 422
                return response

        return answered

    return decorate


def _refusal(refusal: Unfit | SpanError | Clash | PermissionDenied) -> JsonResponse:
    if isinstance(refusal, PermissionDenied):
        return JsonResponse({"code": "forbidden", "message": _("This is not yours to change.")}, status=403)
    said = {"code": refusal.code, "message": str(refusal)}
    if isinstance(refusal, Clash):
        return JsonResponse({**said, "current": _said(refusal.current)}, status=409)
    return JsonResponse({**said, **getattr(refusal, "more", {})}, status=422)


def _said(current) -> dict:
    if isinstance(current, Comment):
        return {"version": current.version, "kind": current.kind, "body": current.body}
    return {
        "version": current.version,
        "levels": current.levels,
        "notes": current.notes,
        "summary": current.summary,
        "next_step": current.next_step,
    }
