"""Is this process alive; is the system ready. For the balancer, the deployment and the alarms.

Answers hold no address, no name and no text of an error.
"""

import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse

from vatra.accounts.access import public

QUEUE_AGE: Final = """
SELECT coalesce(extract(epoch FROM now() - min(greatest(j.scheduled_at, e.at))), 0)::float
FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()
"""
MEGABYTE: Final = 1024 * 1024


@public
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return _never_kept(JsonResponse({"live": True}))


@public
def ready(request: HttpRequest) -> HttpResponse:
    """Database, migrations, queue and disk, each `true` or `false`; 503 when one is not well."""
    state = states()
    return _never_kept(JsonResponse(dict(state), status=200 if all(state.values()) else 503))


def states() -> Mapping[str, bool]:
    """Each check by its name. After a broken one that needs the database the others are not well either."""
    checks: dict[str, Callable[[], bool]] = {
        "database": _database,
        "migrations": _migrations,
        "queue": _queue,
        "disk": _disk,
    }
    return {name: _is_well(check) for name, check in checks.items()}


def _is_well(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError):
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _migrations() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return _shipped() <= set(cursor.fetchall())


@cache
def _shipped() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None)
    # A squashed migration stands for those it replaces, of which either may be noted.
    replaced = {name for one in loader.disk_migrations.values() for name in one.replaces}
    return frozenset(
        name for name, one in loader.disk_migrations.items() if not one.replaces and name not in replaced
    )


def queue_age() -> float:
    """Seconds the oldest job that is due has waited."""
    with connection.cursor() as cursor:
        cursor.execute(QUEUE_AGE)
        return float(cursor.fetchone()[0])


def _queue() -> bool:
    return queue_age() <= settings.QUEUE_SECONDS


def _disk() -> bool:
    return all(free_mb(folder) >= settings.DISK_FREE_MB for folder in folders())


def folders() -> tuple[Path, ...]:
    return tuple(folder for folder in (settings.DATA_DIR, settings.ARCHIVE_DIR) if folder)


def free_mb(folder: Path) -> int:
    return shutil.disk_usage(folder if folder.exists() else folder.parent).free // MEGABYTE


def _never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
