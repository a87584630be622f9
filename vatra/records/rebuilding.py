"""Derive everything again from the journal, and check that the journal was not touched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import connection

from vatra.database import scope
from vatra.kit import journal as lineage
from vatra.records import derivers, entries, groups, queries, tallies
from vatra.records.derivers import Change

Step = Callable[[int], None]
CHUNK = 200


def rebuild(place_id: int, step: Step = lambda done: None) -> int:
    """Derive every group of the place again, under the place's lock; how many groups.

    What is stored is replaced where it differs, so a rebuild of sound tables writes nothing.
    """
    county_id = queries.county_of(place_id)
    if county_id is None:
        raise LookupError(place_id)
    done = 0
    with scope.system():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM records_head WHERE place_id = %s FOR UPDATE", [place_id])
        tallies.rebuild(place_id)
        for ids in _chunks(groups.of_place(place_id)):
            derivers.run(_change(place_id, county_id, ids))
            done += len(ids)
            step(len(ids))
    return done


def _change(place_id: int, county_id: int, ids: list[UUID]) -> Change:
    library = queries.library()
    versions = entries.as_recorded(ids, library)
    effective = lineage.effective(versions).entries
    journal = entries.RegistryJournal(library)
    return Change(place_id, county_id, frozenset(ids), tuple(effective), journal, is_anew=True)


def _chunks(ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def broken_link(place_id: int) -> int | None:
    """``seq`` of the first entry whose chain does not follow from the one before; None if sound."""
    chain = b""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, sha256, chain FROM records_record WHERE place_id = %s ORDER BY seq", [place_id]
        )
        expected = 0
        for seq, sha256, stored in cursor:
            expected += 1
            chain = hashlib.sha256(chain + bytes(sha256)).digest()
            if seq != expected or chain != bytes(stored):
                return int(seq)
        cursor.execute("SELECT seq, chain FROM records_head WHERE place_id = %s", [place_id])
        head = cursor.fetchone()
    return None if head is None or (head[0], bytes(head[1])) == (expected, chain) else expected + 1
