"""The one write path: entries come in, receipts go out.

A batch is cut by place; each place is one transaction under that place's lock. In it the
entries are judged, the accepted ones appended to the journal, the others quarantined, and
everything derived from them (people, dossiers, tallies) is brought up to date. Should that
fail for a reason of the server, the entries are tried one by one, so that a single bad one
cannot hold the others back; it alone gets ``retry`` and stays on the phone.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec
from django.db import DatabaseError

from vatra.database import metrics, scope
from vatra.records import incoming, quarantine, writing
from vatra.records.receipts import Principal, Receipt
from vatra.records.refusals import RefusedError, reason
from vatra.records.writing import Arrival, Written

log = logging.getLogger(__name__)


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
    may_wait = False
    with _uncollected():
        for place_id, group in groupby(arrivals, key=lambda a: a.entry.place):
            written = _place(principal, place_id, list(group), received_at)
            receipts |= {receipt.id: receipt for receipt in written.receipts}
            may_wait = may_wait or written.may_wait
        if may_wait:
            _retry_waiting(principal, arrivals, receipts, received_at)
    metrics.took(receipt.status for receipt in receipts.values())
    return [receipts[incoming.key_of(raw)] for raw in records]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no rings of dead objects meanwhile: a push makes many objects and next to no rings."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def submit_one(*, principal: Principal, record: Mapping[str, Any]) -> Receipt:
    """One entry from an office page.

    Raises:
        RefusedError: it was not accepted; the reasons are for the page. The page keeps the form.
    """
    received_at = datetime.now(UTC)
    try:
        entry = incoming.parse(record)
    except (msgspec.ValidationError, ValueError) as error:
        raise RefusedError((reason("unreadable"),)) from error
    arrival = Arrival(entry, record, incoming.fingerprint(record))
    with scope.system(together=True):
        receipts = writing.write(principal, entry.place, [arrival], received_at, is_held=False).receipts
    if receipts[0].status != "accepted":
        raise RefusedError(receipts[0].reasons)
    return receipts[0]


def _retry_waiting(
    principal: Principal,
    arrivals: list[Arrival],
    receipts: dict[str, Receipt],
    received_at: datetime,
) -> None:
    """Take the author's held entries that only waited for what has been accepted just now.

    Again while anything is taken: a correction waits for a person who waited for her household.
    """
    came = {a.entry.group for a in arrivals if receipts[str(a.raw["id"])].status == "accepted"}
    while came:
        taken = _take_waiting(principal, came, received_at)
        receipts |= {receipt.id: receipt for receipt, _ in taken if receipt.id in receipts}
        came = {group for receipt, group in taken if receipt.status == "accepted"}


def _take_waiting(
    principal: Principal, groups: set[UUID], received_at: datetime
) -> list[tuple[Receipt, UUID]]:
    waiting = quarantine.waiting(principal, groups)
    held = [Arrival(incoming.parse(raw), raw, incoming.fingerprint(raw)) for raw in waiting]
    held.sort(key=lambda a: a.entry.place)
    of = {str(a.raw["id"]): a.entry.group for a in held}
    return [
        (receipt, of[receipt.id])
        for place_id, group in groupby(held, key=lambda a: a.entry.place)
        for receipt in _place(principal, place_id, list(group), received_at).receipts
    ]


def _read(
    principal: Principal,
    raw: Mapping[str, Any],
    received_at: datetime,
    arrivals: list[Arrival],
    receipts: dict[str, Receipt],
) -> None:
    key = incoming.key_of(raw)
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


def _place(principal: Principal, place_id: int, arrivals: list[Arrival], received_at: datetime) -> Written:
    try:
        with scope.system(together=True):
            return writing.write(principal, place_id, arrivals, received_at)
    except DatabaseError as error:
        if len(arrivals) == 1:
            log.error("entry_not_written", extra={"error": type(error).__name__})
            return _to_retry(arrivals[0])
    except Exception as error:
        # A fault in derivation is ours, not the worker's: she keeps the entry and it is retried.
        if len(arrivals) == 1:
            log.exception("entry_not_derived", extra={"error": type(error).__name__})
            return _to_retry(arrivals[0])
    parts = [_place(principal, place_id, [arrival], received_at) for arrival in arrivals]
    return Written([r for part in parts for r in part.receipts], any(part.may_wait for part in parts))


def _to_retry(arrival: Arrival) -> Written:
    fault = Receipt(str(arrival.raw["id"]), "retry", (reason("server_fault"),))
    return Written([fault], may_wait=False)
