"""What a process that measures sets differently; nothing here needs Django to be ready."""

from __future__ import annotations

import os

from django.conf import settings

# Two runs at once do not meet; the web processes that a run starts inherit its name.
NAME = os.environ.setdefault("VATRA_BENCH_DATABASE", f"vatra_bench_{os.getpid()}")


def configure() -> None:
    """Settings of every process that measures: this database, one more address, plain static files."""
    for alias in settings.DATABASES:
        settings.DATABASES[alias]["NAME"] = NAME
    settings.ROOT_URLCONF = "bench.urls"
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    # What is measured asks faster than people and phones do.
    settings.SYNC_REQUESTS_PER_MINUTE, settings.PACE_TIMES = 0, 10_000
