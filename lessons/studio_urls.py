"""Addresses of the course studio."""

from django.urls import path

from lessons.views import studio

app_name = "studio"

urlpatterns = [
    path("", studio.home, name="home"),
    path("<slug:course>/", studio.course, name="course"),
    path("<slug:course>/units/<int:number>/publish/", studio.publish, name="publish"),
    path("<slug:course>/files/<path:path>/preview/", studio.preview, name="preview"),
    path("<slug:course>/files/<path:path>", studio.file, name="file"),
]
