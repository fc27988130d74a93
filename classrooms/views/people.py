"""The people of a school, for its admins; what a teacher does for a student who cannot sign in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classrooms import access, classes, people, queries, sign_in_codes, signing_in
from classrooms.errors import Conflict
from classrooms.forms import NewPersonForm, PersonForm, RoleForm, SearchForm
from classrooms.views.requests import next_page, posted, way_back

A_PAGE = 50


@require_safe
def all_people(request):
    """List the people of the school."""
    access.require_school_admin(request.user)
    search = SearchForm(request.GET)
    wanted = search.cleaned_data if search.is_valid() else {}
    found = queries.people_of(request.user.school, **wanted)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "classrooms/people.html", {"page": page, "who_choices": SearchForm.WHO, **wanted})


@require_http_methods(["GET", "POST"])
def new_person(request):
    """Add a person; they get a one-time code, no password."""
    access.require_school_admin(request.user)
    form = NewPersonForm(posted(request), school=request.user.school)
    if request.method == "POST" and form.is_valid():
        try:
            added = people.add(school=request.user.school, by=request.user, **form.cleaned_data)
            return _code_given(request, added)
        except Conflict as conflict:
            form.add_error("username", str(conflict))
    return render(request, "classrooms/new_person.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def person(request, pk):
    """Show and change what the school keeps of a person."""
    one = access.person_to_administer(request.user, pk)
    form = PersonForm(posted(request), by=request.user, person=one)
    if request.method == "POST" and form.is_valid():
        try:
            people.change(person=one, by=request.user, **form.cleaned_data)
            messages.success(request, _("Changed."))
            return redirect("classrooms:person", pk)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
    return _person(request, one, form=form, status=422 if form.is_bound else 200)


@require_POST
def give_role(request, pk):
    """Put a person in a class, or give them another role there."""
    one = access.person_to_administer(request.user, pk)
    form = RoleForm(request.POST, school=one.school)
    if form.is_valid():
        try:
            classes.put(classroom=form.cleaned_data["classroom"], person=one, by=request.user, **form.role_and_lead)
            return redirect("classrooms:person", pk)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
    return _person(request, one, role_form=form, status=422)


@require_POST
def unlock(request, pk):
    """Let someone try to sign in again at once."""
    student = access.student_to_help(request.user, pk)
    signing_in.unlock(user=student, by=request.user)
    messages.success(request, _("%(person)s can try again now.") % {"person": student})
    return way_back(request, "classrooms:classes")


@require_POST
def give_code(request, pk):
    """Give a one-time sign-in code; this answer is the only place that ever shows it."""
    return _code_given(request, access.student_to_help(request.user, pk))


def _code_given(request, student):
    code = sign_in_codes.give(student=student, by=request.user)
    page = {
        "code": code,
        "student": student,
        "minutes": int(sign_in_codes.LASTS.total_seconds() // 60),
        "way_back": next_page(request, "classrooms:classes"),
    }
    return render(request, "classrooms/code_given.html", page)


def _person(request, one, *, form=None, role_form=None, status=200):
    page = {
        "person": one,
        "person_url": reverse("classrooms:person", args=[one.pk]),
        "form": form or PersonForm(by=request.user, person=one),
        "role_form": role_form or RoleForm(school=one.school),
        "places": one.memberships.filter(ended_at=None).select_related("classroom", "department"),
        "locked": bool(signing_in.locked([one])),
    }
    return render(request, "classrooms/person.html", page, status=status)
