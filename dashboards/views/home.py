"""Where people land: everyone comes to / and is shown, or sent to, their own place."""

from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dashboards import queries_desk, queries_today


@require_safe
def home(request):
    user = request.user
    if user.school_id is None:
        return redirect("admin:index")
    if user.teaches:
        return today(request)
    if user.is_school_admin and not user.studies:
        return redirect(_first("studio:home", "classrooms:people"))
    return desk(request)


def today(request):
    """A teacher's page: what waits."""
    context = {"today": queries_today.today(request.user), "now": timezone.now()}
    return render(request, "dashboards/today.html", context)


def desk(request):
    """A student's page: what is next."""
    tasks = queries_desk.tasks(request.user)
    context = {
        "tasks": [task for task in tasks if task.waits],
        "behind": [task for task in tasks if not task.waits],
        "practice": queries_desk.practice(request.user),
        "courses": queries_desk.courses(request.user),
        "now": timezone.now(),
    }
    return render(request, "dashboards/desk.html", context)


def _first(*names: str) -> str:
    """The first of these addresses that this installation has."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    raise NoReverseMatch(names)
