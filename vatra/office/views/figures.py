"""Indicators: all of a territory, one in depth, and the list behind a figure."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from vatra.accounts.access import allowed
from vatra.indicators import definitions, queries, targets
from vatra.indicators.queries import DIMENSIONS, By, Reading
from vatra.kit.indicators import Definition
from vatra.kit.vocabulary import AREAS
from vatra.office import figures, sparklines
from vatra.office.exports import Sheet, sent
from vatra.office.queries import behind
from vatra.places.names import order

MONTHS = 12
PLACES = ("county_id", "place_id", "locality_id")
MOST_BEHIND = 100
BY_WORDS = {"area": "area", "code": "code", "sex": "sex", "age_band": "age_band", "locality": "locality_id"}


@allowed("indicators.read")
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator of the territory and period, by area in the law's order."""
    view = figures.view_of(request)
    known = [each for each in definitions.current() if each.valid_from <= view.period.ends_on]
    readings = queries.overview(known, view.territory, view.period, hides=view.hides)
    wanted = targets.in_force(view.territory.county_id, view.period.ends_on)
    rows = [_line(each, readings[each.code], wanted) for each in known]
    if request.GET.get("fisier"):
        return _sent_list(request, view, rows)
    by_area = [(area, [row for row in rows if row["definition"].area == area]) for area in AREAS]
    page = {"section": "indicators", "view": view, "areas": by_area, **_choosers(view)}
    return TemplateResponse(request, "office/figures/indicators.html", page)


def _line(definition: Definition, reading: Reading, wanted: dict[str, Any]) -> dict[str, Any]:
    return {"definition": definition, "reading": reading, "target": wanted.get(definition.code)}


def _choosers(view: figures.View) -> dict[str, Any]:
    return {"periods": figures.choices_of_periods(), "below_words": figures.DIMENSION_WORDS[view.below]}


def _sent_list(request: HttpRequest, view: figures.View, rows: list[dict[str, Any]]) -> HttpResponse:
    sheet = Sheet(
        name="indicatori",
        title=f"Indicatori – {view.title} – {view.period.title}",
        head=("Cod", "Indicator", "Arie", "Valoare", "Numărător", "Numitor", "Țintă", "Temei"),
        rows=[
            (
                *(row["definition"].code, row["definition"].title, row["definition"].area),
                *(shown(row["reading"].value, row["reading"].is_hidden), row["reading"].numerator),
                *(row["reading"].denominator, row["target"], ", ".join(row["definition"].cites)),
            )
            for row in rows
        ],
    )
    return sent(sheet, request.GET["fisier"])


def shown(value: Any, is_hidden: bool) -> Any:
    """A figure as tables write it; hidden ones say so."""
    return "ascuns (sub 5)" if is_hidden else value


@allowed("indicators.read")
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: figure, target, trend, breakdown, why, and the list behind it."""
    definition = definitions.by_code(code)
    if definition is None:
        raise Http404
    view = figures.view_of(request)
    by = request.GET.get("dupa") or view.below
    if by not in DIMENSIONS:
        raise Http404
    by = cast("By", by)
    reading = queries.reading(code, territory=view.territory, period=view.period, by=[by], hides=view.hides)
    assert reading is not None  # noqa: S101  (the definition exists)
    if request.GET.get("fisier"):
        return _sent_one(request, view, definition, reading, by)
    past = queries.trend(definition, view.territory, view.period, MONTHS, hides=view.hides)
    wanted = targets.in_force(view.territory.county_id, view.period.ends_on)
    names = figures.labels(by, (row.key[0] for row in reading.rows))
    page = {
        "section": "indicators",
        "view": view,
        "definition": definition,
        "reading": reading,
        "target": wanted.get(code),
        "by": by,
        "bys": _bys(view, definition),
        "rows": sorted(
            ((names[row.key[0]], row) for row in reading.rows),
            key=lambda pair: order(pair[0]) if by in PLACES else (),
        ),
        "trend": sparklines.draw([each.value for each in past], [each.period.title for each in past]),
        "past": past,
        "behind": _behind(view, definition),
        "label": figures.DIMENSION_WORDS[by],
        **_choosers(view),
    }
    return TemplateResponse(request, "office/figures/indicator.html", page)


def _bys(view: figures.View, definition: Definition) -> list[tuple[str, str]]:
    below = [] if view.below == "locality_id" else [view.below]
    names = [*below, *(BY_WORDS[each] for each in definition.breakdown)]
    return [(name, figures.DIMENSION_WORDS[name]) for name in dict.fromkeys(names)]


def _behind(view: figures.View, definition: Definition) -> list[behind.Behind]:
    place = view.territory.place_id
    if place is None:
        return []
    groups = queries.groups_behind(definition, place, view.period, where={}, limit=MOST_BEHIND)
    return behind.described(groups, names=view.principal.level == "local")


def _sent_one(
    request: HttpRequest, view: figures.View, definition: Definition, reading: Reading, by: str
) -> HttpResponse:
    names = figures.labels(by, (row.key[0] for row in reading.rows))
    sheet = Sheet(
        name=f"indicator-{definition.code}",
        title=f"{definition.title} – {view.title} – {view.period.title}",
        head=(figures.DIMENSION_WORDS[by], "Valoare", "Numărător", "Numitor"),
        rows=[
            (
                *(names[row.key[0]], shown(row.value, row.is_hidden)),
                *(row.numerator, row.denominator),
            )
            for row in reading.rows
        ],
    )
    return sent(sheet, request.GET["fisier"])
