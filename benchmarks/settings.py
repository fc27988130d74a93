"""The project's settings with more addresses: the bare views that times are held against."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.bare.one_update", *MIDDLEWARE]  # noqa: F405
