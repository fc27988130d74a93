"""manage.py demo: the demo school."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from operations.demo.school import NoDemo, NotEmpty, make_demo


class Command(BaseCommand):
    help = "Make the demo school, in a database that holds no school. Everyone's password is redraft-demo."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is a school already")

    def handle(self, *, if_empty, **options):
        try:
            school = make_demo(today=datetime.now(ZoneInfo("Europe/London")).date())
        except NotEmpty as refusal:
            if not if_empty:
                raise CommandError(str(refusal)) from None
        except NoDemo as refusal:
            raise CommandError(str(refusal)) from None
        else:
            self.stdout.write(f"{school.name} is ready.")
