"""What an address may ask: its parameters, declared once, and how a token's territory answers them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from vatra.accounts.principals import Principal
from vatra.api.edge import bearer_of
from vatra.api.paging import LIMIT, MOST
from vatra.office import figures
from vatra.office.figures import View
from vatra.places import queries as places

SIRUTA_MOST = 9_999_999
PERIOD = r"^20[0-9]{2}(-(0[1-9]|1[0-2])|-T[1-4])?$"
CURSOR = r"^[A-Za-z0-9_-]+$"
Siruta = Annotated[int | None, Field(ge=1, le=SIRUTA_MOST)]
By = Literal["county_id", "place_id", "locality_id", "month", "area", "code", "sex", "age_band"]
Kind = Literal["csv", "xlsx"]
Code = Annotated[str, Path(max_length=40, pattern=r"^[A-Za-z0-9._-]+$", description="Codul indicatorului.")]


class Paged(Schema):
    cursor: Annotated[str | None, Field(max_length=300, pattern=CURSOR)] = Field(
        None, description="`next` al paginii de dinainte."
    )
    limit: Annotated[int, Field(ge=1, le=MOST)] = Field(LIMIT, description="Câte rânduri o pagină.")


class Where(Schema):
    county: Siruta = Field(None, description="SIRUTA al județului; fără el, tot teritoriul jetonului.")
    place: Siruta = Field(None, description="SIRUTA al comunei sau orașului.")
    period: Annotated[str | None, Field(pattern=PERIOD)] = Field(
        None, description="2026, 2026-T4 sau 2026-11; fără ea, luna de acum."
    )


class PagedWhere(Where, Paged):
    """Teritoriu, perioadă și pagină."""


def principal_of(request: HttpRequest) -> Principal:
    return bearer_of(request).principal


def view_of(request: HttpRequest, where: Where) -> View:
    """Territory and period as the office's pages understand them. Http404 outside the token's territory."""
    told = {"judet": where.county, "comuna": where.place, "perioada": where.period}
    return figures.looking(principal_of(request), {name: str(value) for name, value in told.items() if value})


def territory_of(view: View) -> dict[str, Any]:
    place, county = view.territory.place_id, view.territory.county_id
    if place is not None:
        return {"level": "place", "siruta": place, "name": places.name_of(place)}
    if county is not None:
        return {"level": "county", "siruta": county, "name": places.name_of(county)}
    return {"level": "country", "siruta": 0, "name": "România"}


__all__ = ["By", "Code", "Kind", "Paged", "PagedWhere", "Query", "Where"]
