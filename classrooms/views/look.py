"""How pages look to one reader."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from classrooms import people
from classrooms.forms import LookForm
from classrooms.views.requests import way_back


@require_http_methods(["GET", "POST"])
def look(request):
    """Show and keep theme, text size, face and spacing; the reading tools send them in the background."""
    if request.method == "GET":
        return render(request, "classrooms/look.html")
    form = LookForm(request.POST)
    if not form.is_valid():
        return render(request, "classrooms/look.html", status=422)
    people.set_look(user=request.user, **form.choices)
    if "text/html" not in request.headers.get("Accept", ""):
        return HttpResponse(status=204)  # a script sent it: the page shows the choice already
    return way_back(request, "classrooms:look")
