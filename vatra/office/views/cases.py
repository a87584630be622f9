"""The list of cases, its refreshing and its export."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.pace import paced
from vatra.accounts.principals import Principal
from vatra.kit.vocabulary import Sensitivity
from vatra.office.queries import cases, cases_filter, cases_sheets
from vatra.people import access

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@allowed("dossiers.read")
def index(request: HttpRequest) -> HttpResponse:
    """Cases in the order in which they are worked."""
    _keep(principal_of(request), "list:cases")
    return TemplateResponse(request, "office/cases/list.html", _page(request))


@allowed("dossiers.read")
def fresh(request: HttpRequest) -> HttpResponse:
    """The table again if anything came since it was drawn; 204 (keep what stands) if not."""
    seen = request.GET.get("vazut", "")
    if seen.isdigit() and int(seen) == cases.feed(principal_of(request)):
        return HttpResponse(status=204)
    return TemplateResponse(request, "office/cases/table.html", _page(request))


@paced("export")
@allowed("export.make")
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows of the filter as a file, in the same order, with the same columns."""
    principal = principal_of(request)
    today = timezone.localdate()
    found = cases.rows(principal, cases_filter.read(request.GET.dict()), today, limit=cases.MOST)
    _keep(principal, "export:cases")
    head, body = cases.table(found, is_local=principal.level == "local")
    made = cases_sheets.as_csv(head, body) if kind == "csv" else cases_sheets.as_xlsx("Dosare", head, body)
    response = HttpResponse(made, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="dosare-{today.isoformat()}.{kind}"'
    return response


def _keep(principal: Principal, what: str) -> None:
    """The local team's list names households: one row in the trail a list."""
    if principal.level == "local":
        marks = [int(Sensitivity.personal)]
        access.write_list(principal=principal, what=what, asked="", sensitivities=marks)


def _page(request: HttpRequest) -> dict[str, Any]:
    principal = principal_of(request)
    wanted = cases_filter.read(request.GET.dict())
    today = timezone.localdate()
    # Read before the rows: what comes in between is then drawn twice, never missed.
    feed = cases.feed(principal)
    found = cases.rows(principal, wanted, today)
    return {
        "section": "cases",
        "wanted": wanted,
        "rows": found[: cases.PAGE],
        "next": found[cases.PAGE - 1].cursor if len(found) > cases.PAGE else "",
        "counts": cases.counts(principal, wanted, today),
        "feed": feed,
        "is_local": principal.level == "local",
        "states": cases_filter.STATES,
    }
