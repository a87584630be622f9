"""The one write path: entries come in, receipts go out.

A batch is cut by place; each place is one transaction under that place's lock. In it the
entries are judged, the accepted ones appended to the journal, the others quarantined, and
everything derived from them (people, dossiers, tallies) is brought up to date. Should that
fail for a reason of the server, the entries are tried one by one, so that a single bad one
cannot hold the others back; it alone gets ``retry`` and stays on the phone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec
from django.db import DatabaseError

from vatra.database import scope
from vatra.kit.errors import UnknownFormError
from vatra.people import bindings
from vatra.records import derivers, guards, incoming, journal, quarantine, queries
from vatra.records.acceptance import Batch, judge
from vatra.records.entries import RegistryJournal, entry_of
from vatra.records.incoming import Incoming
from vatra.records.journal import Accepted
from vatra.records.receipts import Principal, Receipt
from vatra.records.refusals import Reason, Refused, reason

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An entry as it came (``raw``), typed, with its fingerprint."""

    entry: Incoming
    raw: Mapping[str, Any]
    sha256: bytes


def submit(
    *, principal: Principal, records: Sequence[Mapping[str, Any]], now: datetime | None = None
) -> list[Receipt]:
    """Take a batch of entries; one receipt for each, in order. Idempotent by id and content.

    Effects: journal, quarantine, people, dossiers, tasks, tallies, feed. Never raises for
    what is wrong with an entry.
    """
    received_at = now or datetime.now(UTC)
    receipts: dict[str, Receipt] = {}
    arrivals: list[Arrival] = []
    for raw in records:
        _read(principal, raw, received_at, arrivals, receipts)
    arrivals.sort(key=lambda a: a.entry.place)
    for place_id, group in groupby(arrivals, key=lambda a: a.entry.place):
        for receipt in _place(principal, place_id, list(group), received_at):
            receipts[receipt.id] = receipt
    _retry_waiting(principal, arrivals, receipts, received_at)
    return [receipts[str(raw.get("id"))] for raw in records]


def submit_one(*, principal: Principal, record: Mapping[str, Any]) -> Receipt:
    """One entry from an office page.

    Raises:
        Refused: it was not accepted; the reasons are for the page. The page keeps the form.
    """
    received_at = datetime.now(UTC)
    entry = incoming.parse(record)
    arrival = Arrival(entry, record, incoming.fingerprint(record))
    with scope.enter(principal.scope()):
        receipts = _write(principal, entry.place, [arrival], received_at, is_held=False)
    if receipts[0].status != "accepted":
        raise Refused(receipts[0].reasons)
    return receipts[0]


def _retry_waiting(
    principal: Principal,
    arrivals: list[Arrival],
    receipts: dict[str, Receipt],
    received_at: datetime,
) -> None:
    """Take the author's held entries that only waited for what has been accepted just now."""
    came = {a.entry.group for a in arrivals if receipts[str(a.raw["id"])].status == "accepted"}
    waiting = quarantine.waiting(principal, came) if came else []
    held = [Arrival(incoming.parse(raw), raw, incoming.fingerprint(raw)) for raw in waiting]
    held.sort(key=lambda a: a.entry.place)
    for place_id, group in groupby(held, key=lambda a: a.entry.place):
        for receipt in _place(principal, place_id, list(group), received_at):
            if receipt.id in receipts:
                receipts[receipt.id] = receipt


def _read(
    principal: Principal,
    raw: Mapping[str, Any],
    received_at: datetime,
    arrivals: list[Arrival],
    receipts: dict[str, Receipt],
) -> None:
    key = str(raw.get("id"))
    try:
        entry = incoming.parse(raw)
    except (msgspec.ValidationError, ValueError, TypeError) as error:
        quarantine.hold_unreadable(principal, raw, received_at, path=_where(error))
        receipts[key] = Receipt(key, "quarantined", (reason("unreadable"),))
        return
    arrivals.append(Arrival(entry, raw, incoming.fingerprint(raw)))


def _where(error: Exception) -> str:
    # msgspec ends its text with "- at `$.path`": the path alone is free of personal data.
    _, _, path = str(error).rpartition(" - at ")
    return path.strip("`")


def _place(
    principal: Principal, place_id: int, arrivals: list[Arrival], received_at: datetime
) -> list[Receipt]:
    try:
        with scope.enter(principal.scope()):
            return _write(principal, place_id, arrivals, received_at)
    except DatabaseError as error:
        if len(arrivals) == 1:
            log.error("entry_not_written", extra={"error": type(error).__name__})
            return [Receipt(str(arrivals[0].raw["id"]), "retry", (reason("server_fault"),))]
    except Exception as error:
        # A fault in derivation is ours, not the worker's: she keeps the entry and it is retried.
        if len(arrivals) == 1:
            log.exception("entry_not_derived", extra={"error": type(error).__name__})
            return [Receipt(str(arrivals[0].raw["id"]), "retry", (reason("server_fault"),))]
    return [r for a in arrivals for r in _place(principal, place_id, [a], received_at)]


def _write(
    principal: Principal,
    place_id: int,
    arrivals: list[Arrival],
    received_at: datetime,
    *,
    is_held: bool = True,
) -> list[Receipt]:
    with scope.system():
        county_id = queries.county_of(place_id)
        if county_id is None:
            return [_hold(principal, a, received_at, (reason("out_of_scope"),)) for a in arrivals]
        link = journal.lock_head(place_id, county_id)
        known = queries.known(a.entry.id for a in arrivals)
        batch = _batch(principal, place_id, county_id, arrivals, received_at)
    receipts, fresh = _known_and_fresh(principal, arrivals, known, received_at)
    ordered = sorted(fresh, key=lambda arrival: not _has_effects(arrival.entry))
    accepted: list[Accepted] = []
    groups: frozenset[UUID] = frozenset()
    for wave in _waves(ordered):
        taken = _judge_wave(principal, batch, wave, receipts, is_held=is_held)
        if taken:
            link, changed = _append(batch, link, taken)
            accepted += taken
            groups |= changed
    if accepted:
        with scope.system():
            _derive(batch, accepted, groups, from_order=derivers.AFTER_PEOPLE)
            journal.save_head(place_id, link)
            quarantine.release(accepted)
    return receipts


def _waves(ordered: list[Arrival]) -> Iterator[list[Arrival]]:
    """The batch cut where an entry must see those before it: people before assessments,
    and what a case's rules look at before the entry they judge."""
    wave: list[Arrival] = []
    for arrival in ordered:
        follows_people = bool(wave) and _has_effects(wave[-1].entry) > _has_effects(arrival.entry)
        groups = {earlier.entry.group for earlier in wave}
        if follows_people or (arrival.entry.group in groups and guards.is_guarded(arrival.entry)):
            yield wave
            wave = []
        wave.append(arrival)
    if wave:
        yield wave


def _judge_wave(
    principal: Principal,
    batch: Batch,
    wave: list[Arrival],
    receipts: list[Receipt],
    *,
    is_held: bool,
) -> list[Accepted]:
    taken: list[Accepted] = []
    for arrival in wave:
        verdict = judge(batch, arrival.entry, arrival.sha256)
        key = str(arrival.raw["id"])
        if isinstance(verdict, Accepted):
            batch.admit(verdict)
            taken.append(verdict)
            receipts.append(Receipt(key, "accepted", flags=verdict.flags))
        elif is_held:
            receipts.append(_hold(principal, arrival, batch.received_at, verdict))
        else:
            receipts.append(Receipt(key, "quarantined", verdict))
    return taken


def _append(batch: Batch, link: journal.Link, taken: list[Accepted]) -> tuple[journal.Link, frozenset[UUID]]:
    # Written under the user's own role: the database refuses what the checks may have missed.
    link = journal.append(link, taken)
    groups = frozenset(item.entry.group for item in taken)
    with scope.system():
        kinds = {(item.entry.group, item.group_kind) for item in taken}
        journal.touch(kinds, batch.place_id, batch.county_id, link.seq)
        changed = _derive(batch, taken, groups, upto_order=derivers.AFTER_PEOPLE)
        journal.touch({(g, "household") for g in changed - groups}, *_place_of(batch), link.seq)
        queries.refresh(batch, set(changed))
    return link, changed


def _place_of(batch: Batch) -> tuple[int, int]:
    return batch.place_id, batch.county_id


def _derive(
    batch: Batch,
    accepted: list[Accepted],
    groups: frozenset[UUID],
    *,
    from_order: int = 0,
    upto_order: int | None = None,
) -> frozenset[UUID]:
    change = derivers.Change(
        *_place_of(batch),
        groups,
        tuple(entry_of(item, batch.library) for item in accepted),
        RegistryJournal(batch.library),
    )
    return derivers.run(change, from_order=from_order, upto_order=upto_order)


def _has_effects(entry: Incoming) -> bool:
    try:
        return bool(bindings.effects_of(entry.form, entry.version))
    except UnknownFormError:
        return False


def _batch(
    principal: Principal,
    place_id: int,
    county_id: int,
    arrivals: list[Arrival],
    received_at: datetime,
) -> Batch:
    territory = {place_id, county_id, queries.COUNTRY}
    roles = frozenset(role for role, place in principal.roles if place in territory)
    batch = Batch(
        user_id=UUID(str(principal.user_id)),
        roles=roles,
        library=queries.library(),
        place_id=place_id,
        county_id=county_id,
        received_at=received_at,
    )
    queries.fill(batch, [a.entry for a in arrivals])
    return batch


def _known_and_fresh(
    principal: Principal,
    arrivals: list[Arrival],
    known: dict[UUID, queries.Known],
    received_at: datetime,
) -> tuple[list[Receipt], list[Arrival]]:
    receipts: list[Receipt] = []
    fresh: list[Arrival] = []
    seen: dict[UUID, bytes] = {}
    for arrival in arrivals:
        entry_id = arrival.entry.id
        first = known.get(entry_id)
        if first is None and entry_id not in seen:
            seen[entry_id] = arrival.sha256
            fresh.append(arrival)
        elif first is not None and arrival.sha256 in first.receipts and first.is_final(arrival.sha256):
            receipts.append(first.receipts[arrival.sha256])
        elif first is not None and not first.is_accepted:
            # Corrected since and sent again, or it waited for something that has come by now.
            fresh.append(arrival)
        elif seen.get(entry_id) != arrival.sha256:
            receipts.append(_hold(principal, arrival, received_at, (reason("id_reused"),)))
    return receipts, fresh


def _hold(principal: Principal, arrival: Arrival, at: datetime, reasons: tuple[Reason, ...]) -> Receipt:
    quarantine.hold(principal, arrival.entry, arrival.raw, arrival.sha256, at, reasons)
    return Receipt(str(arrival.raw["id"]), "quarantined", reasons)
