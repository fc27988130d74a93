"""What every page knows about the person who looks at it: where they can go."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Place:
    """One item of the navigation; `current` when the page lies under it."""

    key: str
    label: str
    url: str
    icon: str
    current: bool = False


def navigation(request) -> dict:
    """Context processor: `navigation`, the places of this person in order, found when a template asks for them."""
    return {"navigation": SimpleLazyObject(lambda: _places(request))}


def _places(request) -> list[Place]:
    wanted = ((key, label, _address(name), icon) for key, label, name, icon in _wanted(getattr(request, "user", None)))
    return [
        Place(key, label, url, icon, current=request.path == url or (url != "/" and request.path.startswith(url)))
        for key, label, url, icon in wanted
        if url
    ]


def _wanted(user) -> list[tuple[str, str, str, str]]:
    if not (user and user.is_authenticated):
        return []
    if user.school_id is None:
        return [("office", _("Back office"), "admin:index", "sliders")]
    course = ("course", _("Course"), "lessons:courses", "book")
    today = ("today", _("Today"), "dashboards:home", "desk")
    classes = ("classes", _("Classes"), "classrooms:classes", "users")
    studio = ("studio", _("Studio"), "studio:home", "pencil")
    if user.is_school_admin:
        people = ("people", _("People"), "classrooms:people", "school")
        return [*([today] if user.teaches else []), studio, people, classes, course]
    studios = [studio] if user.edits_courses else []
    if user.teaches:
        return [today, classes, *studios, course]
    notebook = ("notebook", _("Notebook"), "lessons:notebook", "notebook")
    return [("desk", _("Desk"), "dashboards:home", "desk"), *studios, course, notebook]


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
