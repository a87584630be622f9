"""Oameni: households as a list with its filter in the address; search in the body of a request."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts.access import allowed, may, principal_of
from vatra.accounts.pace import paced
from vatra.accounts.principals import Principal
from vatra.kit.vocabulary import AREA_TITLES, URGENCY_TITLES, Sensitivity, Urgency
from vatra.office.forms import links
from vatra.office.queries import households, persons, search
from vatra.office.queries.households_list import Filter
from vatra.people import access
from vatra.places import queries as places

LONGEST = 80  # characters of a search


@allowed("people.read")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Households of the reader's territory, narrowed by what the address says."""
    principal = principal_of(request)
    narrowed = read(request.GET.dict(), principal)
    _keep(principal, "list:people", sentence(narrowed))
    found = households.page(principal, narrowed, uuid_of(request.GET.get("dupa", "")))
    page = _page(principal) | {
        "households": found.rows,
        "total": found.total,
        "next": found.rows[-1]["id"] if found.has_more else None,
        "narrowed": narrowed,
        "sentence": sentence(narrowed),
        "villages": _villages(principal),
        "areas": AREA_TITLES,
        "urgencies": {int(level): URGENCY_TITLES[level.name] for level in (Urgency.soon, Urgency.urgent)},
    }
    return TemplateResponse(request, "office/people/list.html", page)


@paced("search")
@allowed("people.read")
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Persons and households found; what is typed never stands in an address."""
    principal = principal_of(request)
    text = request.POST.get("q", "").strip()[:LONGEST]
    is_local = principal.level == "local"
    _keep(principal, "list:search", "")
    page = _page(principal) | {
        "text": text,
        "persons": persons.cards(search.persons(text)) if is_local else [],
        "found": households.of_ids(search.households(text)) if is_local else [],
        "most": search.MOST,
    }
    return TemplateResponse(request, "office/people/found.html", page)


def _keep(principal: Principal, what: str, asked: str) -> None:
    """Names were shown: one row in the trail a page. Above the commune there are none to show."""
    if principal.level == "local":
        marks = [int(Sensitivity.personal)]
        access.write_list(principal=principal, what=what, asked=asked, sensitivities=marks)


def read(given: dict[str, str], principal: Principal) -> Filter:
    """The filter an address names; what is no number or no area is left out."""
    area = given.get("arie")
    is_local = principal.level == "local"
    return Filter(
        village=_number(given.get("sat")) if is_local else None,  # a village may tell who it is
        place=_number(given.get("localitate")),
        area=area if area in AREA_TITLES else None,
        urgency=_number(given.get("urgenta")),
    )


def sentence(narrowed: Filter) -> str:
    """The filter as one reads it aloud."""
    parts = ["Gospodării"]
    if narrowed.village is not None or narrowed.place is not None:
        place = places.name_of(narrowed.village or narrowed.place or 0)
        parts.append(f"din {place}" if place else "din altă parte")
    if narrowed.urgency is not None:
        wanted = [level for level in Urgency if level >= narrowed.urgency]
        parts.append("cu constatări: " + " sau ".join(URGENCY_TITLES[level.name].lower() for level in wanted))
    if narrowed.area:
        parts.append(f"în aria {AREA_TITLES[narrowed.area].lower()}")
    return " ".join(parts)


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(principal: Principal) -> dict[str, Any]:
    is_local = principal.level == "local"
    return {
        "section": "people",
        "is_local": is_local,
        "begins": links.with_effect(principal, "household.register") if is_local else [],
        "sees_duplicates": may(principal, "duplicates.read"),
    }


def _villages(principal: Principal) -> list[Any]:
    """What one may narrow by: villages for the local team, nothing above it."""
    return [village for place in principal.places for village in places.localities_of(place)]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
