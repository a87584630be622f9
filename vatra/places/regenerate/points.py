"""Where each place lies: the register joined to GeoNames by county and name.

A commune's villages stand close together, which settles the many names that occur
twice in one county: first come the names that occur once on both sides, and the
others go to the namesake nearest to them.
"""

import csv
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from vatra.places import names
from vatra.places.regenerate.counties import COUNTIES
from vatra.places.regenerate.register import Row

NEAR_KM = 16.0
KM_PER_DEGREE = 111.2


class Point(NamedTuple):
    lat: float
    lon: float


# Communes GeoNames does not have: the mean of the communes around them.
BY_NEIGHBOURS = {
    ("AB", "Râmeț"): ("Mogoș", "Ponor", "Livezile", "Stremț"),
    ("HR", "Ulieș"): ("Dârjiu", "Mugeni", "Feliceni", "Mărtiniș"),
}
# Seats with a common village name, told apart by the communes around them.
PINNED = {
    ("VL", "Golești"): Point(45.0946, 24.4757),
    ("VL", "Popești"): Point(45.0057, 24.0766),
}
# The register and GeoNames disagree on the name's vowel.
OTHER_SPELLING = {("CJ", "Rișca"): "Râșca"}

Points = dict[int, Point]


class Gazetteer:
    """GeoNames places of Romania by (county, folded name); own names before other spellings."""

    def __init__(self, source: Path) -> None:
        codes = {county.geonames: code for code, county in COUNTIES.items()}
        self._own: dict[tuple[str, str], set[Point]] = defaultdict(set)
        self._other: dict[tuple[str, str], set[Point]] = defaultdict(set)
        self.people: dict[Point, int] = {}
        for city in json.loads(source.read_text(encoding="utf-8")).values():
            if city["countrycode"] == "RO":
                self._add(codes[city["admin1code"]], city)

    def _add(self, county: str, city: dict[str, Any]) -> None:
        point = Point(round(city["latitude"], 4), round(city["longitude"], 4))
        self.people[point] = city["population"]
        self._own[county, names.fold(city["name"])].add(point)
        for name in city["alternatenames"]:
            self._other[county, names.fold(name)].add(point)

    def find(self, county: str, *spellings: str) -> list[Point]:
        for index in (self._own, self._other):
            found = set().union(*(index.get((county, names.fold(s)), ()) for s in spellings))
            if found:
                return sorted(found)
        return []


def locate(rows: list[Row], gazetteer: Gazetteer) -> Points:
    """A point for every UAT and county, and for each locality GeoNames knows."""
    localities = [row for row in rows if row.level == 3]
    points = _places_named_once(localities, gazetteer)
    points |= {
        _seat_of(rows, row).siruta: PINNED[row.county, row.name]
        for row in rows
        if row.level == 2 and (row.county, row.name) in PINNED
    }
    for _ in range(2):
        points |= _nearest_namesakes(localities, points, gazetteer)
    points = _without_strays(localities, points)
    uats = [row for row in rows if row.level == 2]
    for uat in uats:
        points |= _of_uat(uat, rows_of(rows, uat.siruta), points, gazetteer)
    # A commune named like its seat chooses before one that only has such a seat.
    for uat in sorted(uats, key=lambda u: _seat_of(rows, u).name != u.name):
        if uat.siruta not in points:
            points |= _left_over(uat, _seat_of(rows, uat), points, gazetteer)
    points |= _by_neighbours(uats, points)
    for row in rows:
        if row.level == 1:
            points[row.siruta] = points[_seat_of(rows, row).siruta]
    return points


def write(points: Points, folder: Path) -> None:
    with (folder / "points.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\n")
        out.writerow(["siruta", "lat", "lon"])
        out.writerows((siruta, *points[siruta]) for siruta in sorted(points))


def rows_of(rows: list[Row], parent: int) -> list[Row]:
    if not _children:
        for row in rows:
            _children[row.parent].append(row)
    return _children[parent]


_children: dict[int, list[Row]] = defaultdict(list)


def distance_km(a: Point, b: Point) -> float:
    east = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return KM_PER_DEGREE * math.hypot(a.lat - b.lat, east)


def _places_named_once(localities: list[Row], gazetteer: Gazetteer) -> Points:
    times = Counter((row.county, names.fold(row.name)) for row in localities)
    found: Points = {}
    for row in localities:
        if times[row.county, names.fold(row.name)] == 1:
            candidates = gazetteer.find(row.county, row.name, _sector(row))
            if len(candidates) == 1:
                found[row.siruta] = candidates[0]
    return found


def _nearest_namesakes(localities: list[Row], points: Points, gazetteer: Gazetteer) -> Points:
    centres = _centres(localities, points)
    taken = set(points.values())
    pairs = []
    for row in localities:
        if row.siruta in points or row.parent not in centres:
            continue
        for candidate in gazetteer.find(row.county, row.name):
            away = distance_km(candidate, centres[row.parent])
            if away <= NEAR_KM and candidate not in taken:
                pairs.append((away, row.siruta, candidate))
    found: Points = {}
    for _, siruta, candidate in sorted(pairs):
        if siruta not in found and candidate not in taken:
            found[siruta] = candidate
            taken.add(candidate)
    return found


def _without_strays(localities: list[Row], points: Points) -> Points:
    """Drop a village placed far from its commune: it is a namesake's point."""
    centres = _centres(localities, points)
    parents = {row.siruta: row.parent for row in localities}
    return {
        siruta: point
        for siruta, point in points.items()
        if distance_km(point, centres[parents[siruta]]) <= 2 * NEAR_KM
    }


def _of_uat(uat: Row, villages: list[Row], points: Points, gazetteer: Gazetteer) -> Points:
    """Its seat; else the village with its name; else a near gazetteer entry; else its middle."""
    for village in sorted(villages, key=lambda v: not v.is_seat):
        if village.siruta in points and (village.is_seat or village.name == uat.name):
            return {uat.siruta: points[village.siruta]}
    known = [points[v.siruta] for v in villages if v.siruta in points]
    if not known:
        return {}
    middle = _middle(known)
    seats = (v.name for v in villages if v.is_seat)
    away = {c: distance_km(c, middle) for c in gazetteer.find(uat.county, uat.name, *seats)}
    nearest = min(away, key=lambda c: away[c], default=middle)
    return {uat.siruta: nearest if away.get(nearest, NEAR_KM + 1) <= NEAR_KM else middle}


def _left_over(uat: Row, seat: Row, points: Points, gazetteer: Gazetteer) -> Points:
    """None of its villages is placed: the largest namesake, best one that nobody claims.

    Largest, because GeoNames gives a commune's seat the people of the whole commune.
    """
    if (uat.county, uat.name) in BY_NEIGHBOURS:
        return {}
    holders = {point: siruta for siruta, point in points.items()}
    spelling = OTHER_SPELLING.get((uat.county, uat.name), seat.name)
    candidates = gazetteer.find(uat.county, uat.name, spelling)
    point = max(candidates, key=lambda c: (c not in holders, gazetteer.people[c]))
    points.pop(holders.get(point, uat.siruta), None)
    return {uat.siruta: point, seat.siruta: point}


def _by_neighbours(uats: list[Row], points: Points) -> Points:
    sirutas = {(uat.county, uat.name): uat.siruta for uat in uats}
    found: Points = {}
    for key, around in BY_NEIGHBOURS.items():
        known = [points[sirutas[key[0], name]] for name in around]
        lat, lon = (sum(axis) / len(known) for axis in zip(*known, strict=True))
        found[sirutas[key]] = Point(round(lat, 4), round(lon, 4))
    return found


def _seat_of(rows: list[Row], place: Row) -> Row:
    below = rows_of(rows, place.siruta)
    return next((row for row in below if row.is_seat), below[0])


def _centres(localities: list[Row], points: Points) -> Points:
    groups: dict[int, list[Point]] = defaultdict(list)
    for row in localities:
        if row.siruta in points:
            groups[row.parent].append(points[row.siruta])
    return {parent: _middle(group) for parent, group in groups.items()}


def _middle(points: Iterable[Point]) -> Point:
    """The median: one wrong namesake must not pull it away."""
    known = list(points)
    return Point(
        round(median(p.lat for p in known), 4),
        round(median(p.lon for p in known), 4),
    )


def _sector(row: Row) -> str:
    """GeoNames says "Sector 1" where the register says "București Sectorul 1"."""
    return row.name.replace("București Sectorul", "Sector")
