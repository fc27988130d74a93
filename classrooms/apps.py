"""The school, its people, its classes."""

from django.apps import AppConfig


class ClassroomsConfig(AppConfig):
    name = "classrooms"
    verbose_name = "People and classes"
