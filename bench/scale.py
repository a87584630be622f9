"""A large country at once: synthetic people, records and cases, put into the tables by SQL.

The rows are what derivation would have left, without going through it: the pages and the
measured push only need the tables to be as large as they will be. Four hundred persons to a
commune (more where the country's communes would not hold them), three to a household, as the
registers have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg

from bench import database

PER_PLACE: Final = 400
PER_HOME: Final = 3
AT_ONCE: Final = 2  # connections that load
SQL: Final = Path(__file__).with_name("country.sql")
PLACES: Final = """
CREATE TABLE bench_places AS
SELECT row_number() OVER (ORDER BY county_id <> 74, siruta) - 1 AS n, siruta AS place_id, county_id,
    (SELECT min(v.siruta) FROM places_place v WHERE v.parent_id = u.siruta) AS locality_id
FROM places_place u WHERE level = 2
"""
# A country is loaded in a third of the time when keys to other tables are not looked up row by
# row and indexes are made at once at the end.
QUICKLY: Final = (
    "SET synchronous_commit = off",
    "SET session_replication_role = replica",
    "SET work_mem = '512MB'",
    "SET maintenance_work_mem = '1GB'",
)
INDEXES: Final = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY (%s::regclass[]) AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
"""


def grow(persons: int) -> None:
    """At least ``persons`` persons (whole communes) with four records each, and all that follows from them."""
    made, loads, sums = _parts()
    with database.superuser() as connection:
        connection.execute(PLACES)
        (places,) = connection.execute("SELECT count(*) FROM bench_places").fetchone() or (0,)
        homes = persons // PER_HOME
        sizes = {":homes": homes, ":per_place": max(PER_PLACE // PER_HOME, -(-homes // int(str(places))))}
        for statement in made:
            connection.execute(re.sub(r":homes|:per_place", lambda name: str(sizes[name[0]]), statement))
        with _without_indexes(connection, loads):
            _together(loads)
        for statement in (*sums, "ANALYZE"):
            _run(statement)


def _parts() -> list[list[str]]:
    """What is made first, what is loaded side by side, what is summed from it."""
    return [
        [statement for statement in re.split(r";$", part, flags=re.MULTILINE) if statement.strip()]
        for part in re.split(r"^-- (?:load|sum)$", SQL.read_text(), flags=re.MULTILINE)
    ]


@contextmanager
def _without_indexes(connection: psycopg.Connection[Any], loads: Iterable[str]) -> Iterator[None]:
    tables = [found[1] for load in loads if (found := re.search(r"INSERT INTO (\w+)", load))]
    indexes = connection.execute(INDEXES, [tables]).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    _together([definition for _, definition in indexes])


def _together(statements: Iterable[str]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(_run, statements))


def _run(statement: str) -> None:
    with database.superuser() as connection:
        for setting in QUICKLY:
            connection.execute(setting)
        connection.execute(statement)
