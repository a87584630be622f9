"""Households as lists and as one page. Above the local level the address is simply not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import Http404

from vatra.accounts.principals import Principal
from vatra.database import trips
from vatra.office.queries import households_list, rows
from vatra.office.queries.households_list import Filter
from vatra.office.queries.rows import Row

PAGE: Final = 30
OPEN: Final = f"f.group_id = h.id AND {households_list.OPEN}"
LIST: Final = f"""
SELECT h.id, h.place_id, u.name AS place, v.name AS village, a.name, a.street, a.number, d.dossier_id,
       d.reference, d.state, d.kind,
       (SELECT count(*) FROM people_person p WHERE p.home_id = h.id AND p.alive AND NOT p.is_void
        AND p.merged_into_id IS NULL) AS members,
       (SELECT max(f.urgency) FROM dossiers_finding f WHERE {OPEN}) AS worst,
       (SELECT count(*) FROM dossiers_finding f WHERE {OPEN}) AS open,
       (SELECT max(r.occurred_on) FROM records_record r WHERE r.group_id = h.id) AS last_on
FROM ({{wanted}}) k JOIN people_household h ON h.id = k.id
LEFT JOIN people_address a ON a.household_id = h.id
LEFT JOIN places_place v ON v.siruta = h.locality_id JOIN places_place u ON u.siruta = h.place_id
LEFT JOIN LATERAL (SELECT d.id AS dossier_id, e.text AS reference, d.state, d.kind
    FROM dossiers_dossier d LEFT JOIN dossiers_reference e ON e.dossier_id = d.id
    WHERE d.group_id = h.id ORDER BY d.closed_on IS NULL DESC, d.opened_on DESC LIMIT 1) d ON true
ORDER BY k.rank, k.id
"""  # noqa: S608 - names of ours
GIVEN: Final = "SELECT id, rank FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY g(id, rank)"
MEMBERS: Final = """
SELECT p.id, p.sex, p.birth_year, p.relation, p.alive, p.died_on, p.family_doctor, p.insured,
       i.family_name, i.given_name, i.birth_date, i.cnp_last4, i.phone, m.from_on, m.to_on
FROM people_person p LEFT JOIN people_identity i ON i.person_id = p.id
LEFT JOIN LATERAL (SELECT from_on, to_on FROM people_membership WHERE person_id = p.id
    AND household_id = %(group)s ORDER BY from_on DESC LIMIT 1) m ON true
WHERE p.home_id = %(group)s AND NOT p.is_void AND p.merged_into_id IS NULL
ORDER BY m.to_on IS NOT NULL, p.birth_year, p.id
"""
GONE: Final = """
SELECT p.id, p.sex, p.birth_year, i.family_name, i.given_name, i.birth_date, m.relation, m.from_on, m.to_on
FROM people_membership m JOIN people_person p ON p.id = m.person_id
LEFT JOIN people_identity i ON i.person_id = p.id
WHERE m.household_id = %s AND p.home_id <> m.household_id AND NOT p.is_void ORDER BY m.to_on DESC, p.id
"""
# The parts say, by the reader's own rights, whether there is anything in the entry for him.
RECORDS: Final = """
SELECT r.id, r.form, r.version, r.subject_type, r.subject_id, r.occurred_on, r.made_at, r.intent,
       r.role, r.flags, r.app, u.full_name AS author, v.name AS device,
       (SELECT array_agg(p.sensitivity) FROM records_part p WHERE p.record_id = r.id) AS marks,
       EXISTS (SELECT 1 FROM records_record n WHERE n.prev_id = r.id) AS is_replaced
FROM (
    SELECT r.* FROM records_record r WHERE r.group_id = %(group)s AND r.subject_type <> 'person'
    UNION ALL
    SELECT r.* FROM people_person p JOIN records_record r ON r.subject_id = p.id
        AND r.subject_type = 'person' WHERE p.home_id = %(group)s
) r LEFT JOIN accounts_user u ON u.id = r.author_id LEFT JOIN records_device v ON v.id = r.device_id
WHERE %(person)s::uuid IS NULL OR r.subject_id = %(person)s
ORDER BY r.occurred_on DESC, r.seq DESC LIMIT 200
"""
DOSSIERS: Final = """
SELECT d.id, d.kind, d.state, d.urgency, d.opened_on, d.closed_on, d.next_due_on, e.text AS reference,
       u.full_name AS manager FROM dossiers_dossier d
LEFT JOIN dossiers_reference e ON e.dossier_id = d.id LEFT JOIN accounts_user u ON u.id = d.manager_id
WHERE d.group_id = %s ORDER BY d.closed_on IS NULL DESC, d.opened_on DESC, d.id
"""
CONFLICTS: Final = "SELECT record_ids, form FROM dossiers_conflict WHERE group_id = %s ORDER BY record_ids"
ONE: Final = """
SELECT h.id, h.place_id, h.county_id, h.locality_id, h.head_id, h.is_void, u.name AS place,
       v.name AS village, a.name, a.street, a.number, a.geo, c.county_code
FROM people_household h LEFT JOIN people_address a ON a.household_id = h.id
JOIN places_place u ON u.siruta = h.place_id LEFT JOIN places_place v ON v.siruta = h.locality_id
LEFT JOIN places_place c ON c.siruta = h.county_id WHERE h.id = %s
"""


@dataclass(frozen=True, slots=True)
class Page:
    """Households of one page, whether more follow, and how many there are in all, in words."""

    rows: list[Row]
    has_more: bool
    total: str


def page(principal: Principal, narrowed: Filter, after: UUID | None) -> Page:
    """The page after the household named."""
    wanted, arguments = households_list.ids(principal, narrowed, after, PAGE + 1)
    found = rows.many(LIST.format(wanted=wanted), arguments)
    counted = trips.read(households_list.count(principal, narrowed))[0][0][0]
    return Page(found[:PAGE], len(found) > PAGE, in_words(counted, households_list.most(principal)))


def in_words(counted: int, most: int) -> str:
    """A number of households; of very many, that there are more than were counted."""
    return f"peste {most:,}".replace(",", ".") if counted > most else str(counted)


def of_ids(ids: list[UUID]) -> list[Row]:
    """The rows of the list for these households, in their order."""
    return rows.many(LIST.format(wanted=GIVEN), {"ids": ids})


def one(group_id: UUID) -> Row:
    """The household. Http404 when it is not there for this reader."""
    found = rows.one(ONE, [group_id])
    if found is None:
        raise Http404
    return found


def members(group_id: UUID) -> list[Row]:
    return rows.many(MEMBERS, {"group": group_id})


def gone(group_id: UUID) -> list[Row]:
    """Who lived here and has a file elsewhere now."""
    return rows.many(GONE, [group_id])


def records(group_id: UUID, person_id: UUID | None = None) -> list[Row]:
    return rows.many(RECORDS, {"group": group_id, "person": person_id})


def dossiers(group_id: UUID) -> list[Row]:
    return rows.many(DOSSIERS, [group_id])


def conflicts(group_id: UUID) -> list[Row]:
    return rows.many(CONFLICTS, [group_id])
