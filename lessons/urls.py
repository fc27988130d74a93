"""Addresses of reading: courses, sections, figures, the notebook, search."""

from django.urls import include, path

from lessons.views import checks, data, images, notebook, reading, search

app_name = "lessons"

section = [
    path("", reading.section, name="section"),
    path("checks/<slug:key>/", checks.answer, name="check-answer"),
    path("place/", reading.place, name="place"),
    path("clip/", notebook.clip, name="clip"),
    path("look-up/", notebook.look_up, name="look-up"),
]
urlpatterns = [
    path("courses/", reading.courses, name="courses"),
    path("courses/<slug:course>/", reading.course, name="course"),
    path("courses/<slug:course>/figures/<slug:key>.csv", data.figure, name="figure-csv"),
    path("courses/<slug:course>/disputes/<slug:key>.csv", data.dispute, name="dispute-csv"),
    path("courses/<slug:course>/images/<slug:key>.<slug:digest>.<slug:ending>", images.image, name="image"),
    path("courses/<slug:course>/<slug:unit>/", reading.unit, name="unit"),
    path("courses/<slug:course>/<slug:unit>/print/", reading.unit_print, name="unit-print"),
    path("courses/<slug:course>/<slug:unit>/<slug:section>/", include(section)),
    path("review/", checks.review, name="review"),
    path("notebook/", notebook.notebook, name="notebook"),
    path("search/", search.search, name="search"),
    path("clippings/<int:pk>/note/", notebook.note, name="note"),
    path("clippings/<int:pk>/drop/", notebook.drop, name="drop"),
]
