"""The gradebook of a piece of work or of a class, as a file. It is asked for by POST, since it is written down."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from essays import access, gradebook
from essays.views.archives import feedback_page
from essays.views.files import sent_file


@require_safe
def exports(request, pk):
    """What can be taken out of a piece of work."""
    assignment = access.assignment_to_export(request.user, pk)
    return render(request, "essays/exports.html", feedback_page(assignment, request.user))


@require_POST
def work(request, pk, kind):
    assignment = access.assignment_to_export(request.user, pk)
    known(kind)
    data = gradebook.export_work(assignment=assignment, kind=kind, by=request.user)
    return _sent(data, kind, f"{assignment.classroom.name} {assignment.short}")


@require_POST
def of_class(request, pk, kind):
    """All work of a class."""
    classroom = access.classroom_to_export(request.user, pk)
    known(kind)
    data = gradebook.export_class(classroom=classroom, kind=kind, by=request.user)
    return _sent(data, kind, classroom.name)


def known(kind):
    """404 for a kind of file that is not made."""
    if kind not in gradebook.KINDS:
        raise Http404


def _sent(data, kind, of):
    day = timezone.localdate().isoformat()
    name = f"marks-{slugify(of, allow_unicode=True)[:60].strip('-')}-{day}.{kind}"
    return sent_file(data, gradebook.KINDS[kind][0], name)
