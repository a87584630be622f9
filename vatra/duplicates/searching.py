"""The job's work: read a county's files, compare them all, keep the probable pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.db import connection

from vatra.database import bulk, scope
from vatra.duplicates import estimating
from vatra.duplicates.entered import Entered
from vatra.duplicates.estimating import Pair

COUNTIES: Final = "SELECT DISTINCT county_id FROM records_head ORDER BY 1"
FILES: Final = """
SELECT p.id::text, i.family_name, i.given_name, coalesce(i.birth_date, ''), coalesce(p.sex, ''),
       coalesce(encode(i.cnp_index, 'hex'), ''), coalesce(encode(i.foreign_index, 'hex'), ''),
       p.home_id::text, p.place_id, h.locality_id, coalesce(a.street, ''), coalesce(a.number, '')
FROM people_person p JOIN people_identity i ON i.person_id = p.id
LEFT JOIN people_household h ON h.id = p.home_id LEFT JOIN people_address a ON a.household_id = p.home_id
WHERE p.county_id = %s AND NOT p.is_void AND p.merged_into_id IS NULL AND p.alive
"""
COLUMNS: Final = (
    *("one_id", "other_id", "place_id", "other_place_id", "county_id", "probability", "reasons", "found_on"),
)
GONE: Final = """
DELETE FROM duplicates_pair WHERE county_id = %s AND (one_id, other_id) NOT IN (
    SELECT * FROM unnest(%s::uuid[], %s::uuid[]))
"""
CHUNK: Final = 20_000


def counties() -> list[int]:
    """Counties in which anything was ever written."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(COUNTIES)
        return [row[0] for row in cursor.fetchall()]


def search(county_id: int, on: date) -> int:
    """Compare every file of the county with every other; how many probable pairs there are.

    Some hundred thousand files take about 15 s and 2 GB (``python -m bench --only matching``).
    A pair that is no longer probable goes; what people decided stays.
    """
    with scope.system():
        people = list(_files(county_id))
    found = estimating.pairs(people)
    places = {person.id: person.place for person in people}
    with scope.system():
        _keep(county_id, found, places, on)
    return len(found)


def _files(county_id: int) -> Iterator[Entered]:
    with connection.cursor() as cursor:
        cursor.execute(FILES, [county_id])
        while rows := cursor.fetchmany(CHUNK):
            yield from (Entered(*row) for row in rows)


def _keep(county_id: int, found: list[Pair], places: Mapping[str, int], on: date) -> None:
    rows: list[tuple[Any, ...]] = [
        (p.one, p.other, places[p.one], places[p.other], county_id, p.probability, list(p.reasons), on)
        for p in found
    ]
    with connection.cursor() as cursor:
        cursor.execute(GONE, [county_id, [row[0] for row in rows], [row[1] for row in rows]])
        again = bulk.replacing("one_id, other_id", ("place_id", "other_place_id", "probability", "reasons"))
        bulk.insert(cursor, "duplicates_pair", COLUMNS, rows, again)
