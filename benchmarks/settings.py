"""The project's settings with one more address: the bare view that times are held against."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
