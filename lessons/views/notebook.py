"""Clipping words while reading, and the notebook that keeps them."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lessons import access, clipping, queries
from lessons.forms import ClipForm, NoteForm


@require_POST
def clip(request, course, unit, section):
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
def notebook(request):
    return render(request, "lessons/notebook.html", {"clippings": queries.notebook(request.user)})


@require_POST
def note(request, pk):
    row = access.clipping_to_change(request.user, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        clippings = queries.notebook(request.user)
        return render(
            request, "lessons/notebook.html", {"clippings": clippings, "refused": row, "form": form}, status=422
        )
    clipping.annotate(clipping=row, note=form.cleaned_data["note"])
    return redirect("lessons:notebook")


@require_POST
def drop(request, pk):
    clipping.drop(clipping=access.clipping_to_change(request.user, pk))
    return redirect("lessons:notebook")
