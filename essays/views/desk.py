"""The writing desk, with and without script, and the choice between two texts of one essay."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from classrooms.errors import Conflict
from essays import access, document, settling, writing
from essays.forms_writing import PlainTextForm, SettleForm
from essays.models import Branch, Essay
from essays.queries_branch import Comparison
from essays.queries_writing import Desk


@require_http_methods(["GET", "POST"])
def desk(request, pk):
    """The paper. A form sent without script saves; sent by *Hand in* it goes on to the check before handing in."""
    essay = access.essay_to_write(request.user, pk)
    page = Desk(essay)
    if request.method == "GET":
        return _show(request, page, _form(page)) if page.standing.can_write else _rest(request, page)
    form = PlainTextForm(request.POST, draft=page.tree)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    if form.changed:
        data = form.cleaned_data
        saved = writing.save(essay=essay, client=data["client"], seq=1, base=data["base"], text=form.document)
        _tell(request, saved)
        if saved.code != "saved":
            return redirect(essay)
    return redirect("essays:hand-in", pk) if "hand_in" in request.POST else redirect(essay)


@require_safe
@login_not_required
@cache_control(max_age=3600)
def shell(request):
    """The desk without text or names, the same for everyone: kept by the service worker for times without a network."""
    return HttpResponse(render_to_string("essays/shell.html"))


@require_http_methods(["GET", "POST"])
def branch(request, pk, branch):
    """Two texts of one essay side by side, and the choice: keep mine, theirs or both, or choose by paragraph."""
    essay = access.essay_to_write(request.user, pk)
    rows = Branch.objects.select_related("essay__writer", "essay__assignment")
    other = get_object_or_404(rows, essay=essay, pk=branch)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if other.settled_at is None and not form.is_valid():
        return _compare(request, essay, other)
    try:
        if form.is_valid():
            settling.settle(branch=other, by=request.user, choices=form.choices, **form.cleaned_data)
    except Conflict as refusal:
        messages.warning(request, str(refusal))
        return redirect("essays:branch", pk, branch)
    return redirect(essay)


def _compare(request, essay: Essay, other: Branch):
    status = 422 if request.method == "POST" else 200
    return render(request, "essays/branch.html", {"essay": essay, "two": Comparison(essay, other)}, status=status)


def _form(page: Desk) -> PlainTextForm:
    initial = {"text": page.paragraphs, "base": page.draft.revision, "client": f"form-{secrets.token_hex(8)}"}
    return PlainTextForm(initial=initial, draft=page.tree)


def _show(request, page: Desk, form: PlainTextForm, status: int = 200):
    return render(request, "essays/desk.html", {"desk": page, "essay": page.essay, "form": form}, status=status)


def _rest(request, page: Desk):
    """The essay while it is not its writer's turn: what was handed in, to read."""
    shown = page.last or page.draft
    html = document.render(document.parse(shown.document))
    return render(
        request, "essays/desk_resting.html", {"desk": page, "essay": page.essay, "shown": shown, "html": html}
    )


def _tell(request, saved: writing.Saved) -> None:
    if saved.code == "saved":
        messages.success(request, _("Saved."))
    elif saved.code == "branch":
        messages.warning(request, _("The essay was changed elsewhere. Both texts are kept: compare them."))
    else:
        messages.warning(request, _("Writing has ended. What you typed is kept, but it is not part of the essay."))
