"""A course as a zip: out, and in again after a look at what would change."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from classrooms.access import require_course_editor
from classrooms.errors import Conflict
from classrooms.views.requests import posted
from lessons import access, importing, queries_import, zips
from lessons.errors import ChangedInSchool, PackProblems
from lessons.forms_structure import ApplyForm, ImportForm, NewImportForm
from lessons.pack.dump import dump


@require_safe
def export(request, course):
    """Send the course as a zip; what comes in again unchanged changes nothing."""
    row = access.course_to_edit(request.user, course)
    response = HttpResponse(zips.write(dump(row), row.slug), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{row.slug}.zip"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def import_into(request, course):
    """Take a zip for this course, to look at first."""
    row = access.course_to_edit(request.user, course)
    return _upload(request, ImportForm(posted(request), request.FILES or None), row)


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request):
    """Take a zip that becomes a new course, to look at first."""
    require_course_editor(request.user)
    return _upload(request, NewImportForm(posted(request), request.FILES or None), None)


def _upload(request, form, course):
    if request.method == "POST" and (limited := ratelimit.consume_or_429(request, action="upload", user=request.user)):
        return limited
    if form.is_valid():
        slug = form.cleaned_data.get("slug", "")
        sent = form.cleaned_data["zip"]
        try:
            if course is None:
                importing.require_name(request.user.school_id, slug)
        except Conflict as refusal:
            form.add_error("slug", str(refusal))
        else:
            kept = importing.keep_upload(course=course, slug=slug, name=sent.name, data=sent.read(), by=request.user)
            return redirect("studio:upload", kept.pk)
    page = {"form": form, "course": course}
    return render(request, "lessons/studio/import.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request, pk):
    """Show what an upload would change, then change it."""
    kept = access.upload_to_apply(request.user, pk)
    if request.method != "POST":
        return _preview(request, kept)
    form = ApplyForm(request.POST)
    if not form.is_valid():
        return _preview(request, kept, status=422)
    try:
        importing.apply(kept, by=request.user, **form.cleaned_data)
    except PackProblems:
        return _preview(request, kept, status=422)
    except ChangedInSchool:
        return _preview(request, kept, status=422, unticked=True)
    messages.success(request, _("The course is in. New units are not published yet."))
    return redirect("studio:course", kept.slug)


def _preview(request, kept, *, status=200, **context):
    page = {"preview": queries_import.preview(kept), "course": kept.course, **context}
    return render(request, "lessons/studio/upload.html", page, status=status)
