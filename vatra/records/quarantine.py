"""Entries that were not accepted: kept whole, visible to author and coordinator, tried again.

The answers lie sealed, because those of a form that the server does not know may hold anything.
Beside them stand, for coordinators, the parts that each sensitivity may read (`records_heldpart`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from vatra.database import bulk, scope
from vatra.kit.errors import UnknownFormError
from vatra.kit.ids import uuid7
from vatra.people import sealing
from vatra.records import parts, queries
from vatra.records.incoming import Incoming, canonical, fingerprint, key_of, storable
from vatra.records.journal import Accepted
from vatra.records.receipts import Principal, Receipt
from vatra.records.refusals import Reason, reason

INSERT = """
INSERT INTO records_quarantine (record_id, place_id, author_id, device_id, form, sha256, key, county_id,
    role, payload, reasons, codes, received_at, state)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'held')
ON CONFLICT (record_id, sha256) DO UPDATE SET reasons = EXCLUDED.reasons, codes = EXCLUDED.codes
RETURNING key, xmax = 0
"""
PART = ("key", "sensitivity", "place_id", "county_id", "role", "answers")
ROLE_LETTERS = 40
BATCH = 200
# Of before answers were sealed and cut: `records_reseal_held` lets the answers be sealed, and nothing else change.
OLD = """
SELECT q.key, q.record_id, q.place_id, q.county_id, q.role, q.form, q.payload::text, (q.payload -> 'answers')::text
FROM records_quarantine q WHERE q.key > %s AND q.payload ? 'answers' AND (NOT q.payload -> 'answers' ? '$sealed'
    OR NOT EXISTS (SELECT 1 FROM records_heldpart h WHERE h.key = q.key)) ORDER BY q.key LIMIT %s
"""
SEAL = """
SELECT records_reseal_held(key, payload, jsonb_set(payload, '{answers}', %s)) FROM records_quarantine WHERE key = %s
"""


@dataclass(frozen=True, slots=True)
class _Held:
    """One entry on its way into quarantine; what cannot be read of it has an empty value."""

    record_id: UUID
    place_id: int
    author_id: str
    device_id: UUID | None
    form: str
    sha256: bytes


def hold(
    principal: Principal,
    entry: Incoming,
    raw: Mapping[str, Any],
    sha256: bytes,
    at: datetime,
    reasons: Sequence[Reason],
) -> None:
    """Keep an entry aside with its reasons. The same content again only renews the reasons."""
    held = _Held(entry.id, entry.place, principal.user_id, entry.device, entry.form, sha256)
    _insert(held, raw, reasons, at)


def hold_unreadable(principal: Principal, raw: Mapping[str, Any], at: datetime, *, path: str) -> None:
    """Keep what could not even be typed, under the id it claims or a new one."""
    clean = storable(raw)
    sha256 = hashlib.sha256(canonical(clean)).digest()
    held = _Held(_uuid(raw.get("id")), _int(raw.get("place")), principal.user_id, None, "", sha256)
    _insert(held, clean, (Reason("unreadable", reason("unreadable").message, path),), at)


def hold_all(principal: Principal, records: Sequence[Mapping[str, Any]], code: str) -> list[Receipt]:
    """Hold every entry of a push for one reason (a revoked phone, an ended account).

    What was accepted before, and only lost its receipt, gets the receipt of that time.
    """
    now, why = datetime.now(UTC), reason(code)
    with scope.system():
        known = queries.known(_uuid(raw.get("id")) for raw in records)
    receipts = []
    for raw in records:
        clean = storable(raw)
        sha256 = fingerprint(clean)
        before = known.get(_uuid(raw.get("id")))
        if before and before.is_accepted and sha256 in before.receipts:
            receipts.append(before.receipts[sha256])
            continue
        form = str(clean.get("form", ""))
        held = _Held(_uuid(raw.get("id")), _int(raw.get("place")), principal.user_id, None, form, sha256)
        _insert(held, clean, (why,), now)
        receipts.append(Receipt(key_of(raw), "quarantined", (why,)))
    return receipts


def release(accepted: Sequence[Accepted]) -> None:
    """Close their author's held versions of entries that have now been accepted under the same id."""
    ids = [item.entry.id for item in accepted]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_quarantine SET state = 'accepted', closed_at = now() "
            "WHERE record_id = ANY (%s) AND author_id = ANY (%s) AND state = 'held'",
            [ids, list({item.entry.author for item in accepted})],
        )


def waiting(principal: Principal, groups: Iterable[UUID]) -> list[dict[str, Any]]:
    """Entries of the author about these groups, held only because something was not here yet."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_id, payload, reasons FROM records_quarantine WHERE state = 'held' "
            "AND author_id = %s AND payload->>'group' = ANY (%s) ORDER BY received_at, key",
            [principal.user_id, [str(group) for group in groups]],
        )
        rows = [(opened(record_id, payload), _decoded(why)) for record_id, payload, why in cursor.fetchall()]
    return [raw for raw, reasons in rows if {r["code"] for r in reasons} <= queries.WAITING]


def opened(record_id: UUID, payload: Any) -> dict[str, Any]:
    """The entry as it came, from its stored payload."""
    raw: dict[str, Any] = _decoded(payload)
    sealed = raw.get("answers")
    if not isinstance(sealed, Mapping) or set(sealed) != {sealing.MARK}:
        return raw
    return raw | {"answers": json.loads(sealing.open_answer(sealed, record_id))}


def seal() -> int:
    """Seal and cut what was held before that was done; how many entries changed. Safe to repeat, and broken off."""
    changed, last = 0, UUID(int=0)
    while True:
        with scope.system(), connection.cursor() as cursor:
            cursor.execute(OLD, [last, BATCH])
            rows = cursor.fetchall()
            changed += sum(_seal(row) for row in rows)
        if not rows:
            return changed
        last = rows[-1][0]


def _seal(row: tuple[Any, ...]) -> bool:
    key, record_id, place, county, role, form, payload, answers = row
    raw = json.loads(payload)
    is_open = opened(record_id, raw) is raw
    held = _Held(record_id, place, "", None, form, b"")
    cut = _parts(held, opened(record_id, raw))
    with connection.cursor() as cursor:
        if is_open:
            cursor.execute(SEAL, [json.dumps(sealing.wrap(answers, record_id)), key])
        rows = [(key, level, place, county, role, part) for level, part in cut.items()]
        bulk.insert(cursor, "records_heldpart", PART, rows, "ON CONFLICT DO NOTHING")
    return is_open or bool(rows)


def _insert(held: _Held, raw: Mapping[str, Any], reasons: Sequence[Reason], at: datetime) -> None:
    county = queries.county_of(held.place_id) or 0
    role = raw.get("role")
    known_role = role[:ROLE_LETTERS] if isinstance(role, str) else ""
    where = (uuid7(), county, known_role)
    told = json.dumps([r.as_json() for r in reasons])
    rest = (json.dumps(_sealed(held, raw)), told, list(dict.fromkeys(r.code for r in reasons)), at)
    head = (held.record_id, held.place_id, held.author_id, held.device_id, held.form, held.sha256)
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(INSERT, [*head, *where, *rest])
        key, is_new = cursor.fetchone()
        if is_new:
            place = (held.place_id, county, known_role)
            rows = [(key, level, *place, answers) for level, answers in _parts(held, raw).items()]
            bulk.insert(cursor, "records_heldpart", PART, rows, "ON CONFLICT DO NOTHING")


def _sealed(held: _Held, raw: Mapping[str, Any]) -> dict[str, Any]:
    if "answers" not in raw:
        return dict(raw)
    return {**raw, "answers": sealing.wrap(json.dumps(raw["answers"]), held.record_id)}


def _parts(held: _Held, raw: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """The answers by sensitivity; none where they are not of the form's shape: then only the author reads."""
    try:
        form = queries.library().form(held.form, str(raw.get("version")))
        answers = raw.get("answers")
        if not isinstance(answers, Mapping):
            return {}
        return parts.split(form["items"], answers, lambda value: sealing.wrap(value, held.record_id))
    except (UnknownFormError, TypeError, KeyError, AttributeError):
        return {}


def _uuid(value: Any) -> UUID:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        return UUID(uuid7())


def _int(value: Any) -> int:
    in_range = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31
    return value if in_range else 0


def _decoded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
