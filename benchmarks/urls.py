"""All addresses of the project, and /bare/: a view that does nothing behind the same middleware."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from config.urls import urlpatterns as all_addresses


@login_not_required
def bare(request):
    return HttpResponse("nothing")


urlpatterns = [path("bare/", bare), *all_addresses]
