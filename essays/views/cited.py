"""The passage behind a citation, for those who mark the essay."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from essays import access
from essays.queries_cited import standing_of


@require_GET
def cited_passage(request, pk, number):
    submission = access.submission_to_mark(request.user, pk)
    copy = next((each for each in submission.citations if each["number"] == number), None)
    if copy is None:
        raise Http404
    return render(request, "essays/_cited_passage.html", {"copy": copy, "standing": standing_of(copy)})
