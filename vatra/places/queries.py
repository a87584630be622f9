"""Reading places and institutions. Places are public: any scope, or none, may ask."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.contrib.postgres.search import TrigramDistance
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from vatra.places.discs import Spot
from vatra.places.kinds import InstitutionKind, Level
from vatra.places.models import Catchment, Institution, Place, SelectedCommunity
from vatra.places.names import fold, order

COUNTRY = 0


class Named(TypedDict):
    siruta: int
    name: str


class PhoneSlice(TypedDict):
    """What a phone of one commune needs for address pickers."""

    place: int
    name: str
    county: int
    county_name: str
    localities: list[Named]
    uats: list[Named]


# Facts that change only when the register is loaded again, and then the process restarts.
# What is not there is not remembered: it may be loaded a moment later.
_counties: dict[int, int] = {}
_names: dict[int, str] = {}


def search(text: str, *, level: int | None = None, county: int | None = None, limit: int = 20) -> list[Place]:
    """Places whose name begins so, then those with such a word, then those that look alike.

    Diacritics, capitals and hyphens do not matter. "satu nou, iași" asks within the county.
    """
    wanted, in_county = _split_county(text)
    if not wanted:
        return []
    places = (
        Place.objects.filter(level__gte=Level.COUNTY) if level is None else Place.objects.filter(level=level)
    )
    if county is not None or in_county is not None:
        places = places.filter(county_id=county if county is not None else in_county)
    places = places.select_related("parent", "county")
    found = _beginning(places, wanted, limit)
    if len(found) < limit:
        found += _alike(places, wanted, [place.pk for place in found], limit - len(found))
    return found


def children(siruta: int) -> list[Place]:
    """The places right below, by name as Romanian sorts it."""
    return sorted(Place.objects.filter(parent_id=siruta), key=_by_name)


def path(siruta: int) -> list[Place]:
    """From the country down to the place itself; empty where there is no such place."""
    steps: list[Place] = []
    place = Place.objects.select_related("parent__parent__parent").filter(pk=siruta).first()
    while place is not None:
        steps.insert(0, place)
        place = place.parent
    return steps


def county_of(siruta: int) -> int | None:
    """SIRUTA of the county; None for the country and for what is not there."""
    if siruta not in _counties:
        county = Place.objects.filter(pk=siruta).values_list("county_id", flat=True).first()
        if county is None:
            return None
        _counties[siruta] = county
    return _counties[siruta]


def name_of(siruta: int) -> str:
    """The name; empty for what is not there."""
    if siruta not in _names:
        name = Place.objects.filter(pk=siruta).values_list("name", flat=True).first()
        if name is None:
            return ""
        _names[siruta] = name
    return _names[siruta]


def names_of(places: Iterable[int]) -> dict[int, str]:
    """The same for many, in one query."""
    wanted = set(places)
    missing = [siruta for siruta in wanted if siruta not in _names]
    if missing:
        _names.update(Place.objects.filter(pk__in=missing).values_list("siruta", "name"))
    return {siruta: _names.get(siruta, "") for siruta in wanted}


def counties() -> list[Place]:
    """The 42 counties, București among them, by name."""
    return sorted(Place.objects.filter(level=Level.COUNTY), key=_by_name)


def county_by_code(code: str) -> Place | None:
    return Place.objects.filter(level=Level.COUNTY, county_code=code).first()


def uats_of_county(code: str) -> list[Place]:
    """Communes, towns and municipalities of the county with this car code, by name."""
    return sorted(Place.objects.filter(level=Level.UAT, county_code=code), key=_by_name)


def localities_of(uat: int) -> list[Place]:
    """Villages, component localities or sectors, the seat first."""
    return sorted(Place.objects.filter(parent_id=uat, level=Level.LOCALITY), key=_seat_first)


def spots_of(uat: int) -> list[Spot]:
    """The localities as `maps.commune_map` draws them."""
    return [Spot(place.siruta, place.name, place.lat, place.lon) for place in localities_of(uat)]


def phone_slice(uat: int) -> PhoneSlice | None:
    """Localities of the commune and the county's communes, as plain JSON; None if not a UAT."""
    place = Place.objects.select_related("county").filter(pk=uat, level=Level.UAT).first()
    if place is None or place.county is None:
        return None
    return {
        "place": place.siruta,
        "name": place.name,
        "county": place.county.siruta,
        "county_name": place.county.name,
        "localities": _named(localities_of(uat)),
        "uats": _named(uats_of_county(place.county_code)),
    }


def institutions(
    place: int, kind: InstitutionKind | None = None, *, on: date | None = None
) -> list[Institution]:
    """Institutions that answer for the place, directly or for the commune or county above it.

    The nearest first. `on` leaves out those not at work that day.
    """
    above = [step.siruta for step in path(place)]
    serving = Catchment.objects.filter(institution=OuterRef("pk"), place__in=above)
    found = Institution.objects.filter(Exists(serving))
    if kind is not None:
        found = found.filter(kind=kind)
    ordered = _at_work(found, on).select_related("place").order_by("-place__level", "kind", "name")
    return list(ordered)


def find_institutions(text: str, *, county: int, kind: InstitutionKind | None = None) -> list[Institution]:
    """Institutions of a county by part of the name, diacritics forgiven; at most 20."""
    found = Institution.objects.filter(county_id=county, searchable__contains=fold(text))
    if kind is not None:
        found = found.filter(kind=kind)
    return list(found.select_related("place").order_by("name")[:20])


def institution(id_: UUID) -> Institution | None:
    return Institution.objects.select_related("place").filter(pk=id_).first()


def is_selected(place: int, on: date) -> bool:
    """Whether the community is on the central level's list that day."""
    return _selected(on).filter(place_id=place).exists()


def is_outside_selection(place: int, on: date) -> bool:
    """Whether to warn: there is a list that day and the community is not on it.

    Without any list nobody has chosen yet, and nobody is outside.
    """
    return _selected(on).exists() and not is_selected(place, on)


def selected_communities(on: date) -> list[SelectedCommunity]:
    """The list as it holds that day, by county and name."""
    rows = _selected(on).select_related("place")
    return sorted(rows, key=lambda row: (row.place.county_code, order(row.place.name)))


def _beginning(places: QuerySet[Place], wanted: str, limit: int) -> list[Place]:
    """Names that begin so, then names with a word that does."""
    rank = Case(When(search=wanted, then=0), When(search__startswith=wanted, then=1), default=2)
    found = places.filter(Q(search__startswith=wanted) | Q(search__contains=f" {wanted}"))
    return list(found.annotate(rank=rank).order_by("rank", "level", "search", "siruta")[:limit])


def _alike(places: QuerySet[Place], wanted: str, known: list[int], limit: int) -> list[Place]:
    """Names that look alike: what a slip of the finger needs."""
    found = places.filter(search__trigram_similar=wanted).exclude(pk__in=known)
    # The index gives them by distance; only equals are put in order after it.
    ordered = found.annotate(away=TrigramDistance("search", wanted)).order_by("away", "level", "search")
    return list(ordered[:limit])


def _selected(on: date) -> QuerySet[SelectedCommunity]:
    return SelectedCommunity.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), selected_on__lte=on)


def _at_work(found: QuerySet[Institution], on: date | None) -> QuerySet[Institution]:
    if on is None:
        return found
    return found.filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))


def _split_county(text: str) -> tuple[str, int | None]:
    """ "satu nou, iași" and "satu nou, IS" name the county after the comma."""
    name, _, county = text.partition(",")
    if not county.strip():
        return fold(name), None
    code = county.strip().upper()
    match = Place.objects.filter(Q(search__startswith=fold(county)) | Q(county_code=code), level=Level.COUNTY)
    exact = match.order_by(Case(When(county_code=code, then=0), default=1), F("name")).first()
    return fold(name), exact.siruta if exact else None


def _named(places: Iterable[Place]) -> list[Named]:
    return [{"siruta": place.siruta, "name": place.name} for place in places]


def _by_name(place: Place) -> str:
    return order(place.name)


def _seat_first(place: Place) -> tuple[bool, str]:
    return not place.is_seat, order(place.name)
