"""Reads over the journal that the write path needs. Few statements, whatever the batch's size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from vatra.database import trips
from vatra.database.trips import Question
from vatra.kit import packs
from vatra.kit.errors import UnknownFormError
from vatra.kit.packs import Library
from vatra.people import queries as people
from vatra.places import queries as places
from vatra.records import belonging, journal
from vatra.records.acceptance import Base, Batch
from vatra.records.incoming import Incoming
from vatra.records.receipts import Receipt
from vatra.records.refusals import Reason

COUNTRY: Final = 0
Rows = Sequence[Sequence[Any]]
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
    held, accepted = trips.read(*_known_asked(list(ids)))
    return _known_of(held, accepted)


def _known_asked(ids: list[UUID]) -> tuple[Question, Question]:
    return (
        (
            "SELECT record_id, sha256, reasons, state FROM records_quarantine WHERE record_id = ANY (%s)",
            [ids],
        ),
        ("SELECT id, sha256, flags FROM records_record WHERE id = ANY (%s)", [ids]),
    )


def _known_of(held: Rows, accepted: Rows) -> dict[UUID, Known]:
    found: dict[UUID, Known] = {}
    for record_id, sha256, reasons, state in held:
        receipt = Receipt(str(record_id), "quarantined", _reasons(reasons))
        one = found.setdefault(record_id, Known())
        one.receipts[bytes(sha256)] = receipt
        one.is_taken |= state == "taken"
        one.closed |= set() if state == "held" else {bytes(sha256)}
    for record_id, sha256, flags in accepted:
        entry = found.setdefault(record_id, Known())
        entry.is_accepted = True
        receipt = Receipt(str(record_id), "accepted", flags=tuple(flags))
        entry.receipts[bytes(sha256)] = receipt
    return found


def _reasons(raw: str | list[dict[str, str]]) -> tuple[Reason, ...]:
    rows = json.loads(raw) if isinstance(raw, str) else raw
    return tuple(Reason(row["code"], row["message"], row.get("path")) for row in rows)


@dataclass(frozen=True, slots=True)
class Opened:
    """Where a place's journal stands, what is known of the arrivals, whether their author has held ones."""

    link: journal.Link
    known: dict[UUID, Known]
    has_held: bool


HELD: Final = "SELECT EXISTS (SELECT 1 FROM records_quarantine WHERE author_id = %s AND state = 'held')"


def fill(batch: Batch, entries: Sequence[Incoming]) -> Opened:
    """Take the place's lock and load what the checks look at, in one trip: the lock comes first."""
    named = [belonging.named_by(entry, batch.library) for entry in entries]
    groups = {e.group for e in entries}.union(*(one.households for one in named))
    bases = {i for e in entries for i in (e.prev, *e.settles, belonging.dossier_of(e)) if i}
    persons = {e.subject.id for e in entries if e.subject.type == "person"}
    persons = persons.union(*(one.persons for one in named))
    sized = {e.group for e in entries if _asks_for_size(e.form, e.version)}
    head, held, accepted, has_held, *rest = trips.read_some(
        journal.head_asked(batch.place_id, batch.county_id),
        *_known_asked([entry.id for entry in entries]),
        (HELD, [batch.user_id]),
        ("SELECT id, kind, place_id FROM records_group WHERE id = ANY (%s)", [list(groups)]),
        (BASES, [list(bases), batch.place_id]) if bases else None,
        people.contexts_asked(list(persons)) if persons else None,
        people.sizes_asked(list(sized)) if sized else None,
    )
    _fill_groups(batch, rest[0])
    batch.bases.update({record_id: Base(*base) for record_id, *base in rest[1]})
    _fill_persons(batch, people.contexts_of(rest[2]))
    batch.sizes.update(dict.fromkeys(batch.groups, 0) | people.sizes_of(rest[3]))
    return Opened(journal.link_of(head), _known_of(held, accepted), bool(has_held[0][0]))


@lru_cache(maxsize=1024)
def _asks_for_size(form: str, version: str) -> bool:
    """Whether a condition of the form looks at how many live in the household; few do."""
    try:
        return SIZE in repr(library().form(form, version))
    except UnknownFormError:
        return False


SIZE: Final = "household.size"
BASES: Final = (
    "SELECT id, form, subject_id, place_id, prev_id FROM records_record WHERE id = ANY (%s) AND place_id = %s"
)


def refresh(batch: Batch, groups: set[UUID]) -> None:
    """After people were derived: let the next entries of the batch see them."""
    ids = list(groups)
    persons, sizes = trips.read(people.home_contexts_asked(ids), people.sizes_asked(ids))
    batch.persons.update(people.contexts_of(persons))
    batch.sizes.update(dict.fromkeys(ids, 0) | people.sizes_of(sizes))


def _fill_groups(batch: Batch, rows: Rows) -> None:
    for group_id, kind, place_id in rows:
        if place_id == batch.place_id:
            batch.groups[group_id] = kind
        else:
            batch.foreign.add(group_id)


def _fill_persons(batch: Batch, found: Mapping[UUID, dict[str, Any]]) -> None:
    for person_id, person in found.items():
        if person["place_id"] == batch.place_id:
            batch.persons[person_id] = person
        else:
            batch.foreign.add(person_id)
