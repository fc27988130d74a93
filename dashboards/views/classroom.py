"""The class page: students and work for those who mark it, counts for the school's admin."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from classrooms import access
from classrooms.queries import staff_of, students_of
from dashboards import queries_class
from essays.models.work import classes_marked_by


@require_safe
def classroom(request, pk):
    row = access.classroom_to_see(request.user, pk)
    works = queries_class.works_of(row)
    context = {"classroom": row, "staff": staff_of(row), "leads": access.leads(request.user, row)}
    if not classes_marked_by(request.user).filter(pk=pk).exists():
        context |= {"counts": queries_class.counts(row, works), "students": students_of(row).count()}
        return render(request, "dashboards/class_counts.html", context)
    matrix = queries_class.matrix(row, works, sort=request.GET.get("sort", "name"))
    asked = request.GET.get("work", "")
    picked = next((work for work in works if str(work.pk) == asked), queries_class.newest_due(works))
    context |= {"matrix": matrix, "result": queries_class.Result(picked, matrix.rows) if picked else None}
    return render(request, "dashboards/class.html", context)
