"""Courses: reading them, clipping from them, editing them."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "lessons"
    verbose_name = "Courses"
