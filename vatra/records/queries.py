"""Reads over the journal that the write path needs. Few statements, whatever the batch's size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.db import connection

from vatra.kit import packs
from vatra.kit.packs import Library
from vatra.people import queries as people
from vatra.places import queries as places
from vatra.records import belonging
from vatra.records.acceptance import Base, Batch
from vatra.records.incoming import Incoming
from vatra.records.receipts import Receipt
from vatra.records.refusals import Reason

COUNTRY: Final = 0
# Reasons that end by themselves when another entry arrives.
WAITING: Final = frozenset({"unknown_subject", "unknown_prev"})
# Reasons that no later state of the server can end.
FINAL: Final = frozenset({"id_reused", "taken_over"})


@dataclass(slots=True)
class Known:
    """What the server already holds under one id: an accepted entry, held ones, or both."""

    is_accepted: bool = False
    is_taken: bool = False  # by a colleague, who sent it as his own
    receipts: dict[bytes, Receipt] = field(default_factory=dict)
    closed: set[bytes] = field(default_factory=set)

    def is_final(self, sha256: bytes) -> bool:
        """Whether this content keeps its receipt. What is held is judged anew: rights may have come back."""
        codes = {reason.code for reason in self.receipts[sha256].reasons}
        return not codes or sha256 in self.closed or bool(codes & FINAL)


def library() -> Library:
    """The installed packs, read once for each process."""
    return packs.library()


def desk_groups() -> frozenset[str]:
    """Kinds of files that hold no household and that a desk keeps, such as an employer's."""
    return frozenset(form["group"] for form in library().newest().values() if "group" in form)


@lru_cache(maxsize=4096)
def county_of(place_id: int) -> int | None:
    """SIRUTA of the county a commune or town lies in; None where there is no such place."""
    return places.county_of(place_id)


def known(ids: Iterable[UUID]) -> dict[UUID, Known]:
    """What is on the server under these ids, with the receipts given then."""
    wanted = list(ids)
    found: dict[UUID, Known] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_id, sha256, reasons, state FROM records_quarantine WHERE record_id = ANY (%s)",
            [wanted],
        )
        for record_id, sha256, reasons, state in cursor.fetchall():
            held = found.setdefault(record_id, Known())
            held.receipts[bytes(sha256)] = Receipt(str(record_id), "quarantined", _reasons(reasons))
            held.is_taken |= state == "taken"
            held.closed |= set() if state == "held" else {bytes(sha256)}
        cursor.execute("SELECT id, sha256, flags FROM records_record WHERE id = ANY (%s)", [wanted])
        for record_id, sha256, flags in cursor.fetchall():
            entry = found.setdefault(record_id, Known())
            entry.is_accepted = True
            receipt = Receipt(str(record_id), "accepted", flags=tuple(flags))
            entry.receipts[bytes(sha256)] = receipt
    return found


def _reasons(raw: str | list[dict[str, str]]) -> tuple[Reason, ...]:

    rows = json.loads(raw) if isinstance(raw, str) else raw
    return tuple(Reason(row["code"], row["message"], row.get("path")) for row in rows)


def fill(batch: Batch, entries: Sequence[Incoming]) -> None:
    """Load what the checks look at: groups, persons and the records that are corrected."""
    named = [belonging.named_by(entry, batch.library) for entry in entries]
    _load_groups(batch, {e.group for e in entries}.union(*(one.households for one in named)))
    _load_bases(batch, {i for e in entries for i in (e.prev, *e.settles, belonging.dossier_of(e)) if i})
    persons = {e.subject.id for e in entries if e.subject.type == "person"}
    _load_persons(batch, persons.union(*(one.persons for one in named)))
    batch.sizes.update(people.household_sizes(batch.groups))


def refresh(batch: Batch, groups: set[UUID]) -> None:
    """After people were derived: let the next entries of the batch see them."""
    for person_id, person in people.contexts_of_households(groups).items():
        batch.persons[person_id] = person
    batch.sizes.update(people.household_sizes(groups))


def _load_groups(batch: Batch, ids: set[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, kind, place_id FROM records_group WHERE id = ANY (%s)", [list(ids)])
        for group_id, kind, place_id in cursor.fetchall():
            if place_id == batch.place_id:
                batch.groups[group_id] = kind
            else:
                batch.foreign.add(group_id)


def _load_bases(batch: Batch, ids: set[UUID]) -> None:
    if not ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, form, subject_id, place_id, prev_id FROM records_record "
            "WHERE id = ANY (%s) AND place_id = %s",
            [list(ids), batch.place_id],
        )
        for record_id, *base in cursor.fetchall():
            batch.bases[record_id] = Base(*base)


def _load_persons(batch: Batch, ids: set[UUID]) -> None:
    for person_id, person in people.contexts(ids).items():
        if person["place_id"] == batch.place_id:
            batch.persons[person_id] = person
        else:
            batch.foreign.add(person_id)
