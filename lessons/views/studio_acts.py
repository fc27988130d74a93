"""What becomes of a file in the studio: published, scheduled, discarded, compared, rolled back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classrooms.errors import Conflict
from lessons import access, drafting, publishing, studio
from lessons.errors import NewerText, PackProblems
from lessons.forms import FileForm, ScheduleForm
from lessons.texts import changes
from lessons.views.studio import page


@require_POST
def publish(request, course, path):
    """Keep the text that the editor holds, then make it the live version."""
    row = access.course_to_edit(request.user, course)
    kept = access.file_to_edit(row, path)
    form = FileForm(request.POST)
    if not form.is_valid():
        return page(request, row, kept, form=form)
    try:
        draft = _draft(row, path, form, request.user)
        if draft is None:
            messages.success(request, _("Nothing to publish: readers have this text already."))
        else:
            note = form.cleaned_data["note"]
            version = drafting.publish(draft, revision=draft.revision, note=note, by=request.user)
            messages.success(request, _("Version %(number)s is live.") % {"number": version.number})
    except NewerText as clash:
        return page(request, row, kept, form=form, clash=clash)
    except (Conflict, PackProblems) as refusal:
        return page(request, row, kept, refused=str(refusal), status=409 if isinstance(refusal, Conflict) else 422)
    return redirect("studio:file", row.slug, path)


@require_POST
def schedule(request, course, path):
    """Keep the text that the editor holds, and publish it at a moment."""
    row = access.course_to_edit(request.user, course)
    kept = access.file_to_edit(row, path)
    form, moment = FileForm(request.POST), ScheduleForm(request.POST)
    if not form.is_valid():
        return page(request, row, kept, form=form)
    try:
        draft = _draft(row, path, form, request.user)
        if not moment.is_valid():
            return page(request, row, kept, refused=" ".join(moment.errors["at"]), status=422)
        if draft is None:
            messages.success(request, _("Nothing to schedule: readers have this text already."))
        else:
            drafting.schedule(draft, at=moment.cleaned_data["at"], by=request.user)
            messages.success(request, _("Scheduled."))
    except NewerText as clash:
        return page(request, row, kept, form=form, clash=clash)
    return redirect("studio:file", row.slug, path)


def _draft(course, path, form, by):
    text, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
    return drafting.save_draft(course, path=path, text=text, revision=revision, by=by)


@require_POST
def unschedule(request, course, path):
    """Let the draft wait for a person again."""
    row = access.course_to_edit(request.user, course)
    draft = access.draft_to_edit(row, path)
    drafting.unschedule(draft, by=request.user)
    return redirect("studio:file", row.slug, path)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, course, path):
    """Throw the draft away, after asking once."""
    row = access.course_to_edit(request.user, course)
    draft = access.draft_to_edit(row, path)
    if request.method == "POST":
        drafting.discard(draft, revision=_number(request, "revision"), by=request.user)
        messages.success(request, _("The draft is gone."))
        if drafting.live_of(draft.file) is None:
            return redirect("studio:course", row.slug)
        return redirect("studio:file", row.slug, path)
    live = drafting.live_of(draft.file)
    stretches = changes.by_lines(live.text if live else "", draft.text)
    return _ask(request, row, draft.file, "lessons/studio/discard.html", draft=draft, live=live, stretches=stretches)


@require_POST
def rebase(request, course, path):
    """Keep the draft over a version that came out after it began."""
    row = access.course_to_edit(request.user, course)
    draft = access.draft_to_edit(row, path)
    drafting.rebase(draft, revision=_number(request, "revision"), onto=_number(request, "onto"))
    return redirect("studio:file", row.slug, path)


@require_safe
def compare(request, course, path):
    """Two states of a file line by line: `from` and `to` are numbers of versions, or "draft"."""
    row = access.course_to_edit(request.user, course)
    kept = access.file_to_edit(row, path)
    states = studio.states(kept)
    names = [request.GET.get("from") or _earlier(states), request.GET.get("to") or next(iter(states), "")]
    if not set(names) <= set(states):
        raise Http404
    earlier, later = (states[name] for name in names)
    stretches = changes.by_lines(earlier.text, later.text)
    context = {"earlier": earlier, "later": later, "states": states.values(), **_overtaken(kept, earlier, later)}
    return _ask(request, row, kept, "lessons/studio/compare.html", stretches=stretches, **context)


def _overtaken(file, earlier, later):
    """Return the draft and the live version when these two are compared and the draft began before that version."""
    live, draft = drafting.live_of(file), drafting.draft_of(file)
    asked = later.is_draft and earlier.version == live
    return {"draft": draft, "live": live} if asked and draft.base_id != live.pk else {}


def _earlier(states):
    """The state before the newest one, if there is one."""
    return list(states)[1 if len(states) > 1 else 0] if states else ""


@require_http_methods(["GET", "HEAD", "POST"])
def roll_back(request, course, path, number):
    """Make an earlier version the live one, after asking once."""
    row = access.course_to_edit(request.user, course)
    kept = access.file_to_edit(row, path)
    live, version = drafting.live_of(kept), get_object_or_404(kept.versions, number=number)
    if live is None or version == live:
        raise Http404
    problems = []
    if request.method == "POST":
        try:
            made = publishing.roll_back(version, base=request.POST.get("base", ""), by=request.user)
        except PackProblems as found:
            problems = found.problems
        else:
            messages.success(request, _("Version %(number)s is live.") % {"number": made.number})
            return redirect("studio:file", row.slug, path)
    context = {"live": live, "version": version, "problems": problems, "draft": drafting.draft_of(kept)}
    stretches = changes.by_lines(live.text, version.text)
    return _ask(request, row, kept, "lessons/studio/roll_back.html", stretches=stretches, **context)


def _ask(request, course, file, template, **context):
    """Show differences with what can be done about them; 422 when that was refused."""
    leaf = studio.leaf_of(*studio.tree(course), file.path)
    context |= {"course": course, "path": file.path, "leaf": leaf}
    return render(request, template, context, status=422 if context.get("problems") else 200)


def _number(request, name):
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0
