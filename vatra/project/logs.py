"""Structured logs: one JSON object a line, with ids and never a person's data.

Request bodies, query strings and the texts of exceptions stay out: a constraint's message
quotes the row it refused.
"""

import json
import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from vatra.database import metrics

access = logging.getLogger("vatra.request")


class JsonLine(logging.Formatter):
    """Writes the message and only those extras whose names are known to be harmless."""

    EXTRAS: ClassVar[tuple[str, ...]] = (
        *("route", "method", "status", "ms", "user_id", "place_id", "county_id", "group_id"),
        *(
            "record_id",
            "device_id",
            "dossier_id",
            "job_id",
            "task_name",
            "count",
            "about_id",
            "sha256",
            "found",
        ),
    )

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        line |= {name: record.__dict__[name] for name in self.EXTRAS if name in record.__dict__}
        if record.exc_info and record.exc_info[0]:
            line["error"] = f"{record.exc_info[0].__module__}.{record.exc_info[0].__qualname__}"
            frames = traceback.extract_tb(record.exc_info[2])
            line["trace"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False, default=str)


def _event(record: logging.LogRecord) -> str:
    """Django's own messages end with the path, which may hold what a person typed: keep what comes before."""
    if not record.name.startswith("django."):
        return record.getMessage()
    reason = record.args[0] if isinstance(record.args, tuple) and len(record.args) > 1 else record.msg
    return str(reason)


def configuration(*, level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLine}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "vatra": {"level": level},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # Every request has its line already; only what broke needs a second one, with the trace.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        },
    }


class RequestLog:
    """One line a request: the route's pattern, never the address as typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        match = request.resolver_match
        metrics.answered(match.view_name if match else "unknown", response.status_code, seconds)
        user = getattr(request, "user", None)
        access.info(
            "request",
            extra={
                "route": match.route if match else None,
                "method": request.method,
                "status": response.status_code,
                "ms": round(seconds * 1000, 1),
                "user_id": str(user.pk) if user is not None and user.pk else None,
            },
        )
        return response
