"""Bring the register of the data files into the database. Safe to repeat, a second or two.

One statement a table, with a column an array: quicker than COPY into a staging table, and
the system role may do it, which may create no tables.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from vatra.places import derived, register
from vatra.places.derived import Derived
from vatra.places.names import fold
from vatra.places.register import PlaceRow

Step = Callable[[str, int], None]
"""Told after each step: what was done, and how many rows it changed."""

REGION = {"code": "text", "name": "text"}
PLACE = {
    "siruta": "int",
    "name": "text",
    "kind": "text",
    "level": "smallint",
    "parent_id": "int",
    "county_id": "int",
    "county_code": "text",
    "region_id": "text",
    "nuts": "text",
    "is_seat": "bool",
    "is_urban": "bool",
    "postal_code": "text",
    "lat": "float8",
    "lon": "float8",
    "search": "text",
}
INSTITUTION = {
    "id": "uuid",
    "kind": "text",
    "name": "text",
    "place_id": "int",
    "county_id": "int",
    "searchable": "text",
    "address": "text",
    "phone": "text",
    "email": "text",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """Rows new or changed; `gone` are places in the database that the register no longer has."""

    places: int
    institutions: int
    gone: int


@transaction.atomic
def load(*, counties: Collection[str] | None = None, told: Step = lambda what, count: None) -> Loaded:
    """Load all places and the institutions that follow from them; run it in the system's scope.

    `counties` (car codes) loads less, for tests and trials. Places that left the register
    stay, because records name them; institutions that people changed are not touched.
    """
    _upsert("places_region", REGION, list(register.regions().items()))
    rows = [row for row in register.places() if counties is None or row.county_code in counties]
    places = _upsert("places_place", PLACE, [_place(row) for row in (register.country(), *rows)])
    told("localități", places)

    offices = list(derived.institutions(rows))
    institutions = _insert("places_institution", INSTITUTION, [_institution(office) for office in offices])
    told("instituții", institutions)
    _catchments([office.id for office in offices])
    return Loaded(places, institutions, _gone() if counties is None else 0)


def _place(row: PlaceRow) -> tuple[Any, ...]:
    county = register.counties().get(row.county_code)
    return (
        *(row.siruta, row.name, row.kind, row.level, row.parent, row.county or None, row.county_code),
        *((county.region, county.nuts) if county else (None, "")),
        *(row.is_seat, row.is_urban, row.postal_code, row.lat, row.lon, fold(row.name)),
    )


def _institution(office: Derived) -> tuple[Any, ...]:
    return (*office, fold(office.name), "", "", "")


def _upsert(table: str, columns: dict[str, str], rows: Sequence[tuple[Any, ...]]) -> int:
    """Rows new or different from before."""
    key, *others = columns
    changes = ", ".join(f"{name} = excluded.{name}" for name in others)
    old = ", ".join(f"{table}.{name}" for name in others)
    new = ", ".join(f"excluded.{name}" for name in others)
    conflict = f"({key}) DO UPDATE SET {changes} WHERE ({old}) IS DISTINCT FROM ({new})"
    return _write(table, columns, rows, conflict)


def _insert(table: str, columns: dict[str, str], rows: Sequence[tuple[Any, ...]]) -> int:
    return _write(table, columns, rows, "DO NOTHING")


def _write(table: str, columns: dict[str, str], rows: Sequence[tuple[Any, ...]], conflict: str) -> int:
    names = ", ".join(columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
    # Names of tables and columns are those above; the values are parameters.
    sql = f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) ON CONFLICT {conflict}"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(column) for column in zip(*rows, strict=True)])
        return int(cursor.rowcount)


def _catchments(ids: list[Any]) -> None:
    """Each derived institution answers for its own place, unless somebody said otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO places_catchment (institution_id, place_id) "
            "SELECT i.id, i.place_id FROM places_institution i WHERE i.id = ANY (%s) AND NOT EXISTS "
            "(SELECT 1 FROM places_catchment c WHERE c.institution_id = i.id)",
            [ids],
        )


def _gone() -> int:
    present = [row.siruta for row in register.places()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM places_place WHERE siruta <> 0 AND siruta <> ALL (%s)", [present]
        )
        return int(cursor.fetchone()[0])
