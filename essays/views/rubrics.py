"""The school's rubrics: listed, made, edited into new versions, exported and taken in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from classrooms.views.requests import posted
from essays import access
from essays.forms_rubric import RubricEditor, RubricFileForm
from essays.pack_texts import rubric_text
from essays.queries_rubrics import versions
from essays.rubrics import keep_rubric


@require_safe
def rubrics_page(request):
    access.require_staff(request.user)
    context = {"titles": versions(request.user), "keeps": access.keeps_school_bank(request.user)}
    return render(request, "essays/rubrics.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    access.require_school_bank(request.user)
    return _edited(request, RubricEditor(posted(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Another rubric is made from this one; what was marked with it stays as it is."""
    rubric = access.rubric_to_edit(request.user, pk)
    return _edited(request, RubricEditor(posted(request), rubric=rubric), rubric=rubric)


def _edited(request, editor: RubricEditor, rubric=None):
    if editor.is_valid():
        _kept, made = keep_rubric(editor.said, by=request.user)
        messages.success(request, _("Kept as a new version.") if made else _("This rubric is there already."))
        return redirect("essays:rubrics")
    context = {"editor": editor, "rubric": rubric}
    return render(request, "essays/rubric.html", context, status=422 if editor.is_bound else 200)


@require_safe
def export(request, pk):
    rubric = access.rubric_to_see(request.user, pk)
    headers = {"Content-Disposition": content_disposition_header(True, "rubric.toml")}
    text = rubric_text(rubric.title, rubric.data)
    return HttpResponse(text, content_type="application/toml; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request):
    access.require_school_bank(request.user)
    form = RubricFileForm(posted(request), request.FILES or None)
    if form.is_valid():
        kept, _made = keep_rubric(form.said, by=request.user)
        messages.success(request, _("“%(title)s” is taken in.") % {"title": kept.title})
        return redirect("essays:rubrics")
    return render(request, "essays/rubric_import.html", {"form": form}, status=422 if form.is_bound else 200)
