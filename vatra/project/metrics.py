"""`/metrics`: counts of this machine's web processes, and gauges read from the database when asked."""

import hmac
import os
from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_address
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from vatra.accounts.access import public
from vatra.database import scope
from vatra.project import health

QUEUE: Final = """
SELECT status::text, count(*) FROM procrastinate_jobs
WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1
"""
PHONES: Final = """
SELECT CASE WHEN seen_at > now() - interval '1 day' THEN 'day'
    WHEN seen_at > now() - interval '7 days' THEN 'week'
    WHEN seen_at > now() - interval '30 days' THEN 'month'
    ELSE 'longer' END, count(*)
FROM records_device WHERE revoked_at IS NULL GROUP BY 1
"""
QUARANTINE: Final = "SELECT count(*) FROM records_quarantine WHERE state = 'held'"
DELTAS: Final = "SELECT count(*) FROM (SELECT 1 FROM indicators_delta LIMIT 1000000) d"
AGES: Final = {"day": 0, "week": 0, "month": 0, "longer": 0}
STATES: Final = {"todo": 0, "doing": 0, "failed": 0}


@public
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text, for who has the token or asks from an allowed address; to others there is nothing."""
    if not is_allowed(request):
        return HttpResponseNotFound()
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types here
        counted = generate_latest(registry)
    else:
        counted = generate_latest(REGISTRY)
    read = CollectorRegistry()
    read.register(State())
    response = HttpResponse(counted + generate_latest(read), content_type=CONTENT_TYPE_LATEST)
    response["Cache-Control"] = "no-store"
    return response


def is_allowed(request: HttpRequest) -> bool:
    """By token, or by address. A request through the proxy is judged by the address the proxy saw."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return True
    forwarded = request.headers.get("X-Forwarded-For", "")
    told = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(told)
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_ALLOW)


class State(Collector):
    """What the database and the disks say at this moment. A database that is away leaves only the disks."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        yield _disks()
        try:
            with scope.system():
                found = list(_stored())
        except DatabaseError:
            yield _one("vatra_database_up", "Whether the database answers.", 0)
            return
        yield _one("vatra_database_up", "Whether the database answers.", 1)
        yield from found


def _stored() -> Iterator[GaugeMetricFamily]:
    yield _many("vatra_jobs", "Jobs by state.", "state", STATES | dict(_rows(QUEUE)))
    yield _one(
        "vatra_queue_age_seconds", "How long the oldest job that is due has waited.", health.queue_age()
    )
    yield _one("vatra_open_deltas", "Counts not folded into totals yet, to a million.", _rows(DELTAS)[0][0])
    yield _one("vatra_quarantined_entries", "Entries held in quarantine.", _rows(QUARANTINE)[0][0])
    phones = AGES | dict(_rows(PHONES))
    yield _many("vatra_phones", "Phones in use by their last contact.", "seen_within", phones)


def _disks() -> GaugeMetricFamily:
    names = ("data", "archive")
    free = {
        name: health.free_mb(path) * health.MEGABYTE
        for name, path in zip(names, health.folders(), strict=False)
    }
    return _many("vatra_disk_free_bytes", "Room left.", "folder", free)


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _one(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)


def _many(name: str, text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
