"""The course studio: the text of a course edited beside its preview, units published or not."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classrooms.access import require_school_admin
from classrooms.errors import Conflict
from classrooms.views.requests import posted
from lessons import access, publishing, studio
from lessons.forms import FileForm
from lessons.models import Course


@require_safe
def home(request):
    require_school_admin(request.user)
    courses = list(Course.objects.visible_to(request.user).order_by("title"))
    if len(courses) == 1:
        return redirect("studio:course", courses[0].slug)
    return render(request, "lessons/studio/home.html", {"courses": courses})


@require_safe
def course(request, course):
    row = access.course_to_edit(request.user, course)
    branches, files = studio.tree(row)
    return render(request, "lessons/studio/course.html", {"course": row, "branches": branches, "files": files})


@require_http_methods(["GET", "HEAD", "POST"])
def file(request, course, path):
    row = access.course_to_edit(request.user, course)
    kept = get_object_or_404(row.files, path=path, gone_at=None)
    versions = studio.versions(kept)
    shown = _version(versions, request.GET.get("version"))
    form = FileForm(posted(request), initial={"text": shown.text, "base": versions[0].digest})
    problems, status = [], 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            publishing.save_file(row, path=path, by=request.user, **form.cleaned_data)
        except publishing.PackProblems as found:
            problems = found.problems
        except Conflict as clash:
            form, status = _beside_a_newer(form, versions[0], clash), 409
        else:
            messages.success(request, _("Saved. Readers see it now."))
            return redirect("studio:file", row.slug, path)
    context = _desk(row, path, form, problems) | {"versions": versions, "shown": shown}
    return render(request, "lessons/studio/file.html", context, status=status)


@require_POST
def preview(request, course, path):
    row = access.course_to_edit(request.user, course)
    form = FileForm(request.POST)
    if not form.is_valid():
        return render(request, "lessons/studio/_preview.html", _desk(row, path, form, []), status=422)
    problems = studio.problems_with(row, path, form.cleaned_data["text"])
    return render(request, "lessons/studio/_preview.html", _desk(row, path, form, problems))


@require_POST
def publish(request, course, number):
    row = access.course_to_edit(request.user, course)
    unit = get_object_or_404(row.units, number=number, retired_at=None)
    if request.POST.get("published") == "yes":
        publishing.publish(unit, by=request.user)
    else:
        publishing.withdraw(unit, by=request.user)
    return redirect("studio:course", row.slug)


def _beside_a_newer(form, newest, clash):
    """Return the same text in a form that knows of the newer version: saved again, it replaces that one on purpose."""
    again = FileForm({**form.cleaned_data, "base": newest.digest})
    again.add_error("text", str(clash))
    return again


def _version(versions, number):
    return next((version for version in versions if str(version.number) == number), versions[0])


def _desk(course, path, form, problems):
    """Return what the editor and its preview show for the text in the form."""
    text = form.data.get("text") if form.is_bound else form.initial["text"]
    branches, files = studio.tree(course)
    return {
        "course": course,
        "path": path,
        "branches": branches,
        "files": files,
        "form": form,
        "problems": problems,
        "blocks": studio.preview(course, path, (text or "").replace("\r\n", "\n")),
    }
