"""Whole-class feedback: drawn up, edited, shown on the wall, shared with the class."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classrooms.access import leads
from classrooms.errors import Conflict
from classrooms.views.requests import number, posted
from essays import access, class_sheet, queries_sheet
from essays.forms_sheet import SheetForm
from essays.models import ClassSheet


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_page(request, pk):
    """The sheet beside what it is drawn from. Saved from a version that is not the newest: 409, all words kept."""
    assignment = access.assignment_to_mark(request.user, pk)
    found = queries_sheet.found(assignment, by=request.user)
    sheet = queries_sheet.kept_or_proposed(assignment, found, by=request.user)
    form, status = SheetForm(posted(request), found=found, sheet=sheet), 200
    if form.is_valid():
        version = number(request.POST.get("version")) or 0
        try:
            class_sheet.keep(assignment=assignment, version=version, by=request.user, data=form.said)
            return redirect("essays:sheet-show" if "show" in request.POST else "essays:sheet", pk)
        except Conflict as clash:
            messages.error(request, str(clash))
            status = 409
    elif form.is_bound:
        status = 422
    laid = queries_sheet.staff_sheet(sheet, counts=queries_sheet.counts(assignment), names=True)
    context = {"assignment": assignment, "found": found, "form": form, "sheet": laid}
    context["leads"] = leads(request.user, assignment.classroom)
    return render(request, "essays/sheet.html", context, status=status)


@require_safe
def show(request, pk):
    """The sheet as it is kept, over the whole window, without names; there is none yet: back to where one is made."""
    assignment = access.assignment_to_mark(request.user, pk)
    kept = ClassSheet.objects.filter(assignment=assignment).first()
    if kept is None:
        return redirect("essays:sheet", pk)
    laid = queries_sheet.staff_sheet(kept, counts=queries_sheet.counts(assignment), names=False)
    return render(request, "essays/sheet_show.html", {"assignment": assignment, "sheet": laid})


@require_POST
def share(request, pk):
    """Show it to the class, or with `hide` in the form take that back."""
    assignment = access.assignment_to_return(request.user, pk)
    if "hide" in request.POST:
        class_sheet.hide(assignment=assignment, by=request.user)
        messages.success(request, _("No student sees the sheet any more."))
    else:
        class_sheet.share(assignment=assignment, by=request.user)
        messages.success(request, _("Shared. Each student sees it on their feedback, once that is returned."))
    return redirect("essays:sheet", pk)
