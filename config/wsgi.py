"""The application for the web server: `granian --interface wsgi config.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from config import production  # noqa: E402 - needs the apps

production.refuse_a_demo()

# What was loaded stays: the collections during requests need not walk it, which showed in the slowest saves.
gc.collect()
gc.freeze()
