"""Exemplars: asked for, answered, read, taken away."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essays import access, exemplars
from essays.errors import Unfit
from essays.models import Exemplar
from essays.queries_exemplars import nameless


@require_safe
def exemplar(request, pk):
    found = access.exemplar_to_read(request.user, pk)
    context = {"exemplar": found, "submission": found.submission, "text": nameless(found)}
    return render(request, "essays/exemplar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, pk):
    """What asking means and where it stands; then ask."""
    submission, status = access.submission_to_lead(request.user, pk), 200
    if request.method == "POST":
        try:
            exemplars.ask(submission=submission, by=request.user, note=request.POST.get("note", ""))
        except Unfit as refusal:
            messages.error(request, str(refusal))
            status = 422
        else:
            messages.success(request, _("Asked. You see the answer here."))
            return redirect("essays:exemplar-ask", pk)
    found = Exemplar.objects.filter(submission=submission).first()
    context = {"submission": submission, "exemplar": found, "longest": exemplars.LONGEST_NOTE}
    return render(request, "essays/exemplar_ask.html", context, status=status)


@require_POST
def answer(request, pk):
    """The writer's: `answer` is yes, or anything else for no."""
    found = access.exemplar_to_answer(request.user, pk)
    exemplars.answer(exemplar=found, by=request.user, yes=request.POST.get("answer") == "yes")
    return redirect("essays:feedback", found.submission.essay_id)


@require_POST
def withdraw(request, pk):
    found = access.exemplar_to_withdraw(request.user, pk)
    exemplars.withdraw(exemplar=found, by=request.user)
    messages.success(request, _("Taken away. Nobody reads it any more."))
    return redirect("essays:exemplar-ask", found.submission_id)
