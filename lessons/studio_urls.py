"""Addresses of the course studio."""

from django.urls import path

from lessons.views import images, studio, studio_acts, studio_packs
from lessons.views import studio_structure as structure

app_name = "studio"

unit = "<slug:course>/units/<slug:unit>"
file = "<slug:course>/files/<path:path>"

urlpatterns = [
    path("", structure.home, name="home"),
    path("courses/new/", structure.new_course, name="new-course"),
    path("courses/import/", studio_packs.import_new, name="import-new"),
    path("courses/import/<int:pk>/", studio_packs.upload, name="upload"),
    path("<slug:course>/", structure.course, name="course"),
    path("<slug:course>/export.zip", studio_packs.export, name="export"),
    path("<slug:course>/import/", studio_packs.import_into, name="import"),
    path("<slug:course>/duplicate/", structure.duplicate_course, name="duplicate-course"),
    path("<slug:course>/order/", structure.reorder_units, name="reorder-units"),
    path("<slug:course>/add-unit/", structure.add_unit, name="add-unit"),
    path(f"{unit}/order/", structure.reorder_sections, name="reorder-sections"),
    path(f"{unit}/add-section/", structure.add_section, name="add-section"),
    path(f"{unit}/publish/", studio.publish, name="publish"),
    path(f"{unit}/duplicate/", structure.duplicate_unit, name="duplicate-unit"),
    path(f"{unit}/images/", images.images, name="images"),
    path("<slug:course>/images/<slug:key>/remove/", images.remove_image, name="remove-image"),
    path("<slug:course>/add/<path:path>", structure.add_part, name="add-part"),
    path("<slug:course>/duplicate/<path:path>", structure.duplicate_section, name="duplicate-section"),
    path("<slug:course>/remove/<path:path>", structure.remove, name="remove"),
    path("<slug:course>/bring-back/<path:path>", structure.bring_back, name="bring-back"),
    path(f"{file}/draft/", studio.draft, name="draft"),
    path(f"{file}/publish/", studio_acts.publish, name="file-publish"),
    path(f"{file}/schedule/", studio_acts.schedule, name="file-schedule"),
    path(f"{file}/unschedule/", studio_acts.unschedule, name="file-unschedule"),
    path(f"{file}/discard/", studio_acts.discard, name="file-discard"),
    path(f"{file}/rebase/", studio_acts.rebase, name="file-rebase"),
    path(f"{file}/compare/", studio_acts.compare, name="compare"),
    path(f"{file}/versions/<int:number>/", studio_acts.roll_back, name="roll-back"),
    path(file, studio.file, name="file"),
]
