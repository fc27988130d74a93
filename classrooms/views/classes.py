"""Classes: the list of them, who is in one, its code, its name."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classrooms import access, arrangements, classes, joining, queries, signing_in
from classrooms.errors import Conflict
from classrooms.forms import AddStudentForm, ClassroomForm, ExtraTimeForm
from classrooms.views.requests import posted, way_back


@require_safe
def all_classes(request):
    """List one's classes; a school's admin sees all of them, archived ones too."""
    every = queries.classes_of(request.user)
    lists = {"classes": every.current(), "archived": every.exclude(archived_at=None)}
    return render(request, "classrooms/classes.html", lists)


@require_safe
def class_people(request, pk):
    """Show who is in a class, and what their keeper may do for them."""
    return _class_people(request, access.classroom_to_see(request.user, pk))


@require_POST
def add_student(request, pk):
    """Bring a student of the school into the class."""
    classroom = access.classroom_to_keep(request.user, pk)
    form = AddStudentForm(request.POST, school=classroom.school)
    if form.is_valid():
        try:
            classes.put(classroom=classroom, person=form.cleaned_data["username"], by=request.user)
            return redirect("classrooms:class-people", pk)
        except Conflict as conflict:
            form.add_error("username", str(conflict))
    return _class_people(request, classroom, form, status=422)


@require_POST
def remove(request, pk, membership):
    """End someone's place in the class; their account and work stay."""
    classroom = access.classroom_to_keep(request.user, pk)
    those = classroom.memberships.select_related("user", "classroom", "school")
    those = those if request.user.is_school_admin else those.students()
    one = get_object_or_404(those, pk=membership)
    classes.remove(membership=one, by=request.user)
    messages.success(request, _("%(person)s has left %(class)s.") % {"person": one.user, "class": classroom})
    return way_back(request, "classrooms:class-people", pk)


@require_POST
def extra_time(request, pk, membership):
    """Give a student of the class more time under every clock, or take it back."""
    classroom = access.classroom_to_keep(request.user, pk)
    those = classroom.memberships.filter(ended_at=None).students().select_related("user__school")
    one = get_object_or_404(those, pk=membership)
    form = ExtraTimeForm(request.POST)
    if not form.is_valid():
        return _class_people(request, classroom, status=422, refused={"pk": one.pk, "form": form})
    arrangements.give_extra_time(student=one.user, per_cent=form.cleaned_data["extra_time"], by=request.user)
    messages.success(request, _("Changed for %(person)s.") % {"person": one.user})
    return redirect("classrooms:class-people", pk)


@require_POST
def make_code(request, pk):
    """Make a new class code; the earlier one stops working."""
    joining.make_code(classroom=access.classroom_to_keep(request.user, pk), by=request.user)
    return redirect("classrooms:class-people", pk)


@require_POST
def revoke_code(request, pk):
    """Stop the class code."""
    joining.revoke(classroom=access.classroom_to_keep(request.user, pk), by=request.user)
    messages.success(request, _("The class code no longer works."))
    return redirect("classrooms:class-people", pk)


@require_http_methods(["GET", "POST"])
def new_class(request):
    """Make a class."""
    access.require_school_admin(request.user)
    form = ClassroomForm(posted(request), school=request.user.school)
    if request.method == "POST" and form.is_valid():
        try:
            made = classes.make(school=request.user.school, by=request.user, **form.cleaned_data)
            return redirect("classrooms:class-people", made.pk)
        except Conflict as conflict:
            form.add_error("name", str(conflict))
    return render(request, "classrooms/new_class.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def one_class(request, pk):
    """Rename a class, move it to another department; from here it is archived and taken out again."""
    classroom = access.classroom_to_administer(request.user, pk)
    now = {"name": classroom.name, "department": classroom.department_id}
    form = ClassroomForm(posted(request), initial=now, school=classroom.school)
    if request.method == "POST" and form.is_valid():
        try:
            wanted = {"department": classroom.department, **form.cleaned_data}
            classes.change(classroom=classroom, by=request.user, **wanted)
            return redirect("classrooms:classes")
        except Conflict as conflict:
            form.add_error("name", str(conflict))
    page = {"form": form, "classroom": classroom}
    return render(request, "classrooms/class.html", page, status=422 if form.is_bound else 200)


@require_POST
def archive(request, pk):
    """Put a class away."""
    classes.archive(classroom=access.classroom_to_administer(request.user, pk), by=request.user)
    return redirect("classrooms:classes")


@require_POST
def restore(request, pk):
    """Take an archived class out again."""
    classes.restore(classroom=access.classroom_to_administer(request.user, pk), by=request.user)
    return redirect("classrooms:classes")


def _class_people(request, classroom, form=None, status=200, refused=None):
    students = list(queries.students_of(classroom))
    code = joining.code_of(classroom)
    page = {
        "classroom": classroom,
        "students": students,
        "staff": queries.staff_of(classroom),
        "code": code,
        "came": joining.came_by(code) if code else set(),
        "locked": signing_in.locked(one.user for one in students),
        "keeps": access.keeps(request.user, classroom),
        "helps": request.user.is_school_admin or access.teaches(request.user, classroom),
        "form": form or AddStudentForm(school=classroom.school),
        "refused": refused,
    }
    return render(request, "classrooms/class_people.html", page, status=status)
