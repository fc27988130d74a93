"""Stars on passages: set and taken away."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essays import access, starring
from essays.views.answers import is_script, refusing, sent
from essays.views.drawing import drawn
from essays.views.marking import desk_again


@require_POST
@refusing(desk_again)
def star(request, pk):
    submission = access.submission_to_mark(request.user, pk)
    said = sent(request)
    starring.star(submission=submission, by=request.user, place=(said.get("start"), said.get("end"), said.get("quote")))
    return _answer(request, submission)


@require_POST
@refusing(lambda request, pk: _desk_of_star(request, pk))
def unstar(request, pk):
    found = access.star_to_remove(request.user, pk)
    sent(request)
    starring.unstar(star=found, by=request.user)
    return _answer(request, access.submission_to_mark(request.user, found.submission_id))


def _desk_of_star(request, pk):
    return desk_again(request, access.star_to_remove(request.user, pk).submission_id)


def _answer(request, submission):
    if is_script(request):
        return JsonResponse(drawn(request, submission))
    messages.success(request, _("Saved, private to you."))
    return redirect(submission)
