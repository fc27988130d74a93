"""One's own essays as one zip: asked for, waited for, taken home."""

from allauth.core import ratelimit
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from essays import archiving
from essays.models import Essay
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
    page = {
        "archive": standing_archive(request.user),
        "essays": Essay.objects.filter(writer=request.user).count(),
    }
    part = request.GET.get("part") == "state"
    return render(request, "essays/_archive_state.html" if part else "essays/archive.html", page)


@require_safe
def archive_file(request, pk):
    """The zip itself, for its owner and for a day."""
    kept = standing_archive(request.user)
    if kept is None or kept.pk != pk or kept.made_at is None:
        raise Http404
    day = timezone.localdate(kept.made_at).isoformat()
    return sent_file(bytes(kept.data), "application/zip", f"my-essays-{day}.zip")
