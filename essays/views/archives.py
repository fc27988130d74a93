"""Zips to take away: asked for, waited for, fetched. One's own essays, and the feedback on work of a class."""

from allauth.core import ratelimit
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from essays import access, archiving
from essays.models import Essay
from essays.packing_feedback import returned
from essays.queries_archives import standing_archive
from essays.views.files import sent_file


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request):
    """What is there to take home; a POST asks for it. `?part=state` gives only what changes while one waits."""
    if request.user.school_id is None:
        raise Http404
    if request.method == "POST":
        if limited := ratelimit.consume_or_429(request, action="archive", user=request.user):
            return limited
        archiving.ask(by=request.user)
        return redirect("essays:archive")
    kept = standing_archive(request.user)
    page = {"archive": kept, "essays": Essay.objects.filter(writer=request.user).count()}
    page |= {"asking": reverse("essays:archive"), "file": kept and reverse("essays:archive-file", args=[kept.pk])}
    part = request.GET.get("part") == "state"
    return render(request, "essays/_archive_state.html" if part else "essays/archive.html", page)


@require_safe
def archive_file(request, pk):
    """The zip itself, for its owner and for a day."""
    return _zip(standing_archive(request.user), pk, "my-essays")


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request, pk):
    """What is there of a class's feedback; a POST asks for it. `?part=state` as above."""
    assignment = access.assignment_to_export(request.user, pk)
    if request.method == "POST":
        if limited := ratelimit.consume_or_429(request, action="archive", user=request.user):
            return limited
        archiving.ask(by=request.user, assignment=assignment)
        return redirect("essays:exports", pk)
    part = request.GET.get("part") == "state"
    template = "essays/_archive_state.html" if part else "essays/exports.html"
    return render(request, template, feedback_page(assignment, request.user))


def feedback_page(assignment, user):
    """What the page of exports says of the zip of feedback."""
    kept = standing_archive(user, assignment)
    file = kept and reverse("essays:feedback-file", args=[assignment.pk, kept.pk])
    asking = reverse("essays:class-feedback", args=[assignment.pk])
    essays = returned(assignment).count()
    return {"assignment": assignment, "archive": kept, "essays": essays, "asking": asking, "file": file}


@require_safe
def feedback_file(request, pk, archive):
    """The zip itself, for who asked for it and for a day."""
    assignment = access.assignment_to_export(request.user, pk)
    of = slugify(f"{assignment.classroom.name} {assignment.short}", allow_unicode=True)[:60].strip("-")
    return _zip(standing_archive(request.user, assignment), archive, f"feedback-{of}")


def _zip(kept, pk, name):
    if kept is None or kept.pk != pk or kept.made_at is None:
        raise Http404
    day = timezone.localdate(kept.made_at).isoformat()
    return sent_file(bytes(kept.data), "application/zip", f"{name}-{day}.zip")
