"""The plan of an essay: a page that needs no script, and where the desk's script keeps it as one types."""

import json

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essays import access, planning
from essays.errors import Unfit
from essays.forms_planning import PlanForm
from essays.models import Plan
from essays.queries_writing import Desk
from essays.views.answers import sent, whole
from essays.views.saving import answering_trouble


@require_http_methods(["GET", "POST"])
def plan(request, pk):
    """The plan as a form; to read, while it is not the writer's turn."""
    page = Desk(access.essay_to_write(request.user, pk))
    if request.method == "GET":
        return _show(request, page, PlanForm(plan=page.plan))
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    try:
        planning.save(essay=page.essay, **form.said)
    except Unfit as refusal:
        form.add_error(None, str(refusal))
        return _show(request, page, form, status=422)
    except planning.Newer as newer:
        form.grow_from(newer.current.version)
        return _show(request, page, form, newer=newer.current, status=409)
    messages.success(request, _("Saved."))
    return redirect("essays:plan", pk)


def _show(request, page: Desk, form: PlanForm, *, newer: Plan | None = None, status: int = 200):
    context = {"desk": page, "essay": page.essay, "form": form, "newer": newer}
    return render(request, "essays/plan.html", context, status=status)


@require_POST
@answering_trouble
def save_plan(request, pk):
    """Keep the plan as it is typed: `text` is its JSON, `revision` the version it grew from, `editor` whose it is."""
    essay = access.essay_to_write(request.user, pk)
    try:
        said = sent(request)
        words = _read(said.get("text"))
        if said.get("editor") != request.user.pk:
            return JsonResponse({"code": "other-person"}, status=403)
        kept = planning.save(essay=essay, version=whole(said.get("revision")), **words)
    except Unfit as refusal:
        return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=422)
    except planning.Newer as newer:
        theirs = json.dumps({"thesis": newer.current.thesis, "cards": newer.current.cards})
        said = {"code": newer.code, "revision": str(newer.current.version), "text": theirs}
        return JsonResponse(said, status=409)
    saved_at = f"{timezone.localtime(kept.saved_at):%H:%M:%S}"
    return JsonResponse({"code": "saved", "revision": str(kept.version), "saved_at": saved_at})


def _read(text: object) -> dict:
    """Thesis and cards from the JSON of the page. Raises Unfit."""
    try:
        said = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Unfit(_("This is not what the page sends."), code="json")
    return {"thesis": said.get("thesis"), "cards": said.get("cards")}
