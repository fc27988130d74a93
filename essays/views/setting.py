"""Setting work for a class, changing it, withdrawing it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from classrooms.access import classroom_to_lead
from classrooms.views.requests import posted
from essays import access, setting
from essays.forms import ChangeWorkForm, SetWorkForm
from essays.models import Essay


@require_http_methods(["GET", "HEAD", "POST"])
def set_work(request, pk):
    classroom = classroom_to_lead(request.user, pk)
    chosen = {"question": request.GET.get("question", "")}
    form = SetWorkForm(posted(request), user=request.user, classroom=classroom, initial=chosen)
    if form.is_valid():
        works = setting.set_work(by=request.user, **form.work())
        names = ", ".join(work.classroom.name for work in works)
        messages.success(request, _("Set for %(classes)s.") % {"classes": names})
        return redirect(classroom)
    context = {"form": form, "classroom": classroom}
    return render(request, "essays/set_work.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change_work(request, pk):
    work = access.assignment_to_return(request.user, pk)
    begun = setting.is_begun(work)
    form = ChangeWorkForm(posted(request), assignment=work, begun=begun, user=request.user)
    if form.is_valid():
        setting.change_work(assignment=work, by=request.user, **form.cleaned_data)
        messages.success(request, _("Changed for %(class)s.") % {"class": work.classroom.name})
        return redirect(work.classroom)
    context = {"form": form, "work": work, "begun": begun, "handed_in": setting.is_handed_in(work)}
    return render(request, "essays/change_work.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """Ask once, saying how many have begun; then take the work away."""
    work = access.assignment_to_return(request.user, pk)
    if request.method == "POST":
        setting.withdraw(assignment=work, by=request.user)
        messages.success(request, _("Withdrawn from %(class)s.") % {"class": work.classroom.name})
        return redirect(work.classroom)
    if setting.is_handed_in(work):
        return redirect("essays:change-work", pk)
    begun = Essay.objects.filter(assignment=work).count()
    lost = ngettext("%(n)s student has begun", "%(n)s students have begun", begun) % {"n": begun}
    return render(request, "essays/withdraw.html", {"work": work, "begun": begun, "lost": lost})
