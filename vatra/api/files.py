"""Reports and exports: the very files that the office makes, for the token's territory."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from vatra.api import asked, schemas
from vatra.indicators import definitions, queries
from vatra.office import reporting
from vatra.office.exports import Sheet, sent
from vatra.office.queries import cases, cases_filter
from vatra.office.reporting import Report

router = Router(tags=["reports"])
# Above the county this report has sums only; in a county it names the workers.
NAMES_WORKERS: Final = "activitate"
MANAGER: Final = cases.COLUMNS.index("Responsabil")


@router.get("/reports", response=schemas.Reports, summary="Rapoartele gata făcute")
def reports(request: HttpRequest) -> dict[str, Any]:
    return {
        "items": [
            {"name": each.name, "title": each.title, "about": each.about, "articles": list(each.cites)}
            for each in _ready(request)
        ]
    }


@router.get("/reports/{name}/{kind}", response={200: None}, summary="Un raport ca fișier")
def report(
    request: HttpRequest,
    kind: asked.Kind,
    where: Query[asked.Where],
    name: str = Path(max_length=40, pattern="^[a-z-]+$", description="`name` din lista de rapoarte."),
) -> HttpResponse:
    chosen = next((each for each in _ready(request) if each.name == name), None)
    if chosen is None:
        raise Http404
    view = asked.view_of(request, where)
    table = chosen.make(view)
    title = f"{chosen.title} – {view.title} – {view.period.title}"
    return sent(Sheet(name, title, table.head, table.rows), kind)


@router.get("/exports/readings/{kind}", response={200: None}, summary="Toți indicatorii ca fișier")
def readings(request: HttpRequest, kind: asked.Kind, where: Query[asked.Where]) -> HttpResponse:
    view = asked.view_of(request, where)
    known = [each for each in definitions.current() if each.valid_from <= view.period.ends_on]
    found = queries.overview(known, view.territory, view.period, hides=view.hides)
    rows = [
        (
            *(each.code, each.title, each.area),
            "ascuns (sub 5)" if found[each.code].is_hidden else found[each.code].value,
            *(found[each.code].numerator, found[each.code].denominator, ", ".join(each.cites)),
        )
        for each in known
    ]
    head = ("Cod", "Indicator", "Arie", "Valoare", "Numărător", "Numitor", "Temei")
    return sent(Sheet("indicatori", f"Indicatori – {view.title} – {view.period.title}", head, rows), kind)


def cases_file(request: HttpRequest, kind: str, wanted: cases_filter.Filter) -> HttpResponse:
    """The list of cases as the office sends it, without the column of the case managers' names."""
    found = cases.rows(asked.principal_of(request), wanted, timezone.localdate(), limit=cases.MOST)
    head, body = cases.table(found, is_local=False)
    rows = [_without(row, MANAGER) for row in body]
    return sent(Sheet("dosare", "Dosare", _without(head, MANAGER), rows), kind)


def _without(row: tuple[Any, ...], at: int) -> tuple[Any, ...]:
    return (*row[:at], *row[at + 1 :])


def _ready(request: HttpRequest) -> list[Report]:
    level = asked.principal_of(request).level
    ready = [each for each in reporting.REPORTS.values() if level in each.levels]
    return [each for each in ready if level == "central" or each.name != NAMES_WORKERS]
