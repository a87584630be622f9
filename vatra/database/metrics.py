"""Counts of the system's own working, for Prometheus. Labels are closed lists: no names, no ids.

Counted where things happen, so that every face is covered; `vatra/project/metrics.py` serves them.
"""

from collections.abc import Iterable
from typing import Final

from prometheus_client import Counter, Histogram

SECONDS: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

BATCHES: Final = Counter("vatra_pushes", "Batches of entries taken in, from phones and the office.")
ENTRIES: Final = Counter("vatra_entries", "Entries by their receipt.", ["status"])
REQUESTS: Final = Counter("vatra_requests", "Requests by route and class of answer.", ["route", "answer"])
LATENCY: Final = Histogram("vatra_request_seconds", "Time to answer.", ["route"], buckets=SECONDS)


def took(statuses: Iterable[str]) -> None:
    """A batch was taken in; the status of each entry's receipt."""
    BATCHES.inc()
    for status in statuses:
        ENTRIES.labels(status).inc()


def answered(route: str, status: int, seconds: float) -> None:
    """A request was answered. `route` is the name of an address, never the address."""
    REQUESTS.labels(route, f"{status // 100}xx").inc()
    LATENCY.labels(route).observe(seconds)
