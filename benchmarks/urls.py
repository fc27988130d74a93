"""All addresses of the project, and the bare views that times are held against."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from benchmarks.bare import one_more_insert
from config.urls import urlpatterns as all_addresses


@login_not_required
def bare(request):
    return HttpResponse("nothing")


urlpatterns = [path("bare/", bare), path("bare/insert/<int:pk>/", one_more_insert), *all_addresses]
