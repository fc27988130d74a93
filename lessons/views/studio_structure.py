"""What a course is made of: the order, what is added, copied, removed and brought back."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classrooms.access import require_course_editor, require_school_admin
from classrooms.errors import Conflict
from classrooms.views.requests import posted
from lessons import access, adding, queries_structure, restructuring, studio
from lessons.errors import PackProblems
from lessons.forms_structure import CopyForm, NewCourseForm, OrderForm, TitleForm
from lessons.models import Course, FileDraft
from lessons.pack.parts import UNIT


@require_safe
def home(request):
    """List the courses; the only one is opened at once."""
    require_course_editor(request.user)
    courses = list(Course.objects.visible_to(request.user).order_by("title", "slug"))
    if len(courses) == 1 and "all" not in request.GET:
        return redirect("studio:course", courses[0].slug)
    return render(request, "lessons/studio/home.html", {"courses": courses})


@require_safe
def course(request, course):
    """Show a course with its units and their parts."""
    return course_page(request, access.course_to_edit(request.user, course))


def course_page(request, row, *, status=200, **context):
    """Return the page of a course, with a form that was refused if one was."""
    outlines, files, missing = queries_structure.outline(row)
    page = {
        "course": row,
        "outlines": outlines,
        "files": files,
        "missing": missing,
        "removed": queries_structure.removed(row),
        "tomorrow": studio.next_morning(),
        "unit_form": TitleForm(prefix="unit"),
    }
    return render(request, "lessons/studio/course.html", page | context, status=status)


@require_POST
def reorder_units(request, course):
    """Put the units into the order that was sent."""
    row = access.course_to_edit(request.user, course)
    return _reordered(request, row, lambda **given: restructuring.reorder_units(row, **given))


@require_POST
def reorder_sections(request, course, unit):
    """Put the sections of a unit into the order that was sent."""
    row = access.unit_to_edit(request.user, course, unit)
    return _reordered(request, row.course, lambda **given: restructuring.reorder_sections(row, **given))


def _reordered(request, row, reorder):
    """Do it, then go back to the course, or to the file that was open, where that stands now."""
    form = OrderForm(request.POST)
    if not form.is_valid():
        return problems_page(request, row, refused=_("The order did not arrive. Load the page again."))
    try:
        moves = reorder(by=request.user, **form.cleaned_data)
    except PackProblems as found:
        return problems_page(request, row, problems=found.problems)
    messages.success(request, _("The order is kept, and readers see it.") if moves else _("Nothing has moved."))
    if opened := request.POST.get("file"):
        return redirect("studio:file", row.slug, moves.get(opened, opened))
    place = request.POST.get("moved") or request.GET.get("moved", "")
    address = reverse("studio:course", args=[row.slug])
    return redirect(f"{address}#{place}" if re.fullmatch(r"[\w-]+", place) else address)


def problems_page(request, row, *, problems=(), refused="", status=422):
    """Say why nothing was done."""
    page = {"course": row, "problems": problems, "refused": refused}
    return render(request, "lessons/studio/problems.html", page, status=status)


@require_POST
def add_unit(request, course):
    row = access.course_to_edit(request.user, course)
    form = TitleForm(request.POST, prefix="unit")
    if not form.is_valid():
        return course_page(request, row, status=422, unit_form=form)
    try:
        unit = adding.add_unit(row, title=form.cleaned_data["title"], by=request.user)
    except PackProblems as found:
        return problems_page(request, row, problems=found.problems)
    messages.success(request, _("Added. Write its overview; it is not published yet."))
    return redirect("studio:file", row.slug, f"{restructuring.folder_of(unit)}/unit.md")


@require_POST
def add_section(request, course, unit):
    row = access.unit_to_edit(request.user, course, unit)
    form = TitleForm(request.POST)
    if not form.is_valid():
        return problems_page(request, row.course, refused=_("The section needs a title. Go back and give it one."))
    path = adding.add_section(row, title=form.cleaned_data["title"], by=request.user)
    messages.success(request, _("Added as a draft. Readers see it when you publish it."))
    return redirect("studio:file", course, path)


@require_POST
def add_part(request, course, path):
    row = access.course_to_edit(request.user, course)
    path = adding.add_part(row, path=path, by=request.user)
    messages.success(request, _("Added as a draft, with an example to write over."))
    return redirect("studio:file", row.slug, path)


@require_POST
def duplicate_section(request, course, path):
    row = access.course_to_edit(request.user, course)
    copy = adding.duplicate_section(row, path=path, by=request.user)
    messages.success(request, _("This is the copy, as a draft."))
    return redirect("studio:file", row.slug, copy)


@require_POST
def duplicate_unit(request, course, unit):
    row = access.unit_to_edit(request.user, course, unit)
    try:
        copy = adding.duplicate_unit(row, by=request.user)
    except PackProblems as found:
        return problems_page(request, row.course, problems=found.problems)
    messages.success(request, _("Copied to the end: overview and sections, not published."))
    return redirect(f"{reverse('studio:course', args=[course])}#unit-{copy.slug}")


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate_course(request, course):
    """Ask for the short name of the copy, then make it."""
    row = access.course_to_edit(request.user, course)
    form = CopyForm(posted(request), initial={"slug": f"{row.slug[:45]}-copy"})
    return _new(request, form, lambda given: adding.duplicate_course(row, by=request.user, **given), copied=row)


@require_http_methods(["GET", "HEAD", "POST"])
def new_course(request):
    """Ask for title and language, then make a course of one unit."""
    require_course_editor(request.user)
    form = NewCourseForm(posted(request))
    return _new(request, form, lambda given: adding.new_course(school=request.user.school, by=request.user, **given))


def _new(request, form, make, *, copied=None):
    if form.is_valid():
        try:
            made = make(form.cleaned_data)
        except Conflict as refusal:
            form.add_error("slug", str(refusal))
        except PackProblems as found:
            return problems_page(request, copied, problems=found.problems)
        else:
            messages.success(request, _("Made. None of its units is published yet."))
            return redirect("studio:course", made.slug)
    page = {"form": form, "course": copied}
    return render(request, "lessons/studio/new_course.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, course, path):
    """Say what points to a file or a unit, then take it out."""
    row = access.course_to_edit(request.user, course)
    path = path.removesuffix("/unit.md")
    if UNIT.fullmatch(path):
        require_school_admin(request.user)
    shown = queries_structure.removal(row, path)
    if shown is None:
        raise Http404
    problems = []
    if request.method == "POST":
        try:
            restructuring.remove(row, path=path, by=request.user)
        except PackProblems as found:
            problems = found.problems
        else:
            messages.success(request, _("Removed. It stands under “Removed” and can come back."))
            return redirect("studio:course", row.slug)
    page = {"course": row, "removal": shown, "problems": problems}
    return render(request, "lessons/studio/remove.html", page, status=422 if problems else 200)


@require_POST
def bring_back(request, course, path):
    row = access.course_to_edit(request.user, course)
    try:
        target = restructuring.bring_back(row, path=path, by=request.user)
    except PackProblems as found:
        return problems_page(request, row, problems=found.problems)
    if UNIT.fullmatch(target):
        messages.success(request, _("The unit is back, not published yet."))
        return redirect("studio:course", row.slug)
    drafted = FileDraft.objects.filter(file__course=row, file__path=target).exists()
    messages.success(request, _("It is back as a draft.") if drafted else _("It is back, and readers see it."))
    return redirect("studio:file", row.slug, target)
