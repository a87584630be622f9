"""What the pages of figures share: territory, period and names read from the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest
from django.utils import timezone

from vatra.accounts.access import principal_of
from vatra.accounts.principals import Principal
from vatra.indicators import periods
from vatra.indicators.periods import Period
from vatra.indicators.queries import By, Territory
from vatra.kit.indicators.definitions import AGE_BANDS
from vatra.kit.vocabulary import AREA_TITLES
from vatra.places import queries as places
from vatra.records.queries import library

SEXES: Final = {"f": "femei", "m": "bărbați", "x": "netrecut în acte", "": "fără sex (gospodărie)"}
DIMENSION_WORDS: Final = {
    "county_id": "pe județe",
    "place_id": "pe comune",
    "locality_id": "pe sate",
    "area": "pe arii",
    "code": "pe feluri",
    "sex": "pe sexe",
    "age_band": "pe vârste",
    "month": "pe luni",
}


@dataclass(frozen=True, slots=True)
class View:
    """What a page of figures looks at, and whether small numbers are kept back there."""

    principal: Principal
    territory: Territory
    period: Period
    title: str
    below: By

    @property
    def hides(self) -> bool:
        return self.principal.level != "local"


def view_of(request: HttpRequest) -> View:
    """Territory and period of the address, within what the principal may count.

    ``?judet=`` and ``?comuna=`` (SIRUTA) narrow; ``?perioada=`` is 2026-11, 2026-T4 or 2026.
    Http404 for a place outside the principal's territory, or a period that is none.
    """
    return looking(principal_of(request), request.GET)


def looking(principal: Principal, asked: Mapping[str, str]) -> View:
    """The same for a principal and the words of an address (documents ask so)."""
    territory = _territory(principal, _number(asked, "judet"), _number(asked, "comuna"))
    title, below = _named(territory)
    return View(principal, territory, _period(asked), title, below)


def _territory(principal: Principal, county: int | None, place: int | None) -> Territory:
    if principal.level == "local":
        if place is not None and place not in principal.places:
            raise Http404
        return Territory(place_id=place or (principal.places[0] if principal.places else -1))
    if place is not None:
        of = places.county_of(place)
        if of is None or (principal.level == "county" and of not in principal.counties):
            raise Http404
        return Territory(place_id=place)
    if principal.level == "county":
        chosen = county or (principal.counties[0] if principal.counties else -1)
        if chosen not in principal.counties:
            raise Http404
        return Territory(county_id=chosen)
    return Territory(county_id=county)


def _named(territory: Territory) -> tuple[str, By]:
    if territory.place_id is not None:
        return places.name_of(territory.place_id), "locality_id"
    if territory.county_id is not None:
        return f"județul {places.name_of(territory.county_id)}", "place_id"
    return "România", "county_id"


def _period(asked: Mapping[str, str]) -> Period:
    text = asked.get("perioada", "")
    if not text:
        return periods.month_of(timezone.localdate())
    try:
        return periods.parse(text)
    except periods.PeriodError as error:
        raise Http404 from error


def _number(asked: Mapping[str, str], name: str) -> int | None:
    text = asked.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise Http404
    return int(text)


def choices_of_periods() -> list[Period]:
    """This month and the eleven before, the quarters and years they lie in."""
    month = periods.month_of(timezone.localdate())
    months = list(month.back(12))[::-1]
    quarters = {Period(m.first - m.first % 12 % 3, m.first - m.first % 12 % 3 + 2) for m in months}
    years = {Period(m.first - m.first % 12, m.first - m.first % 12 + 11) for m in months}
    return [*months, *sorted(quarters, reverse=True), *sorted(years, reverse=True)]


def today() -> date:
    """The day in Romania."""
    return timezone.localdate()


PLACES: Final = ("county_id", "place_id", "locality_id")


def labels(by: str, keys: Iterable[Any]) -> dict[Any, str]:
    """Readable names of a breakdown's keys."""
    wanted = list(keys)
    if by in PLACES:
        places.names_of(key for key in wanted if key)  # one query; each is then known
    return {key: label(by, key) for key in wanted}


def label(by: str, key: Any) -> str:
    if by in PLACES:
        return places.name_of(key) if key else "sat nescris"
    if by == "area":
        return AREA_TITLES.get(key, key)
    if by == "sex":
        return SEXES.get(key, key)
    if by == "age_band":
        return age_words(key)
    return title_of(key)


def age_words(index: int) -> str:
    """``18–64 de ani``."""
    if index < 0:
        return "fără vârstă (gospodărie)"
    first, last = AGE_BANDS[index]
    if last is None:
        return f"{first} de ani și peste"
    if first == last:
        return "sub 1 an"
    return f"{first}–{last} ani" if last < 20 else f"{first}–{last} de ani"


def title_of(code: str) -> str:
    """The catalogue's words for a code; the code itself where it has none."""
    catalogue = library().catalogue
    for entries in (catalogue.vulnerabilities, catalogue.needs, catalogue.services):
        if code in entries:
            return str(entries[code].title)
    return _options().get(code, code)


def _options() -> dict[str, str]:
    found: dict[str, str] = {}
    for form in library().newest().values():
        stack = list(form["items"])
        while stack:
            item = stack.pop()
            stack += item.get("items", [])
            found |= {option["code"]: option["text"] for option in item.get("options", ())}
    return found
