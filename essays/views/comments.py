"""Comments on a submission: added, changed and taken away."""

from functools import partial

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essays import access, marking, sending_again
from essays.views.answers import is_script, refusing, sent, whole
from essays.views.drawing import drawn
from essays.views.marking import desk_again


@require_POST
@refusing(desk_again)
def comments(request, pk):
    submission = access.submission_to_mark(request.user, pk)
    said = sent(request)
    has_place = said.get("start") is not None
    add = partial(sending_again.comment, began=str(said.get("began", ""))) if said.get("again") else marking.comment
    added = add(
        submission=submission,
        by=request.user,
        kind=said.get("kind", ""),
        body=said.get("body", ""),
        place=(said.get("start"), said.get("end"), said.get("quote")) if has_place else None,
        bank_code=said.get("bank_code", ""),
        criterion=said.get("criterion", ""),
        staff_only=bool(said.get("staff_only")),
    )
    return _answer(request, added)


@require_POST
@refusing(lambda request, pk: _desk_of_comment(request, pk))
def comment(request, pk):
    """Change one; its `version` must be the newest."""
    found = access.comment_to_change(request.user, pk)
    said = sent(request)
    changed = marking.edit(
        comment=found,
        version=whole(said.get("version")),
        by=request.user,
        kind=said.get("kind", ""),
        body=said.get("body", ""),
        staff_only=bool(said.get("staff_only", found.staff_only)),
        criterion=said.get("criterion"),
    )
    return _answer(request, changed)


@require_POST
@refusing(lambda request, pk: _desk_of_comment(request, pk))
def comment_remove(request, pk):
    found = access.comment_to_change(request.user, pk)
    sent(request)
    marking.remove(comment=found, by=request.user)
    return _answer(request, found)


@require_POST
@refusing(desk_again)
def comment_bring_back(request, pk):
    found = access.comment_to_bring_back(request.user, pk)
    sent(request)
    return _answer(request, marking.bring_back(comment=found, by=request.user))


def _desk_of_comment(request, pk):
    return desk_again(request, access.comment_to_change(request.user, pk).submission_id)


def _answer(request, changed):
    """For a script the comment's version and the essay drawn anew; for a plain form the desk."""
    submission = access.submission_to_mark(request.user, changed.submission_id)
    if not is_script(request):
        messages.success(request, _("Saved, private to you."))
        return redirect(submission)
    return JsonResponse({"id": changed.pk, "version": changed.version, **drawn(request, submission)})
