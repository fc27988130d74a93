"""Essays, from setting the work to the redraft."""

from django.apps import AppConfig


class EssaysConfig(AppConfig):
    name = "essays"
    verbose_name = "Essays"
