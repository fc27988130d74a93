"""An essay as a file, in and out."""

import json

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classrooms.errors import Conflict
from classrooms.views.requests import posted
from essays import access, document, taking_in
from essays.errors import Unfit
from essays.files.kinds import KINDS
from essays.forms_files import TakeInForm, WordFileForm
from essays.queries_files import file_name, paper_of_draft, paper_of_submission


@require_safe
def essay_file(request, pk, kind):
    """The writer's own text as it is saved now."""
    essay = access.essay_to_write(request.user, pk)
    return _file(kind, file_name(essay, essay.draft.round), lambda: paper_of_draft(essay))


@require_safe
def submission_file(request, pk, kind):
    """What was handed in, with what was returned; those who mark it get `?with=comments` before its return too."""
    submission = access.submission_to_read(request.user, pk)
    mine = submission.essay.writer_id == request.user.pk
    unreturned = request.GET.get("with") == "comments" and not mine
    name = file_name(submission.essay, submission.round, submission=None if mine else pk)
    return _file(kind, name, lambda: paper_of_submission(submission, unreturned=unreturned))


def _file(kind, name, paper):
    if kind not in KINDS:
        raise Http404
    return sent_file(KINDS[kind].make(paper()), KINDS[kind].content_type, f"{name}.{kind}")


def sent_file(data: bytes, content_type: str, name: str) -> HttpResponse:
    """An answer that a browser keeps as a file and never opens as a page of ours."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request, pk):
    """Take a Word file and show what it becomes; nothing is kept of it yet."""
    essay = access.essay_to_write(request.user, pk)
    taking_in.require_turn(essay)
    if request.method == "POST" and (limited := ratelimit.consume_or_429(request, action="upload", user=request.user)):
        return limited
    form = WordFileForm(posted(request), request.FILES or None, writer=essay.writer_id)
    if form.is_valid():
        return _preview(request, essay, form.tree, form.left_out)
    page = {"essay": essay, "form": form}
    return render(request, "essays/bring_in.html", page, status=422 if form.is_bound else 200)


@require_POST
def take_in(request, pk):
    """Save what was looked at, in place of the text or at its end."""
    essay = access.essay_to_write(request.user, pk)
    form = TakeInForm(request.POST)
    if not form.is_valid():
        page = {"essay": essay, "form": WordFileForm({}, {}, writer=essay.writer_id)}
        return render(request, "essays/bring_in.html", page, status=422)
    given = form.cleaned_data
    try:
        taking_in.require_turn(essay)
        kept = taking_in.take_in(
            essay=essay, tree=given["document"], where=given["where"], revision=given["revision"], by=request.user
        )
    except (Conflict, Unfit) as refusal:
        return _refused(request, essay, given, refusal)
    words = ngettext("The file is in: %(n)s word now.", "The file is in: %(n)s words now.", kept.words)
    messages.success(request, words % {"n": kept.words})
    return redirect(essay)


def _refused(request, essay, given, refusal):
    if isinstance(refusal, Conflict) and refusal.code != "branch":
        raise refusal
    essay = access.essay_to_write(request.user, essay.pk)
    status = 409 if isinstance(refusal, Conflict) else 422
    return _preview(request, essay, given["document"], given["left_out"], refusal=refusal, status=status)


def _preview(request, essay, tree, left_out, *, refusal=None, status=200):
    page = {
        "essay": essay,
        "draft": essay.draft,
        "words": document.words(tree),
        "html": mark_safe(document.render(tree)),  # noqa: S308  # render escapes everything
        "document": document.dumps(tree),
        "left_out": left_out,
        "left_out_json": json.dumps(left_out),
        "refusal": refusal,
    }
    return render(request, "essays/bring_in_preview.html", page, status=status)
