"""Counties and communes. Public facts, the same for every token."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from vatra.api import asked, paging, schemas
from vatra.places import queries as places
from vatra.places.models import Place

router = Router(tags=["places"])


@router.get("/counties", response=schemas.Places, summary="Județele")
def counties(request: HttpRequest, page: Query[asked.Paged]) -> dict[str, Any]:
    return _page(places.counties(), page)


@router.get("/counties/{siruta}/places", response=schemas.Places, summary="Comunele și orașele unui județ")
def communes(
    request: HttpRequest,
    page: Query[asked.Paged],
    siruta: int = Path(ge=1, le=asked.SIRUTA_MOST, description="SIRUTA al județului."),
) -> dict[str, Any]:
    county = next((each for each in places.counties() if each.siruta == siruta), None)
    if county is None:
        raise Http404
    return _page(places.uats_of_county(county.county_code), page)


def _page(found: list[Place], page: asked.Paged) -> dict[str, Any]:
    rows, after = paging.cut(found, page.cursor, page.limit, lambda each: str(each.siruta))
    return paging.page([_place(each) for each in rows], after)


def _place(each: Place) -> dict[str, Any]:
    return {
        "siruta": each.siruta,
        "name": each.name,
        "kind": each.kind,
        "county": each.county_id or each.siruta,
        "county_code": each.county_code,
        "is_urban": each.is_urban,
    }
