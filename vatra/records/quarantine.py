"""Entries that were not accepted: kept whole, visible to author and coordinator, tried again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from vatra.database import scope
from vatra.kit.ids import uuid7
from vatra.records import queries
from vatra.records.incoming import Incoming, canonical, fingerprint, storable
from vatra.records.journal import Accepted
from vatra.records.receipts import Principal, Receipt
from vatra.records.refusals import Reason, reason

INSERT = """
INSERT INTO records_quarantine (key, record_id, place_id, county_id, author_id, device_id, form,
    sha256, payload, reasons, received_at, state)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'held')
ON CONFLICT (record_id, sha256) DO UPDATE SET reasons = EXCLUDED.reasons
"""


def hold(
    principal: Principal,
    entry: Incoming,
    raw: Mapping[str, Any],
    sha256: bytes,
    at: datetime,
    reasons: Sequence[Reason],
) -> None:
    """Keep an entry aside with its reasons. The same content again only renews the reasons."""
    county = queries.county_of(entry.place) or 0
    row = (entry.id, entry.place, county, principal.user_id, entry.device, entry.form, sha256)
    _insert(row, raw, reasons, at)


def hold_unreadable(principal: Principal, raw: Mapping[str, Any], at: datetime, *, path: str) -> None:
    """Keep what could not even be typed, under the id it claims or a new one."""
    clean = storable(raw)
    sha256 = hashlib.sha256(canonical(clean)).digest()
    row = (_uuid(raw.get("id")), _int(raw.get("place")), 0, principal.user_id, None, "", sha256)
    _insert(row, clean, (Reason("unreadable", reason("unreadable").message, path),), at)


def release(accepted: Sequence[Accepted]) -> None:
    """Close their author's held versions of entries that have now been accepted under the same id."""
    ids = [item.entry.id for item in accepted]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_quarantine SET state = 'accepted', closed_at = now() "
            "WHERE record_id = ANY (%s) AND author_id = ANY (%s) AND state = 'held'",
            [ids, list({item.entry.author for item in accepted})],
        )


def _insert(row: tuple[Any, ...], raw: Mapping[str, Any], reasons: Sequence[Reason], at: datetime) -> None:
    rest = (json.dumps(raw), json.dumps([r.as_json() for r in reasons]), at)
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(INSERT, [uuid7(), *row, *rest])


def _uuid(value: Any) -> UUID:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        return UUID(uuid7())


def _int(value: Any) -> int:
    in_range = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31
    return value if in_range else 0


def hold_all(principal: Principal, records: Sequence[Mapping[str, Any]], code: str) -> list[Receipt]:
    """Hold every entry of a push for one reason (a revoked phone, an ended account)."""
    now, why = datetime.now(UTC), reason(code)
    receipts = []
    for raw in records:
        clean = storable(raw)
        row = (_uuid(raw.get("id")), _int(raw.get("place")), 0, principal.user_id, None)
        _insert((*row, str(clean.get("form", "")), fingerprint(clean)), clean, (why,), now)
        receipts.append(Receipt(str(raw.get("id")), "quarantined", (why,)))
    return receipts


def waiting(principal: Principal, groups: Iterable[UUID]) -> list[dict[str, Any]]:
    """Entries of the author about these groups, held only because something was not here yet."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT payload, reasons FROM records_quarantine WHERE state = 'held' "
            "AND author_id = %s AND payload->>'group' = ANY (%s) ORDER BY received_at, key",
            [principal.user_id, [str(group) for group in groups]],
        )
        rows = [(_decoded(payload), _decoded(reasons)) for payload, reasons in cursor.fetchall()]
    return [raw for raw, reasons in rows if {r["code"] for r in reasons} <= queries.WAITING]


def _decoded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
