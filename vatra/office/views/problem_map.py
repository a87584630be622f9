"""The map of problems: counties, communes or villages shaded by rate, the same figures beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from vatra.accounts.access import allowed
from vatra.indicators import definitions, queries
from vatra.indicators.queries import Reading
from vatra.kit.indicators.definitions import AGE_BANDS
from vatra.kit.vocabulary import AREA_TITLES
from vatra.office import figures
from vatra.office.exports import Sheet, sent
from vatra.places import maps
from vatra.places import queries as places
from vatra.records.queries import library

PROBLEMS: Final = "problems"  # open vulnerabilities by code
PEOPLE: Final = "people"  # people in evidence: what rates are counted over
PER: Final = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One place: problems, people, problems for each hundred people."""

    key: int
    name: str
    count: int | None
    people: int | None
    rate: Decimal | None
    is_hidden: bool
    url: str


def _code(role: str, view: figures.View) -> str:
    """Which indicator of the packs stands for it in the period."""
    return definitions.with_role(role, view.period.ends_on).code


@allowed("map.read")
def problems(request: HttpRequest) -> HttpResponse:
    """Choice of vulnerability, area, age and period; map and table; each place leads deeper."""
    view = figures.view_of(request)
    chosen = _chosen(request)
    reading = queries.reading(
        _code(PROBLEMS, view),
        territory=view.territory,
        period=view.period,
        by=[view.below],
        where=chosen.where,
        hides=view.hides,
    )
    people = queries.reading(
        _code(PEOPLE, view),
        territory=view.territory,
        period=view.period,
        by=[view.below],
        where={"age_band": chosen.where["age_band"]} if "age_band" in chosen.where else {},
        hides=False,
    )
    if reading is None or people is None:
        raise Http404
    lines = _lines(request, view, reading, people)
    if request.GET.get("fisier"):
        return _sent(request, view, chosen, lines)
    page = {
        "section": "map",
        "view": view,
        "chosen": chosen,
        "drawn": _drawn(view, lines, chosen.title, lambda key: _deeper(request, view, key)),
        "lines": sorted(lines, key=lambda line: (-(line.rate or -1), line.name)),
        "areas": AREA_TITLES.items(),
        "codes": _codes(),
        "ages": [(index, figures.age_words(index)) for index in range(len(AGE_BANDS))],
        "periods": figures.choices_of_periods(),
        "below_words": figures.DIMENSION_WORDS[view.below],
    }
    return TemplateResponse(request, "office/figures/map.html", page)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the map shows: a vulnerability, an area, or all; perhaps one age."""

    code: str
    area: str
    age: str
    where: dict[str, Any]
    title: str


def _chosen(request: HttpRequest) -> Chosen:
    code, area, age = (request.GET.get(name, "") for name in ("problema", "arie", "varsta"))
    known = library().catalogue.vulnerabilities
    if (code and code not in known) or (area and area not in AREA_TITLES):
        raise Http404
    if age and not (age.isdigit() and int(age) < len(AGE_BANDS)):
        raise Http404
    where: dict[str, Any] = {"code": code} if code else ({"area": area} if area else {})
    where |= {"age_band": int(age)} if age else {}
    title = known[code].title if code else (AREA_TITLES[area] if area else "Toate vulnerabilitățile")
    if age:
        title = f"{title}, {figures.age_words(int(age))}"
    return Chosen(code, area, age, where, title)


def _codes() -> list[tuple[str, list[tuple[str, str]]]]:
    known = library().catalogue.vulnerabilities.values()
    return [
        (title, [(v.code, v.title) for v in known if v.area == area and not v.favourable])
        for area, title in AREA_TITLES.items()
    ]


def _lines(request: HttpRequest, view: figures.View, reading: Reading, people: Reading) -> list[Line]:
    found = {row.key[0]: row for row in reading.rows}
    over = {row.key[0]: row.numerator or 0 for row in people.rows}
    lines = []
    names = figures.labels(view.below, {*found, *over})
    for key in sorted(names):
        row = found.get(key)
        count = 0 if row is None else row.numerator
        total = over.get(key)
        lines.append(
            Line(
                key=key,
                name=names[key],
                count=count,
                people=total,
                rate=_rate(count, total),
                is_hidden=row is not None and row.is_hidden,
                url=_deeper(request, view, key),
            )
        )
    return lines


def _rate(count: int | None, people: int | None) -> Decimal | None:
    if count is None or not people:
        return None
    return (Decimal(count) * PER / people).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _deeper(request: HttpRequest, view: figures.View, key: int) -> str:
    query = request.GET.copy()
    for name in ("judet", "comuna", "fisier"):
        query.pop(name, None)
    if view.below == "locality_id":
        return f"{reverse('indicator', args=[_code(PROBLEMS, view)])}?comuna={view.territory.place_id}"
    query["judet" if view.below == "county_id" else "comuna"] = str(key)
    return f"{reverse('map')}?{query.urlencode()}"


def _drawn(view: figures.View, lines: list[Line], title: str, deeper: Callable[[int], str]) -> SafeString:
    hidden = tuple(line.key for line in lines if line.is_hidden)
    values = {line.key: line.rate for line in lines}
    unit = "la 100 de persoane"
    if view.below == "county_id":
        codes = {county.siruta: county.county_code for county in places.counties()}
        links = {code: deeper(siruta) for siruta, code in codes.items()}
        shown = tuple(codes[key] for key in hidden)
        look = maps.Look(title, unit=unit, hidden=shown, href=lambda code: links.get(code, reverse("map")))
        drawing = maps.choropleth({codes[k]: v for k, v in values.items() if k in codes}, look)
    elif view.below == "place_id":
        county = next(c for c in places.counties() if c.siruta == view.territory.county_id)
        names = {uat.siruta: uat.name for uat in places.uats_of_county(county.county_code)}
        look = maps.Look(title, unit=unit, hidden=hidden, href=deeper)
        drawing = maps.county_map(county.county_code, {k: values.get(k) for k in names}, look, names=names)
    else:
        look = maps.Look(title, unit=unit, hidden=hidden)
        drawing = maps.commune_map(places.spots_of(view.territory.place_id or 0), values, look)
    return mark_safe(drawing)  # noqa: S308  (drawn by our own module, which escapes names)


def _sent(request: HttpRequest, view: figures.View, chosen: Chosen, lines: list[Line]) -> HttpResponse:
    sheet = Sheet(
        name="harta-problemelor",
        title=f"{chosen.title} – {view.title} – {view.period.title}",
        head=("Loc", "Probleme", "Persoane în evidență", "La 100 de persoane"),
        rows=[
            (line.name, "ascuns (sub 5)" if line.is_hidden else line.count, line.people, line.rate)
            for line in lines
        ],
    )
    return sent(sheet, request.GET["fisier"])
