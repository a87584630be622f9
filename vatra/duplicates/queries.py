"""Pairs as pages show them. All run in the reader's scope: names come only where he may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.duplicates.judging import REASONS

MOST: Final = 50
# Open: neither file joined to another nor withheld by a restriction, and nobody has said that they
# are two persons. A pair whose person lives elsewhere stays open until the file there has ended.
OPEN: Final = """
FROM duplicates_pair d
JOIN people_person a ON a.id = d.one_id AND a.merged_into_id IS NULL AND NOT a.is_void AND a.restricted_on IS NULL
JOIN people_person b ON b.id = d.other_id AND b.merged_into_id IS NULL AND NOT b.is_void AND b.restricted_on IS NULL
LEFT JOIN LATERAL (
    SELECT v.verdict, v.person_id, v.record_id, v.decided_on FROM duplicates_verdict v
    WHERE v.person_id IN (d.one_id, d.other_id) AND v.other_id IN (d.one_id, d.other_id)
    ORDER BY v.decided_on DESC, v.record_id DESC LIMIT 1) v ON true
WHERE (v.verdict IS NULL OR (v.verdict = 'elsewhere' AND EXISTS (
    SELECT 1 FROM people_membership m WHERE m.person_id = v.person_id AND m.to_on IS NULL)))
"""
COLUMNS: Final = """
SELECT d.one_id, d.other_id, d.place_id, d.other_place_id, d.probability, d.reasons, d.found_on,
       v.verdict, v.person_id AS leaving_id
"""
AFTER: Final = " AND (d.probability, d.one_id, d.other_id) < (%(probability)s, %(one)s, %(other)s)"
ORDER: Final = " ORDER BY d.probability DESC, d.one_id DESC, d.other_id DESC LIMIT %(most)s"
KINDS: Final[Mapping[str, str]] = {
    "": "",
    "aici": " AND d.place_id = d.other_place_id",
    "intre": " AND d.place_id <> d.other_place_id",
}
FILES: Final = """
SELECT p.id, p.home_id, p.household_id, p.place_id, p.county_id, u.name AS place, p.sex, p.birth_year,
       p.alive, p.merged_into_id, i.family_name, i.given_name, i.birth_date, i.cnp_last4, i.phone,
       a.name AS household, a.street, a.number, l.name AS village,
       (SELECT min(m.from_on) FROM people_membership m WHERE m.person_id = p.id) AS since,
       (SELECT count(*) FROM records_record r WHERE r.subject_id = p.id) AS records,
       (SELECT e.text FROM dossiers_dossier s JOIN dossiers_reference e ON e.dossier_id = s.id
        WHERE s.group_id = p.home_id ORDER BY s.opened_on DESC LIMIT 1) AS reference
FROM people_person p JOIN places_place u ON u.siruta = p.place_id
LEFT JOIN people_identity i ON i.person_id = p.id
LEFT JOIN people_household h ON h.id = p.home_id LEFT JOIN people_address a ON a.household_id = p.home_id
LEFT JOIN places_place l ON l.siruta = h.locality_id AND i.person_id IS NOT NULL
WHERE p.id = ANY (%s)
"""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class After:
    """The last pair of the page before."""

    probability: str
    one: UUID
    other: UUID


def listed(kind: str = "", after: After | None = None) -> tuple[list[Row], bool]:
    """Open pairs, the likeliest first, with their two files; and whether there are more. Two statements."""
    query = COLUMNS + OPEN + KINDS[kind] + (AFTER if after else "") + ORDER
    given: dict[str, Any] = {"most": MOST + 1}
    if after:
        given |= {"probability": after.probability, "one": after.one, "other": after.other}
    found = _many(query, given)
    shown = found[:MOST]
    ids = [row[key] for row in shown for key in ("one_id", "other_id")]
    known = files(ids)
    for row in shown:
        row["files"] = [known[row["one_id"]], known[row["other_id"]]]
        row["told"] = [REASONS[code] for code in row["reasons"]]
    return shown, len(found) > MOST


def count(kind: str = "") -> int:
    """How many pairs wait for somebody."""
    return int(_many(f"SELECT count(*) AS pairs {OPEN} {KINDS[kind]}", {})[0]["pairs"])


def pair(one: UUID, other: UUID) -> Row | None:
    """The pair as found, open or not; None where the reader sees none, or one of them is withheld."""
    found = _many(
        "SELECT d.*, v.verdict, v.record_id, v.decided_on, v.person_id AS leaving_id "
        "FROM duplicates_pair d LEFT JOIN LATERAL (SELECT * FROM duplicates_verdict v "
        "WHERE v.person_id IN (d.one_id, d.other_id) AND v.other_id IN (d.one_id, d.other_id) "
        "ORDER BY v.decided_on DESC, v.record_id DESC LIMIT 1) v ON true "
        "WHERE d.one_id = %(one)s AND d.other_id = %(other)s AND NOT EXISTS (SELECT 1 FROM people_person p "
        "WHERE p.id IN (d.one_id, d.other_id) AND p.restricted_on IS NOT NULL)",
        {"one": one, "other": other},
    )
    for row in found:
        row["told"] = [REASONS[code] for code in row["reasons"]]
    return found[0] if found else None


def files(ids: list[UUID]) -> dict[UUID, Row]:
    """``{person: file}``; names are None where the reader may not see them."""
    return {row["id"]: row for row in _many(FILES, [ids])} if ids else {}


def _many(query: str, arguments: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
