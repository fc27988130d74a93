"""manage.py upgrade: a copy of the database, then its migrations."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from classrooms.models import School
from operations import upgrading


class Command(BaseCommand):
    help = "Copy the database, then apply waiting migrations. Does nothing when none wait."

    def add_arguments(self, parser):
        parser.add_argument("--no-copy", action="store_true", help="when the copy is made by other means")
        parser.add_argument(
            "--demo", action="store_true", help="then make the demo school, if there is no school at all"
        )

    def handle(self, *, no_copy, demo, **options):
        try:
            path = upgrading.upgrade(copy=not no_copy)
        except upgrading.NoCopy as problem:
            raise CommandError(str(problem)) from problem
        if path:
            self.stdout.write(f"The database was copied to {path} before the upgrade.")
        if demo and not School.objects.exists():
            call_command("demo", stdout=self.stdout)
