"""What every request and answer goes through: headers, the closed door, the school's clock, plain refusals."""

import zoneinfo

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from classrooms.errors import Conflict

PERMISSIONS_POLICY = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()"
)


def wants_json(request) -> bool:
    """Tell whether a script of ours sent this request, so that a refusal must be JSON and never a redirect."""
    return (
        request.headers.get("Accept", "").startswith("application/json") or request.content_type == "application/json"
    )


class ResponseHeaders:
    """Headers of every answer; pages of people are never kept by a cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        if "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response


class SignedInOnly(LoginRequiredMiddleware):
    """Every page is closed unless it says otherwise. Scripts get 401, never a redirect to a page they cannot read."""

    def handle_no_permission(self, request, view_func):
        if wants_json(request) or request.headers.get("HX-Request"):
            return JsonResponse({"code": "signed-out"}, status=401)
        return super().handle_no_permission(request, view_func)


class SchoolTime:
    """Show times in the zone of the signed-in person's school."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        school = getattr(request.user, "school", None)
        with timezone.override(zoneinfo.ZoneInfo(school.zone) if school else settings.TIME_ZONE):
            return self.get_response(request)


class Refusals:
    """Turn a Conflict into 409: a page for people, a code for scripts. Scripts get 403 and 404 as a code too."""

    CODES = {PermissionDenied: ("forbidden", 403), Http404: ("not-found", 404)}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if type(exception) in self.CODES and wants_json(request):
            code, status = self.CODES[type(exception)]
            return JsonResponse({"code": code}, status=status)
        if not isinstance(exception, Conflict):
            return None
        if wants_json(request):
            return JsonResponse({"code": exception.code, "message": str(exception)}, status=409)
        return render(request, "409.html", {"message": str(exception)}, status=409)
