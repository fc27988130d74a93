"""Images: seen by readers, put into a unit and taken out by those who edit the course."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classrooms.views.requests import posted
from lessons import access, illustrating
from lessons.errors import PackProblems
from lessons.forms_structure import ImageForm
from lessons.pack.image_files import ImageFault
from lessons.views.studio_structure import problems_page

TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


@require_safe
def image(request, course, key, digest, ending):
    """Send an image. Its address names its content, so that a browser may keep it."""
    found = access.image_to_see(request.user, course, key)
    if found.version.digest[:8] != digest or not found.file.endswith(f".{ending}"):
        raise Http404
    response = HttpResponse(bytes(found.version.data), content_type=TYPES[ending])
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def images(request, course, unit):
    """List the images of a unit, and take another one."""
    row = access.unit_to_edit(request.user, course, unit)
    form = ImageForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = illustrating.add_image(row, data=given.pop("image").read(), by=request.user, **given)
        except ImageFault as fault:
            form.add_error("image", str(fault))
        except PackProblems as found:
            return problems_page(request, row.course, problems=found.problems)
        else:
            messages.success(request, _("Added. Place it with :::image %(id)s.") % {"id": made.key})
            return redirect("studio:images", course, unit)
    shown = row.images.filter(retired_at=None).select_related("version").defer("version__data")
    page = {"course": row.course, "unit": row, "images": shown, "form": form}
    return render(request, "lessons/studio/images.html", page, status=422 if form.is_bound else 200)


@require_POST
def remove_image(request, course, key):
    """Take an image out, unless a section shows it."""
    row = access.course_to_edit(request.user, course)
    image = get_object_or_404(row.images.select_related("unit", "course"), key=key, retired_at=None)
    try:
        illustrating.remove_image(image, by=request.user)
    except PackProblems as found:
        return problems_page(request, row, problems=found.problems)
    messages.success(request, _("Removed."))
    return redirect("studio:images", course, image.unit.slug)
