"""Addresses of reading: courses, sections, figures, the notebook."""

from django.urls import include, path

from lessons.views import checks, notebook, reading

app_name = "lessons"

section = [
    path("", reading.section, name="section"),
    path("checks/<slug:key>/", checks.answer, name="check-answer"),
    path("place/", reading.place, name="place"),
    path("clip/", notebook.clip, name="clip"),
]
urlpatterns = [
    path("courses/", reading.courses, name="courses"),
    path("courses/<slug:course>/", reading.course, name="course"),
    path("courses/<slug:course>/<slug:unit>/", reading.unit, name="unit"),
    path("courses/<slug:course>/<slug:unit>/<slug:section>/", include(section)),
    path("review/", checks.review, name="review"),
    path("notebook/", notebook.notebook, name="notebook"),
    path("clippings/<int:pk>/note/", notebook.note, name="note"),
    path("clippings/<int:pk>/drop/", notebook.drop, name="drop"),
]
