"""Flags on essays: raised and lowered by those who mark them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essays import access, flagging
from essays.views.answers import refusing
from essays.views.marking import desk_again


@require_POST
@refusing(desk_again)
def flag(request, pk):
    submission = access.submission_to_mark(request.user, pk)
    flagging.raise_flag(submission=submission, note=request.POST.get("note", ""), by=request.user)
    messages.success(request, _("Flagged, for those who mark this class."))
    return redirect(submission)


@require_POST
def lower(request, pk):
    found = access.flag_to_lower(request.user, pk)
    flagging.lower_flag(flag=found, by=request.user)
    messages.success(request, _("The flag is lowered."))
    return redirect(found.submission)
