"""Course, unit and section pages, and the place where a reader stopped."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lessons import access, queries, queries_checks, queries_notebook, queries_pictures, queries_print, reading
from lessons.models import Course


@require_safe
def courses(request):
    found = list(Course.objects.visible_to(request.user).order_by("title"))
    if len(found) == 1:
        return redirect(found[0])
    return render(request, "lessons/courses.html", {"courses": found})


@require_safe
def course(request, course):
    row = access.course_to_read(request.user, course)
    units = queries.units_with_progress(row, request.user)
    questions = queries.questions_of([row])
    return render(request, "lessons/course.html", {"course": row, "units": units, "questions": questions})


@require_safe
def unit(request, course, unit):
    row = access.unit_to_read(request.user, course, unit)
    sections = queries.sections_of([row])
    places = queries.places_of(request.user, sections)
    context = {
        "unit": row,
        "course": row.course,
        "overview": queries.overview(row),
        "sections": [(section, places.get(section.pk)) for section in sections],
        "minutes": sum(section.minutes for section in sections),
        "progress": queries.progress(sections, places),
        **queries.unit_parts(row),
    }
    context["glosses"] = queries.glosses(row.course, [context["overview"]])
    return render(request, "lessons/unit.html", context)


@require_safe
def unit_print(request, course, unit):
    row = access.unit_to_read(request.user, course, unit)
    sections = queries_print.sections_in_full(row)
    parts = queries.unit_parts(row)
    further = queries_print.not_placed(parts, sections)
    context = {
        "unit": row,
        "course": row.course,
        "overview": queries.overview(row),
        "sections": sections,
        "further": further,
        **parts,
        "pictures": further["pictures"],
    }
    return render(request, "lessons/unit_print.html", context)


@require_safe
def section(request, course, unit, section):
    row = access.section_to_read(request.user, course, unit, section)
    sections = queries.sections_of([row.unit])
    places = queries.places_of(request.user, sections)
    rendered = queries.render(row)
    blocks = queries.blocks_with_parts(row.unit.course, rendered)
    people = queries_pictures.people_among(part for _block, part in blocks)
    before, after = queries.neighbours(row, sections)
    context = {
        "section": row,
        "unit": row.unit,
        "course": row.unit.course,
        "outline": [(other, places.get(other.pk)) for other in sections],
        "place": places.get(row.pk),
        "blocks": blocks,
        "rendered": rendered,
        "checks": queries_checks.checks_of(row, request.user),
        **queries_notebook.shown_in(row, request.user, request.GET.get("clipping")),
        "glosses": queries.glosses(row.unit.course, [block.html for block in rendered.blocks], people),
        "before": before,
        "after": after,
    }
    return render(request, "lessons/section.html", context)


@require_POST
def place(request, course, unit, section):
    row = access.section_to_read(request.user, course, unit, section)
    kept = reading.remember(section=row, passage=request.POST.get("passage", ""), by=request.user)
    return HttpResponse(status=204 if kept else 422)
