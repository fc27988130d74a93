"""The comment bank: listed, kept, exported, taken in, and added to from the marking desk."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classrooms.views.requests import posted
from essays import access, banking
from essays.bank import as_entry
from essays.errors import Unfit
from essays.forms_bank import BankCommentForm, CommentsFileForm, FindInBankForm, criteria_of
from essays.pack_texts import comments_text
from essays.queries_bank import shelf, words_of_bank
from essays.views.answers import is_script, refusing, sent
from essays.views.marking import desk_again


@require_safe
def bank_page(request):
    access.require_staff(request.user)
    find = FindInBankForm(request.GET)
    asked = find.asked()
    context = {"find": find, "asked": asked, "shelf": shelf(request.user, **asked)}
    context["criteria"] = criteria_of(request.user)
    context["keeps"] = access.keeps_school_bank(request.user)
    return render(request, "essays/bank.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, whose):
    owner = access.bank_to_keep(request.user, whose)
    form = BankCommentForm(posted(request), user=request.user)
    if form.is_valid() and _done(form, banking.add, owner=owner, by=request.user):
        messages.success(request, _("Kept. It is in the palette from now on."))
        return redirect("essays:bank")
    context = {"form": form, "whose": whose}
    return render(request, "essays/bank_comment.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    kept = access.bank_comment_to_change(request.user, pk)
    form = BankCommentForm(posted(request), user=request.user, kept=kept)
    if form.is_valid() and _done(form, banking.change, comment=kept, by=request.user):
        messages.success(request, _("Changed for later use. Comments given stay as they are."))
        return redirect("essays:bank")
    context = {"form": form, "kept": kept, "whose": "own" if kept.owner_id else "school"}
    return render(request, "essays/bank_comment.html", context, status=422 if form.is_bound else 200)


def _done(form, verb, **about) -> bool:
    """Whether the verb took the form's words; if not, the form says why."""
    try:
        verb(**about, **form.cleaned_data)
    except Unfit as refusal:
        form.add_error("code" if refusal.code == "taken" else None, str(refusal))
        return False
    return True


@require_POST
def retire(request, pk):
    banking.retire(comment=access.bank_comment_to_change(request.user, pk), by=request.user)
    messages.success(request, _("Retired. Comments given stay as they are."))
    return redirect("essays:bank")


@require_POST
def take_up(request, pk):
    banking.take_up(comment=access.bank_comment_to_change(request.user, pk), by=request.user)
    messages.success(request, _("In use again."))
    return redirect("essays:bank")


@require_safe
def export(request, whose):
    owner = access.bank_to_see(request.user, whose)
    text = comments_text(words_of_bank(request.user, owner))
    headers = {"Content-Disposition": content_disposition_header(True, "comments.toml")}
    return HttpResponse(text, content_type="application/toml; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request, whose):
    owner = access.bank_to_keep(request.user, whose)
    form = CommentsFileForm(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            counts = banking.take_in(owner=owner, by=request.user, comments=form.comments)
            messages.success(request, _("%(added)s added, %(changed)s changed, %(same)s as they were.") % counts)
            return redirect("essays:bank")
        except Unfit as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "whose": whose}
    return render(request, "essays/bank_import.html", context, status=422 if form.is_bound else 200)


@require_POST
@refusing(desk_again)
def keep(request, pk):
    """Keep a comment's words in one's own bank, from the marking desk."""
    submission = access.submission_to_mark(request.user, pk)
    said = sent(request)
    kind, criterion = said.get("kind", ""), said.get("criterion", "")
    kept = banking.keep(by=request.user, text=said.get("body", ""), kind=kind, criterion=criterion)
    if not is_script(request):
        messages.success(request, _("Kept in your bank as %(code)s.") % {"code": kept.code})
        return redirect(submission)
    option = render_to_string("essays/_bank_option.html", {"entry": as_entry(kept)}, request)
    return JsonResponse({"code": kept.code, "option": option})
