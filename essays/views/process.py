"""How an essay was written: for its writer, and for those who mark it where the work says so."""

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from classrooms.views.requests import number
from essays import access, document
from essays.queries_process import Written


@require_GET
def own(request, pk):
    """One's own essay, up to now; with `at` one of its states."""
    essay = access.essay_to_write(request.user, pk)
    page = {"essay": essay, "mine": True, "states": reverse("essays:writing-states", args=[pk])}
    return _show(request, Written(essay), page)


@require_GET
def own_states(request, pk):
    return _block(request, Written(access.essay_to_write(request.user, pk)))


@require_GET
def submitted(request, pk):
    """An essay up to what was handed in."""
    submission = access.submission_to_see_written(request.user, pk)
    page = {"essay": submission.essay, "submission": submission, "mine": False}
    page["states"] = reverse("essays:submission-writing-states", args=[pk])
    return _show(request, Written(submission.essay, submission.revision), page)


@require_GET
def submitted_states(request, pk):
    submission = access.submission_to_see_written(request.user, pk)
    return _block(request, Written(submission.essay, submission.revision))


def _show(request, written: Written, page: dict):
    """The page, with the state that is asked for or the last one: every state can be read without script."""
    n = written.place(number(request.GET.get("at")))
    n = len(written.numbers) - 1 if n is None else n
    page |= {"written": written, "pastes": written.pastes(request.GET.get("pastes", "1"))}
    if n >= 0:
        at, around = written.numbers[n], [None, *written.numbers, None]
        page |= {"at": at, "place": n + 1, "before": around[n], "after": around[n + 2]}
        page |= {"saved_at": written.times[n], "html": document.render(written.tree(at))}
    return render(request, "essays/writing.html", page)


def _block(request, written: Written) -> JsonResponse:
    n = written.place(number(request.GET.get("from"))) or 0
    return JsonResponse(written.block(written.numbers[n] if written.numbers else 0))
