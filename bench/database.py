"""A database of its own for the measurements, on the embedded cluster, thrown away afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from bench.settings import NAME
from vatra.database import embedded, roles, scope
from vatra.places import loading
from vatra.places import queries as places
from vatra.records import queries

COUNTY_CODE = "BT"


def _admin(database: str = "postgres") -> str:
    return embedded.url(settings.PG_DIR, database=database)


def _use(name: str) -> None:
    connections.close_all()
    for alias in settings.DATABASES:
        settings.DATABASES[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


@contextmanager
def fresh(*, is_country: bool = False) -> Iterator[None]:
    """A migrated database with the places of one county or of all; the one in use before is used again."""
    before = settings.DATABASES["default"]["NAME"]
    with embedded.running(settings.PG_DIR):
        roles.ensure(_admin())
        roles.drop_database(_admin(), NAME)
        roles.ensure_database(_admin(), NAME)
        _use(NAME)
        try:
            call_command("migrate", database="owner", interactive=False, verbosity=0)
            with scope.system():
                loading.load(counties=None if is_country else {COUNTY_CODE})
            queries.county_of.cache_clear()
            yield
        finally:
            _use(before)
            roles.drop_database(_admin(), NAME)


@contextmanager
def superuser() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection past row-level security and triggers' owners, for loading in bulk."""
    with psycopg.connect(_admin(NAME), autocommit=True) as connection:
        yield connection


def communes() -> list[int]:
    """SIRUTA of the county's communes and towns, in order."""
    from vatra.places.models import Place  # Django must be ready

    with scope.system():
        return sorted(Place.objects.filter(county_code=COUNTY_CODE, level=2).values_list("siruta", flat=True))


def localities(place: int) -> list[int]:
    return [village.siruta for village in places.localities_of(place)]
