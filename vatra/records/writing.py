"""One place's part of a push: judged, written and derived in one transaction (the caller's).

The transaction works as the system, which reads what the checks need and writes what is
derived; only the journal itself is written with the user's own rights.

The entries go in waves, because some must see what others did: people before assessments,
and of one household each entry that its case may refuse after those before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from vatra.database import scope
from vatra.kit.errors import UnknownFormError
from vatra.people import bindings
from vatra.records import derivers, guards, journal, quarantine, queries, tallies
from vatra.records.acceptance import Batch, judge
from vatra.records.entries import Memory, RegistryJournal, entry_of, remembering
from vatra.records.incoming import Incoming
from vatra.records.journal import Accepted
from vatra.records.receipts import Principal, Receipt
from vatra.records.refusals import Reason, reason


@dataclass(frozen=True, slots=True)
class Arrival:
    """An entry as it came (``raw``), typed, with its fingerprint."""

    entry: Incoming
    raw: Mapping[str, Any]
    sha256: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A receipt for each arrival; ``may_wait``: their author has entries that are held."""

    receipts: list[Receipt]
    may_wait: bool


def write(
    principal: Principal,
    place_id: int,
    arrivals: Sequence[Arrival],
    received_at: datetime,
    *,
    is_held: bool = True,
) -> Written:
    """Take the arrivals of one place (system scope); a receipt for each.

    ``is_held`` False: refused ones are not kept.
    """
    county_id = queries.county_of(place_id)
    if county_id is None:
        refused = [_hold(principal, a, received_at, (reason("out_of_scope"),)) for a in arrivals]
        return Written(refused, may_wait=False)
    batch = _batch(principal, place_id, county_id, received_at)
    opened = queries.fill(batch, [a.entry for a in arrivals])
    receipts, fresh = _known_and_fresh(principal, arrivals, opened.known, received_at)
    with remembering() as memory:
        memory.kinds = batch.groups
        accepted = _take(_Work(principal, batch, receipts, memory, is_held), opened.link, fresh)
    may_wait = opened.has_held or any(receipt.status == "quarantined" for receipt in receipts)
    if accepted and may_wait:
        quarantine.release(accepted)
    return Written(receipts, may_wait)


@dataclass(frozen=True, slots=True)
class _Work:
    """What every wave of one place works with."""

    principal: Principal
    batch: Batch
    receipts: list[Receipt]
    memory: Memory
    is_held: bool


def _take(work: _Work, link: journal.Link, fresh: Sequence[Arrival]) -> list[Accepted]:
    """Judge and write wave by wave, then derive; what was accepted."""
    accepted: list[Accepted] = []
    groups: frozenset[UUID] = frozenset()
    steps = list(waves(fresh))
    for wave in steps:
        taken = _judge_wave(work, wave)
        if taken:
            link, changed = _append(work, link, taken, is_last=wave is steps[-1])
            accepted += taken
            groups |= changed
    if accepted:
        _derive(work.batch, accepted, groups, from_order=derivers.AFTER_PEOPLE)
        tallies.keep(work.batch.place_id)
        journal.save_head(work.batch.place_id, link)
    return accepted


def waves(arrivals: Sequence[Arrival]) -> Iterator[list[Arrival]]:
    """The entries in as few waves as may be: as many as one household has entries to be guarded."""
    people = [arrival for arrival in arrivals if _has_effects(arrival.entry)]
    others = [arrival for arrival in arrivals if not _has_effects(arrival.entry)]
    yield from _in_steps(people)
    yield from _in_steps(others)


def _in_steps(arrivals: list[Arrival]) -> list[list[Arrival]]:
    steps: list[list[Arrival]] = []
    last: dict[UUID, int] = {}
    for arrival in arrivals:
        group = arrival.entry.group
        step = last.get(group, 0)
        if group in last and guards.is_guarded(arrival.entry):
            step += 1
        last[group] = step
        if step == len(steps):
            steps.append([])
        steps[step].append(arrival)
    return steps


def _judge_wave(work: _Work, wave: list[Arrival]) -> list[Accepted]:
    taken: list[Accepted] = []
    batch = work.batch
    batch.sight = guards.look([a.entry for a in wave if a.entry.group in batch.groups], batch.county_id)
    for arrival in wave:
        verdict = judge(batch, arrival.entry, arrival.sha256)
        key = str(arrival.raw["id"])
        if isinstance(verdict, Accepted):
            batch.admit(verdict)
            taken.append(verdict)
            work.receipts.append(Receipt(key, "accepted", flags=verdict.flags))
        elif work.is_held:
            work.receipts.append(_hold(work.principal, arrival, batch.received_at, verdict))
        else:
            work.receipts.append(Receipt(key, "quarantined", verdict))
    return taken


def _append(
    work: _Work, link: journal.Link, taken: list[Accepted], *, is_last: bool
) -> tuple[journal.Link, frozenset[UUID]]:
    batch, memory = work.batch, work.memory
    # Written under the user's own role: the database refuses what the checks may have missed.
    with scope.enter(work.principal.scope(), savepoint=False):
        link = journal.append(link, taken)
    memory.appended += [item.entry.id for item in taken]
    groups = frozenset(item.entry.group for item in taken)
    kinds = {(item.entry.group, item.group_kind) for item in taken}
    journal.touch(kinds, batch.place_id, batch.county_id, link.seq)
    if not any(_has_effects(item.entry) for item in taken):
        return link, groups
    memory.forget()
    changed = _derive(batch, taken, groups, upto_order=derivers.AFTER_PEOPLE)
    if further := changed - groups:
        journal.touch({(g, "household") for g in further}, *_place_of(batch), link.seq)
    if not is_last:
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
    """Whether the entry changes who lives where; people are written first."""
    try:
        return bool(bindings.effects_of(entry.form, entry.version))
    except UnknownFormError:
        return False


def _batch(
    principal: Principal,
    place_id: int,
    county_id: int,
    received_at: datetime,
) -> Batch:
    territory = {place_id, county_id, queries.COUNTRY}
    roles = frozenset(role for role, place in principal.roles if place in territory)
    return Batch(
        user_id=UUID(str(principal.user_id)),
        roles=roles,
        library=queries.library(),
        place_id=place_id,
        county_id=county_id,
        received_at=received_at,
    )


def _known_and_fresh(
    principal: Principal,
    arrivals: Sequence[Arrival],
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
        elif first is not None and not first.is_accepted and not first.is_taken:
            # Corrected since and sent again, or it waited for something that has come by now.
            fresh.append(arrival)
        elif seen.get(entry_id) != arrival.sha256:
            why = "taken_over" if first and first.is_taken else "id_reused"
            receipts.append(_hold(principal, arrival, received_at, (reason(why),)))
    return receipts, fresh


def _hold(principal: Principal, arrival: Arrival, at: datetime, reasons: tuple[Reason, ...]) -> Receipt:
    quarantine.hold(principal, arrival.entry, arrival.raw, arrival.sha256, at, reasons)
    return Receipt(str(arrival.raw["id"]), "quarantined", reasons)
