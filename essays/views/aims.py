"""What a student sets out to do: written down on the feedback, marked as met there or at the desk."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from classrooms.views.requests import next_page
from essays import access, aiming
from essays.errors import Unfit
from essays.views.feedback import feedback_again


@require_POST
def add(request, pk):
    submission = access.submission_to_learn_from(request.user, pk)
    text = request.POST.get("text", "")
    try:
        aiming.set_out(submission=submission, by=request.user, text=text)
    except Unfit as refusal:
        return feedback_again(request, submission.essay, refused=refusal, typed=text)
    return _back(request, pk)


@require_POST
def change(request, pk):
    aim = access.aim_to_keep(request.user, pk)
    try:
        aiming.change(aim=aim, text=request.POST.get("text", ""))
    except Unfit as refusal:
        return feedback_again(request, aim.submission.essay, refused=refusal)
    return _back(request, aim.submission.essay_id)


@require_POST
def meet(request, pk):
    """Mark as met; with `again` in the form it is open once more. htmx gets what now stands in the aim's place."""
    aim = access.aim_to_keep(request.user, pk)
    if "again" in request.POST:
        aiming.take_up_again(aim=aim)
    else:
        aiming.meet(aim=aim)
    if request.htmx:
        return render(request, "essays/_aim_met.html")
    return _back(request, aim.submission.essay_id)


@require_POST
def drop(request, pk):
    aim = access.aim_to_keep(request.user, pk)
    aiming.drop(aim=aim)
    return _back(request, aim.submission.essay_id)


def _back(request, essay: int):
    return redirect(f"{next_page(request, 'essays:feedback', essay, field='back')}#aims")
