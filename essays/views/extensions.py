"""Longer for some students, given by who leads the class."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from classrooms.views.requests import posted
from essays import access, extending
from essays.forms_handing_in import ExtensionForm
from essays.views.answers import refusing, whole


@require_http_methods(["GET", "HEAD", "POST"])
def extensions(request, pk):
    """Who has longer until when, and the form that gives it to several at once."""
    work = access.assignment_to_return(request.user, pk)
    chosen = {"students": request.GET.getlist("student"), "due": work.closes}
    form = ExtensionForm(posted(request), assignment=work, initial=chosen)
    if form.is_valid():
        given = extending.extend(assignment=work, by=request.user, **form.cleaned_data)
        said = ngettext("%(n)s student has longer.", "%(n)s students have longer.", len(given)) % {"n": len(given)}
        messages.success(request, said)
        return redirect("essays:extensions", pk)
    return _show(request, work, form, status=422 if form.is_bound else 200)


def _again(request, pk):
    work = access.assignment_to_return(request.user, pk)
    return _show(request, work, ExtensionForm(assignment=work))


@require_POST
@refusing(_again)
def lift(request, pk):
    """Take a student's extension back."""
    work = access.assignment_to_return(request.user, pk)
    student = access.student_of(work, whole(request.POST.get("student")))
    extending.lift(assignment=work, student=student, by=request.user)
    messages.success(request, _("For %(person)s it is due as for everyone.") % {"person": student})
    return redirect("essays:extensions", pk)


def _show(request, work, form, status=200):
    page = {"assignment": work, "form": form, "extensions": extending.extensions_of(work)}
    return render(request, "essays/extensions.html", page, status=status)
