"""Pages that belong to no app: refusals, offline, the service worker, health."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from classrooms.trouble import answer_to
from classrooms.views.signing_in import SignIn
from config.middleware import wants_json
from lessons.models import Course


class SignInPage(SignIn):
    """The door, which names the course where the one school has one."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        courses = list(Course.objects.filter(school=context["school"])[:2]) if context["school"] else []
        return {**context, "course": courses[0] if len(courses) == 1 else None}


def csrf_failure(request, reason=""):
    """Answer an unsafe request without the right token: 403 with a code for scripts, a page for people."""
    if wants_json(request):
        return JsonResponse({"code": "token"}, status=403)
    return render(request, "403.html", {"token": True}, status=403)


def bad_request(request, exception):
    """Answer what no view could read, such as a broken form: 400 with a code for scripts."""
    return (
        JsonResponse({"code": "bad-request"}, status=400)
        if wants_json(request)
        else defaults.bad_request(request, exception)
    )


def server_error(request):
    """Answer what broke before any view could: a session's database that is away asks scripts to try again."""
    answer = answer_to(sys.exc_info()[1])
    if answer is not None and wants_json(request):
        return answer
    return HttpResponse(render_to_string("500.html"), status=answer.status_code if answer is not None else 500)


@require_safe
@login_not_required
@cache_control(max_age=3600)
def offline(request):
    """The page that the service worker keeps for times without a network."""
    return render(request, "offline.html")


@require_safe
@login_not_required
@cache_control(no_cache=True)
def service_worker(request):
    """The service worker: it must be served from the root to see the whole site."""
    return HttpResponse((settings.FRONTEND_DIST / "sw.js").read_bytes(), content_type="text/javascript")


@require_safe
@login_not_required
def healthz(request):
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@login_not_required
def readyz(request):
    """Say that the process can read its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
