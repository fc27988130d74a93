"""Check questions: answered after a section, and again on the review page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from classrooms.views.requests import next_page
from lessons import access, queries_checks, remembering
from lessons.forms import ChoiceForm


@require_POST
def answer(request, course, unit, section, key):
    row = access.section_to_read(request.user, course, unit, section)
    question = access.check_to_answer(row, key)
    form = ChoiceForm(request.POST)
    if not form.is_valid() or form.cleaned_data["choice"] > len(question.choices):
        return HttpResponse(_("Choose one of the answers."), status=422)
    remembering.answer(question=question, choice=form.cleaned_data["choice"], by=request.user)
    if request.htmx:
        check = queries_checks.check_of(question, request.user, row)
        return render(request, "lessons/_check.html", {"check": check, "course": row.unit.course, "fresh": True})
    return redirect(f"{next_page(request, row.get_absolute_url())}#check-{question.key}")


@require_safe
def review(request):
    return render(request, "lessons/review.html", {"checks": queries_checks.due(request.user)[:20]})
