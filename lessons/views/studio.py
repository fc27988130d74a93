"""The course studio: which units are published, and the text of a file edited beside its preview."""

import json

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from classrooms.views.requests import posted
from lessons import access, drafting, publishing, studio
from lessons.errors import NewerText
from lessons.forms import FileForm, ScheduleForm
from lessons.texts import changes

# What of the page a save draws anew, by its id; none of it holds a field.
REDRAWN = {
    "studio-state": "lessons/studio/_state.html",
    "studio-problems": "lessons/studio/_problems.html",
    "studio-preview": "lessons/studio/_preview.html",
    "studio-draft": "lessons/studio/_draft.html",
}


@require_POST
def publish(request, course, unit):
    """Publish a unit, take it back, or let it be read from a moment on."""
    unit = access.unit_to_edit(request.user, course, unit)
    wanted = request.POST.get("published")
    if wanted == "at":
        form = ScheduleForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(form.errors["at"]))
        else:
            publishing.schedule(unit, at=form.cleaned_data["at"], by=request.user)
    elif wanted == "yes":
        publishing.publish(unit, by=request.user)
    else:
        publishing.withdraw(unit, by=request.user)
    return redirect("studio:course", course)


@require_http_methods(["GET", "HEAD", "POST"])
def file(request, course, path):
    """The editor. Without script its form keeps the draft."""
    row = access.course_to_edit(request.user, course)
    kept = access.file_to_edit(row, path)
    form = FileForm(posted(request))
    if not form.is_valid():
        return page(request, row, kept, form=form if form.is_bound else None)
    text, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
    try:
        drafting.save_draft(row, path=path, text=text, revision=revision, by=request.user)
    except NewerText as clash:
        return page(request, row, kept, form=form, clash=clash)
    messages.success(request, _("Saved as a draft. Readers see it when you publish it."))
    return redirect("studio:file", row.slug, path)


@require_POST
def draft(request, course, path):
    """Keep the draft as it is typed: JSON in, JSON out with what the page draws anew."""
    row = access.course_to_edit(request.user, course)
    kept = access.file_to_edit(row, path)
    sent = sent_json(request)
    form = FileForm(sent)
    if not form.is_valid():
        return JsonResponse({"code": "text", "message": " ".join(form.errors.get("text", []))}, status=422)
    if sent.get("editor") != request.user.pk:
        return JsonResponse({"code": "other-person"}, status=403)
    text, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
    try:
        drafting.save_draft(row, path=path, text=text, revision=revision, by=request.user)
    except NewerText as clash:
        return JsonResponse(newer(request, row, kept, text, clash), status=409)
    return JsonResponse(saved(request, row, kept))


def sent_json(request):
    """Return the object that was sent as JSON, or an empty one."""
    try:
        sent = json.loads(request.body)
    except ValueError:
        sent = None
    return sent if isinstance(sent, dict) else {}


def saved(request, course, file):
    """Say what was saved, and how the page looks now."""
    desk = studio.desk(course, file)
    context = {"course": course, "desk": desk, "path": file.path}
    return {
        "code": "saved",
        "revision": desk.revision,
        "saved_at": f"{timezone.localtime():%H:%M:%S}",
        "can_publish": desk.can_publish,
        "problems": [
            {"line": each.problem.line, "word": each.word, "near": each.near} for each in desk.obstacles if each.here
        ],
        "parts": {name: render_to_string(template, context, request) for name, template in REDRAWN.items()},
    }


def newer(request, course, file, text, clash):
    """Say what is newer than the text that came, with both side by side."""
    context = {"course": course, "path": file.path, **beside(text, clash)}
    return {
        "code": "draft",
        "revision": context["newer_revision"],
        "text": context["newer_text"],
        "part": render_to_string("lessons/studio/_clash.html", context, request),
    }


def beside(text, clash):
    """Return what is newer, who made it and when, and how the text differs from it."""
    newest = clash.newest
    theirs = newest.text if newest else ""
    return {
        "newer_by": clash.by,
        "newer_at": clash.at,
        "newer_text": theirs,
        "newer_revision": drafting.revision_of(clash.draft, clash.version),
        "stretches": changes.by_lines(theirs, text),
    }


def page(request, course, file, *, form=None, clash=None, refused="", status=200):
    """Show the editor, with the text of the form if one was sent."""
    text = form["text"].value() if form else None
    desk = studio.desk(course, file, text and text.replace("\r\n", "\n"))
    context = desk_context(course, file, desk)
    context["form"] = form or FileForm(
        initial={"text": desk.text, "revision": desk.revision, "note": request.POST.get("note", "")}
    )
    context["refused"] = refused
    if clash:
        context |= beside(form.cleaned_data["text"], clash)
        context["form"] = FileForm({**form.cleaned_data, "revision": context["newer_revision"]})
    status = 409 if clash else 422 if form else status
    return render(request, "lessons/studio/file.html", context, status=status)


def desk_context(course, file, desk):
    """Return what stands around the text of a file."""
    branches, files = studio.tree(course, open_at=file.path)
    return {
        "course": course,
        "path": file.path,
        "folder": file.path.rpartition("/")[0],
        "desk": desk,
        "live_text": desk.live.text if desk.live else "",
        "leaf": studio.leaf_of(branches, files, file.path),
        "branches": branches,
        "files": files,
        "versions": studio.versions(file),
        "clippings": studio.clippings_into(file),
        "schedule": ScheduleForm(initial={"at": studio.next_morning()}),
    }
