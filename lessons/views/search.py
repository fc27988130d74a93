"""Searching the courses that one may read, and one's own clippings."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons import queries_search
from lessons.search.asking import LONGEST
from lessons.search.limiting import Limit

limit = Limit(60)


@require_safe
def search(request):
    text = request.GET.get("q", "")[:LONGEST].replace("\0", "").strip()
    if not text:
        return render(request, "lessons/search.html", {"q": ""})
    if not limit.allows(request.user.pk):
        return render(request, "lessons/search.html", {"q": text, "too_many": True}, status=429)
    as_typed = request.GET.get("exact") == "1"
    found = queries_search.search(request.user, text, number=request.GET.get("page"), as_typed=as_typed)
    return render(request, "lessons/search.html", {"q": text, "found": found, "as_typed": as_typed})
