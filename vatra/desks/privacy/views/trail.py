"""Who read whose file, when, why; who wrote in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from vatra.accounts.access import allowed, principal_of
from vatra.desks.privacy.views import common
from vatra.privacy import trail
from vatra.privacy.trail import Asked

DAYS = 30


@allowed("privacy.work")
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """A page of readings of the territory, of one colleague or of one request's person."""
    principal, today = principal_of(request), timezone.localdate()
    of = _uuid(request.GET.get("cerere", ""))
    asked_for = common.request_of(of) if of else None
    asked = Asked(
        since=_day(request.GET.get("de_la", ""), today - timedelta(days=DAYS)),
        until=_day(request.GET.get("pana_la", ""), today),
        group_id=asked_for["group_id"] if asked_for else None,
        person_id=asked_for["person_id"] if asked_for else None,
        user_id=_uuid(request.GET.get("cine", "")),
        counties=principal.counties,
        after=_key(request.GET.get("dupa", "")),
        written_after=_key(request.GET.get("scris_dupa", "")),
    )
    found = trail.readings(asked)
    shown, more = found[: trail.PAGE], len(found) > trail.PAGE
    written = trail.writings(asked) if asked_for else []
    page = {
        "section": "trail",
        "asked": asked,
        "asked_for": asked_for,
        "readings": shown,
        "next": _next(shown[-1].at, shown[-1].id) if more else "",
        "writings": _writings(written[: trail.PAGE]),
        "next_written": _next(written[trail.PAGE - 1][0], written[trail.PAGE - 1][5])
        if len(written) > trail.PAGE
        else "",
    }
    return TemplateResponse(request, "privacy/trail.html", page)


def _next(at: datetime, key: UUID) -> str:
    return f"{at.isoformat()}_{key}"


def _writings(rows: list[Sequence[Any]]) -> list[dict[str, object]]:
    return [
        {"at": at, "name": name, "role": role, "title": common.title_of({"form": form, "version": version})}
        for at, name, role, form, version, _ in rows
    ]


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _key(text: str) -> tuple[datetime, UUID] | None:
    at, _, key = text.partition("_")
    found = _uuid(key)
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
    except ValueError:
        return None
    return (moment, found) if found else None
