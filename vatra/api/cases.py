"""Cases without names, as far as the token's role may see them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from vatra.api import asked, files, paging, schemas
from vatra.api.problems import ProblemError
from vatra.office.queries import cases, cases_filter

router = Router(tags=["cases"])
STATES = {"open": "deschise", "closed": "inchise", "all": "toate"}


class Wanted(Schema):
    state: Literal["open", "closed", "all"] = "open"
    urgent: bool = Field(False, description="Numai cele urgente.")
    late: bool = Field(False, description="Numai cele cu termen depășit.")
    place: asked.Siruta = Field(None, description="SIRUTA al comunei sau orașului.")


class PagedWanted(Wanted, asked.Paged):
    limit: Annotated[int, Field(ge=1, le=paging.MOST)] = paging.LIMIT


@router.get("/cases", response=schemas.Cases, summary="Cazurile, fără nume, în ordinea lucrului")
def listed(request: HttpRequest, wanted: Query[PagedWanted]) -> dict[str, Any]:
    filter_ = _filter(wanted, paging.decode(wanted.cursor) if wanted.cursor else "")
    today = timezone.localdate()
    found = cases.rows(asked.principal_of(request), filter_, today, limit=wanted.limit)
    shown = found[: wanted.limit]
    after = paging.encode(shown[-1].cursor) if len(found) > wanted.limit else None
    return paging.page([_case(row) for row in shown], after)


@router.get("/exports/cases/{kind}", response={200: None}, summary="Cazurile, fără nume, ca fișier")
def exported(request: HttpRequest, kind: asked.Kind, wanted: Query[Wanted]) -> HttpResponse:
    return files.cases_file(request, kind, _filter(wanted, ""))


def _filter(wanted: Wanted, after: str) -> cases_filter.Filter:
    told = {
        "stare": STATES[wanted.state],
        "urgente": "da" if wanted.urgent else "",
        "termen": "depasit" if wanted.late else "",
        "loc": str(wanted.place or ""),
        "dupa": after,
    }
    filter_ = cases_filter.read(told)
    if after and filter_.after is None:
        raise ProblemError("bad_cursor")
    return filter_


def _case(row: cases.Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "reference": row.reference,
        "place": row.place,
        "locality": row.village,
        "state": row.state,
        "is_closed": row.is_closed,
        "urgency": row.urgency,
        "opened_on": row.opened_on,
        "next_due_on": row.next_due_on,
        "flags": list(row.flags),
    }
