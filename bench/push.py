"""Pushes of 500: checked, journaled, derived, counted. Baseline: the same JSON only stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import connection, transaction

from bench import clock, database, entries
from bench.clock import Spent
from bench.entries import Commune, Entry
from bench.rows import Row
from vatra.records import actions

SIZE = 500
RAW = "CREATE TABLE IF NOT EXISTS bench_raw (id uuid PRIMARY KEY, place_id int, body jsonb)"


def rows(quick: bool) -> Iterator[Row]:
    """Registrations, assessments and visits of a commune that has households already."""
    at = entries.commune(database.communes()[1])
    _warm(entries.commune(database.communes()[2]))
    homes = at.homes(40 if quick else 360)
    for name, make in (
        ("registrations", entries.registrations),
        ("assessments", entries.assessments),
        ("first visits", entries.visits),
        ("second visits", partial(entries.visits, days_ago=5)),
    ):
        yield _measured(name, at, make(at, homes))


def _warm(at: Commune) -> None:
    homes = at.homes(2)
    for make in (entries.registrations, entries.assessments, entries.visits):
        actions.submit(principal=at.writer.principal, records=make(at, homes))


def _measured(name: str, at: Commune, written: list[Entry]) -> Row:
    spent = [_push(at, batch) for batch in entries.cut(written, SIZE)]
    cpu = sum(one.cpu for one in spent)
    raw = _raw(written)
    statements, trips = max((one.statements, one.trips) for one in spent)
    python, base = sum(one.python for one in spent), sum(one.database for one in spent)
    return Row(
        f"push of {name}, {SIZE} at once",
        f"{len(written) / cpu:,.0f} records/s of one core ({python / len(written) * 1e3:.2f} ms Python, "
        f"{base / len(written) * 1e3:.2f} ms PostgreSQL a record; "
        f"at most {statements} statements in {trips} trips a push)",
        f"{len(written) / raw:,.0f}/s raw insert of the same JSON",
        cpu / raw,
        "4,000/s",
    )


def _push(at: Commune, batch: list[Entry]) -> Spent:
    with clock.spent() as spent:
        receipts = actions.submit(principal=at.writer.principal, records=batch)
    refused = [receipt for receipt in receipts if receipt.status != "accepted"]
    assert not refused, refused[0].reasons
    return spent


def _raw(written: list[dict[str, Any]]) -> float:
    """CPU seconds of storing the same entries with no look at them."""
    with database.superuser() as admin:
        admin.execute(RAW)
        admin.execute("GRANT INSERT ON bench_raw TO PUBLIC")
    with clock.spent() as spent:
        for batch in entries.cut(written, SIZE):
            values = [(entry["id"], entry["place"], json.dumps(entry)) for entry in batch]
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany("INSERT INTO bench_raw VALUES (%s, %s, %s)", values)
    return max(spent.cpu, 0.01)
