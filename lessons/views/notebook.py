"""Clipping words while reading, and the notebook that keeps them."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from classrooms.views.requests import way_back
from lessons import access, clipping, queries_meanings
from lessons.forms import ClipForm, FindForm, NoteForm
from lessons.queries_notebook import Notebook


@require_POST
def clip(request, course, unit, section):
    if request.POST.get("by", str(request.user.pk)) != str(request.user.pk):
        return JsonResponse({"code": "other-person"}, status=403)
    row = access.section_to_read(request.user, course, unit, section)
    form = ClipForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"code": "form", "message": _("These words cannot be clipped.")}, status=422)
    try:
        kept = clipping.clip(section=row, by=request.user, **form.cleaned_data)
    except clipping.ClippingError as why:
        return JsonResponse({"code": "clipping", "message": str(why)}, status=422)
    return JsonResponse({"code": "kept", "pk": kept.pk}, status=201)


@require_safe
def look_up(request, course, unit, section):
    """The card of the term or person that some words name; 204 when there is none."""
    row = access.section_to_read(request.user, course, unit, section)
    found = queries_meanings.meaning(row.unit.course, request.user, request.GET.get("words", ""))
    if found is None:
        return HttpResponse(status=204)
    return render(request, "lessons/_card.html", {found._meta.model_name: found, "course": row.unit.course})


@require_safe
def notebook(request):
    return _shown(request)


@require_POST
def note(request, pk):
    row = access.clipping_to_change(request.user, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _shown(request, status=422, refused=row, form=form)
    clipping.annotate(clipping=row, **form.cleaned_data)
    return way_back(request, "lessons:notebook")


@require_POST
def drop(request, pk):
    clipping.drop(clipping=access.clipping_to_change(request.user, pk))
    return way_back(request, "lessons:notebook")


def _shown(request, status=200, **more):
    find = FindForm(request.GET)
    wanted = find.cleaned_data if find.is_valid() else {}
    context = {"notebook": Notebook(request.user, **wanted), "wanted": wanted, **more}
    return render(request, "lessons/notebook.html", context, status=status)
