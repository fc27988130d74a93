"""The operator's view of courses. Their text is kept in files and edited in the studio, so it is only shown here."""

from django.contrib import admin

from classrooms.admin import Kept
from lessons.models import Course, Unit


@admin.register(Course)
class CourseAdmin(Kept):
    list_display = ("title", "school", "slug", "language", "loaded_at")
    list_filter = ("school",)
    list_select_related = ("school",)
    fields = ("school", "slug", "title", "summary", "language", "authors", "licence", "loaded_at")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Unit)
class UnitAdmin(Kept):
    list_display = ("number", "title", "course", "published_at", "retired_at")
    list_filter = ("course",)
    list_select_related = ("course",)
    fields = ("course", "number", "slug", "title", "years", "summary", "published_at", "retired_at")
    readonly_fields = ("course", "number", "slug", "title", "years", "summary", "retired_at")

    def school_of(self, obj):
        return obj.course.school

    def has_add_permission(self, request):
        return False
