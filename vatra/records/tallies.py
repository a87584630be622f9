"""How many entries of each phone were accepted, and how many of those count: kept, not counted again.

A phone asks at every sync, and what it ever sent only grows. The numbers stand by phone and place
and change under the place's lock, with the entries that change them. What the former release writes
while it is being replaced is beyond ``records_head.counted_seq``: readings add it, the next push of
the place keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db import connection

from vatra.database.trips import Question

# An entry counts until it is corrected or voided; the first entry that does so takes it out.
_CHANGES: Final = """
WITH fresh AS (
    SELECT r.device_id, r.place_id, r.intent, r.prev_id, r.seq
    FROM records_head h JOIN records_record r ON r.place_id = h.place_id AND r.seq > {since}
    WHERE h.place_id = ANY (%(places)s)
), changes AS (
    SELECT device_id, place_id, 1 AS accepted, (intent <> 'void')::int AS counted FROM fresh
    UNION ALL
    SELECT p.device_id, n.place_id, 0, -1
    FROM fresh n JOIN records_record p ON p.id = n.prev_id AND p.intent <> 'void'
    WHERE NOT EXISTS (SELECT 1 FROM records_record o WHERE o.prev_id = n.prev_id AND o.seq < n.seq)
)
"""
_NEW: Final = _CHANGES.format(since="h.counted_seq")
_ALL: Final = _CHANGES.format(since="0")
_SUMS: Final = """
SELECT device_id, place_id, sum(accepted), sum(counted) FROM changes
WHERE device_id IS NOT NULL GROUP BY 1, 2
"""
_KEEP: Final = f"""
INSERT INTO records_devicetally AS t (device_id, place_id, accepted, counted) {_NEW} {_SUMS}
ON CONFLICT (device_id, place_id)
    DO UPDATE SET accepted = t.accepted + EXCLUDED.accepted, counted = t.counted + EXCLUDED.counted
"""
_KEEP_ANEW: Final = f"""
INSERT INTO records_devicetally AS t (device_id, place_id, accepted, counted) {_ALL} {_SUMS}
ON CONFLICT (device_id, place_id) DO UPDATE SET accepted = EXCLUDED.accepted, counted = EXCLUDED.counted
    WHERE (t.accepted, t.counted) <> (EXCLUDED.accepted, EXCLUDED.counted)
"""
_OF_DEVICE: Final = """
SELECT coalesce(sum(accepted), 0)::int, coalesce(sum(counted), 0)::int FROM (
    SELECT accepted, counted FROM records_devicetally WHERE device_id = %(device)s
    UNION ALL
    SELECT accepted, counted FROM changes WHERE device_id = %(device)s
) both_of_them
"""
_READ: Final = "\n".join((_NEW, _OF_DEVICE))


def keep(place_id: int) -> None:
    """Add the entries of the place that are not in the numbers yet (system scope, place locked).

    The caller then notes how far they go (:func:`vatra.records.journal.save_head`).
    """
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {"places": [place_id]})


def rebuild(place_id: int) -> None:
    """Count everything of the place anew (system scope, place locked); sound numbers are left alone."""
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_ANEW, {"places": [place_id]})
        cursor.execute(
            "UPDATE records_head SET counted_seq = seq WHERE place_id = %s AND counted_seq <> seq", [place_id]
        )


def asked(device_id: UUID, places: Iterable[int]) -> Question:
    """One row ``(accepted, counted)`` of a phone that writes in ``places`` (system scope)."""
    return _READ, {"device": device_id, "places": sorted(places)}
