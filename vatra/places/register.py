"""The register as it lies in data/: read into rows, no database."""

import csv
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from vatra.places.kinds import Level, PlaceKind

DATA = Path(__file__).parent / "data"

COUNTRY_NAME = "România"


class County(NamedTuple):
    code: str
    siruta: int
    name: str
    nuts: str
    region: str
    region_name: str


class PlaceRow(NamedTuple):
    siruta: int
    name: str
    kind: str
    level: int
    parent: int | None
    county: int
    county_code: str
    is_seat: bool
    is_urban: bool
    postal_code: str
    lat: float | None
    lon: float | None


@cache
def counties() -> dict[str, County]:
    """By car code."""
    lines = _lines("counties.csv")
    rows: list[dict[str, Any]] = [{**line, "siruta": int(line["siruta"])} for line in lines]
    return {row["code"]: County(**row) for row in rows}


def regions() -> dict[str, str]:
    """The eight development regions: NUTS 2 code to name."""
    return {county.region: county.region_name for county in counties().values()}


@cache
def places() -> tuple[PlaceRow, ...]:
    """Counties, then communes and towns, then localities: parents come first."""
    points = {int(line["siruta"]): (float(line["lat"]), float(line["lon"])) for line in _lines("points.csv")}
    sirutas = {code: county.siruta for code, county in counties().items()}
    return tuple(_place(line, sirutas, points) for line in _lines("siruta.csv"))


def country() -> PlaceRow:
    return PlaceRow(
        0, COUNTRY_NAME, PlaceKind.COUNTRY, Level.COUNTRY, None, 0, "", False, False, "", None, None
    )


def _place(line: dict[str, str], sirutas: dict[str, int], points: dict[int, tuple[float, float]]) -> PlaceRow:
    siruta = int(line["siruta"])
    lat, lon = points.get(siruta, (None, None))
    return PlaceRow(
        siruta=siruta,
        name=line["name"],
        kind=line["kind"],
        level=int(line["level"]),
        parent=int(line["parent"]),
        county=sirutas[line["county"]],
        county_code=line["county"],
        is_seat=line["is_seat"] == "1",
        is_urban=line["is_urban"] == "1",
        postal_code=line["postal_code"],
        lat=lat,
        lon=lon,
    )


def _lines(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
