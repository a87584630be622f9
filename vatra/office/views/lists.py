"""Lists the law asks for: on the screen, on paper, as a file of exactly the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.errors import NotAllowedError
from vatra.accounts.pace import paced
from vatra.accounts.principals import Principal
from vatra.kit.vocabulary import Sensitivity
from vatra.office.queries import cases_sheets, lists
from vatra.office.queries.lists import Kept
from vatra.office.queries.rows import Row
from vatra.office.views.people import uuid_of
from vatra.people import access

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CANNOT_SEE = "Această listă are nume sau date pe care rolul în care lucrați nu le vede."


@dataclass(frozen=True, slots=True)
class Wanted:
    """One list on one day, of one school district where the list knows districts."""

    kept: Kept
    on: date
    district: UUID | None
    schools: list[Row]
    rows: list[Row]


@allowed("people.read")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    principal = principal_of(request)
    shown = [kept for kept in lists.LISTS.values() if kept.is_for(principal)]
    return TemplateResponse(request, "office/lists/index.html", {"section": "people", "lists": shown})


@allowed("people.read")
@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    wanted = _wanted(request, code)
    _keep(principal_of(request), "list", wanted)
    told: dict[str, Any] = {"section": "people", "wanted": wanted, "today": timezone.localdate()}
    return TemplateResponse(request, "office/lists/page.html", told)


@paced("export")
@allowed("export.make")
@require_GET
def export(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The same rows, in the same order, as a file."""
    wanted = _wanted(request, code)
    _keep(principal_of(request), "export", wanted)
    body = lists.table(wanted.rows)
    if kind == "csv":
        made = cases_sheets.as_csv(lists.HEAD, body)
    else:
        made = cases_sheets.as_xlsx(wanted.kept.title[:30], lists.HEAD, body)
    response = HttpResponse(made, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{code}-{wanted.on.isoformat()}.{kind}"'
    return response


def _keep(principal: Principal, how: str, wanted: Wanted) -> None:
    """A list of names leaves one row in the trail, whoever stands on it."""
    asked = f"la {wanted.on.isoformat()}" + (f", școala {wanted.district}" if wanted.district else "")
    access.write_list(
        principal=principal,
        what=f"{how}:{wanted.kept.code}",
        asked=asked,
        sensitivities=[int(Sensitivity.personal), wanted.kept.sensitivity],
    )


def _wanted(request: HttpRequest, code: str) -> Wanted:
    kept = lists.LISTS.get(code)
    if kept is None:
        raise Http404
    principal = principal_of(request)
    if not kept.is_for(principal):
        raise NotAllowedError(CANNOT_SEE)
    on = _day(request.GET.get("la", ""))
    district = uuid_of(request.GET.get("scoala", "")) if kept.has_district else None
    schools = _schools(kept, principal)
    return Wanted(kept, on, district, schools, lists.within(kept.read(on), district, schools))


def _schools(kept: Kept, principal: Principal) -> list[Row]:
    return lists.districts(principal.places) if kept.has_district else []


def _day(text: str) -> date:
    today = timezone.localdate()
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today
