"""Azi: what waits for the reader, and a tiny answer that says whether anything changed since."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from vatra.accounts import access, guidance
from vatra.accounts.access import allowed, principal_of
from vatra.accounts.principals import Principal
from vatra.notices import queries as notices
from vatra.office.forms import links
from vatra.office.held import queries as held
from vatra.office.queries import cases
from vatra.office.queries import notices as around
from vatra.office.queries import today as waiting
from vatra.people import openings

NOTHING_NEW = 204


@allowed("home.read")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "office/today/page.html", _page(principal_of(request)))


@allowed("home.read")
@require_GET
def pulse(request: HttpRequest) -> HttpResponse:
    """204 while nothing in the reader's places changed since ``la``; else what waits now."""
    principal = principal_of(request)
    if request.GET.get("la") == str(cases.feed(principal)):
        return HttpResponse(status=NOTHING_NEW)
    return TemplateResponse(request, "office/today/body.html", _page(principal))


def _page(principal: Principal) -> dict[str, Any]:
    page: dict[str, Any] = {"section": "today", "today": timezone.localdate()}
    if not access.may(principal, "people.read"):
        return page
    page |= {
        "seq": cases.feed(principal),
        "tasks": waiting.tasks(principal),
        "counts": waiting.task_counts(principal),
        "support": waiting.support(principal),
        "openings": openings.running(),
        "notices": [(one, around.addressee(one.row)) for one in notices.waiting(principal, page["today"])],
        "states": waiting.states(page["today"]),
        "works_with_people": True,
    }
    if access.may(principal, "quarantine.read"):
        page |= {"held_count": held.count(principal)}
    if principal.level != "local":
        return page
    return page | {
        "cases": waiting.new_cases(),
        "conflicts": waiting.conflicts(),
        "held": held.waiting(principal) if page["held_count"] else [],
        "guidance": guidance.unread(principal),
        "begins": links.with_effect(principal, "household.register"),
    }
