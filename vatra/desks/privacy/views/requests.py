"""The register of requests, and one request on one page."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts.access import allowed, principal_of
from vatra.database import scope
from vatra.desks.privacy.views import common
from vatra.office.forms import numbers
from vatra.people import openings
from vatra.privacy import actions, queries
from vatra.privacy.errors import PrivacyError


@allowed("privacy.work")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("de", "")
    skip = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    found, has_more = queries.listed(skip)
    shown = [common.told(row) for row in found]
    page = {
        "section": "privacy",
        "total": queries.waiting(),
        "is_later": skip > 0,
        "next": skip + queries.PAGE if has_more else None,
        "waiting": [row for row in shown if row["decided_on"] is None],
        "answered": [row for row in shown if row["decided_on"] is not None],
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "privacy/index.html", page)


@allowed("privacy.work")
@require_GET
def page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    principal = principal_of(request)
    asked = common.request_of(request_id)
    opened = openings.mine(principal, asked["group_id"])
    told = {
        "section": "privacy",
        "asked": asked,
        "opened": opened,
        "name": common.name_of(principal, asked),
        "steps": [row | {"title": common.title_of(row)} for row in queries.steps(asked)],
        "consents": _consents(asked) if opened else [],
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "privacy/request.html", told)


def _consents(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Purpose by purpose: the day it was given, the day it ended; what ends with it stands in the page."""
    with scope.system():
        rows = queries.consents(asked["person_id"])
    return [
        {
            "text": numbers.option_text("consent_purposes", code),
            "given_on": row["given_on"],
            "ended_on": _json(row["withdrawn"]).get(code),
        }
        for row in rows
        for code in row["purposes"]
    ]


def _json(value: Any) -> dict[str, str]:
    return dict(json.loads(value)) if isinstance(value, str) else dict(value)


@allowed("privacy.work")
@require_POST
def opening(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Open who it is: the request is the reason, and the team of the place reads it."""
    asked = common.request_of(request_id)
    try:
        actions.open_person(principal=principal_of(request), request=asked)
    except PrivacyError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("privacy_request", args=[request_id]))
