"""Indicators, readings and trends: the office's figures, hidden where the office hides them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router

from vatra.api import asked, paging, schemas
from vatra.indicators import definitions, queries
from vatra.indicators.queries import Reading, Row
from vatra.kit import months
from vatra.kit.indicators import Definition
from vatra.office import figures

router = Router(tags=["figures"])
MOST_BACK = 36


@router.get("/indicators", response=schemas.Indicators, summary="Indicatorii și definițiile lor")
def indicators(request: HttpRequest, page: Query[asked.Paged]) -> dict[str, Any]:
    found, after = paging.cut(definitions.current(), page.cursor, page.limit, lambda each: each.code)
    return paging.page([_definition(each) for each in found], after)


@router.get("/indicators/{code}", response=schemas.Indicator, summary="Un indicator")
def indicator(request: HttpRequest, code: asked.Code) -> dict[str, Any]:
    return _definition(_known(code))


@router.get("/readings", response=schemas.Readings, summary="Toate cifrele unui loc și ale unei perioade")
def readings(request: HttpRequest, asked_: Query[asked.PagedWhere]) -> dict[str, Any]:
    view = asked.view_of(request, asked_)
    known = [each for each in definitions.current() if each.valid_from <= view.period.ends_on]
    chosen, after = paging.cut(known, asked_.cursor, asked_.limit, lambda each: each.code)
    found = queries.overview(chosen, view.territory, view.period, hides=view.hides)
    page = paging.page([_reading(found[each.code]) for each in chosen], after)
    return page | {"territory": asked.territory_of(view), "period": view.period.text}


@router.get("/readings/{code}", response=schemas.Broken, summary="O cifră, cu împărțirea ei")
def reading(
    request: HttpRequest, code: asked.Code, asked_: Query[asked.PagedWhere], by: asked.By | None = None
) -> dict[str, Any]:
    view = asked.view_of(request, asked_)
    _known(code)
    dimensions = [by] if by else []
    found = queries.reading(
        code, territory=view.territory, period=view.period, by=dimensions, hides=view.hides
    )
    if found is None:
        raise Http404
    rows, after = paging.cut(found.rows, asked_.cursor, asked_.limit, lambda row: str(row.key[0]))
    page = paging.page([_row(by or "", row) for row in rows], after)
    return (
        page | _reading(found) | {"territory": asked.territory_of(view), "period": view.period.text, "by": by}
    )


@router.get("/trends/{code}", response=schemas.Trend, summary="O cifră în perioadele de dinainte")
def trend(
    request: HttpRequest,
    code: asked.Code,
    where: Query[asked.Where],
    count: int = Query(12, ge=1, le=MOST_BACK, description="Câte perioade, cu cea cerută."),
) -> dict[str, Any]:
    view, definition = asked.view_of(request, where), _known(code)
    past = queries.trend(definition, view.territory, view.period, count, hides=view.hides)
    return {
        "indicator": code,
        "unit": definition.unit,
        "territory": asked.territory_of(view),
        "items": [_figure(each) | {"period": each.period.text} for each in past],
    }


def _known(code: str) -> Definition:
    definition = definitions.by_code(code)
    if definition is None:
        raise Http404
    return definition


def _definition(each: Definition) -> dict[str, Any]:
    return {
        "code": each.code,
        "title": each.title,
        "area": each.area,
        "articles": list(each.cites),
        "definition": each.definition,
        "owner": each.owner,
        "kind": each.kind,
        "unit": each.unit,
        "has_denominator": each.denominator is not None,
        "breakdown": list(each.breakdown),
        "valid_from": each.valid_from,
        "valid_to": each.valid_to,
    }


def _figure(found: Reading | Row) -> dict[str, Any]:
    return {
        "numerator": found.numerator,
        "denominator": found.denominator,
        "value": None if found.value is None else float(found.value),
        "hidden": found.is_hidden,
    }


def _reading(found: Reading) -> dict[str, Any]:
    return _figure(found) | {"indicator": found.definition.code, "unit": found.definition.unit}


def _row(by: str, row: Row) -> dict[str, Any]:
    key = row.key[0]
    label = months.title(key) if by == "month" else figures.label(by, key)
    return _figure(row) | {"key": str(key), "label": label}
