"""The notebook beside the paper, asked for again while the desk is open."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from essays import access
from essays.queries_writing import Desk


@require_GET
def notebook(request, pk):
    """The writer's clippings as cards, without the page around them."""
    page = Desk(access.essay_to_write(request.user, pk))
    return render(request, "essays/_desk_cards.html", {"desk": page})
