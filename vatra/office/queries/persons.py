"""One person: identity as far as the reader may see it, stays, consents, merges."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import Http404

from vatra.office.queries import rows
from vatra.office.queries.rows import Row

ONE: Final = """
SELECT p.id, p.place_id, p.county_id, p.home_id, p.household_id, p.sex, p.birth_year, p.id_state,
       p.family_doctor, p.insured, p.relation, p.alive, p.died_on, p.merged_into_id, p.is_void,
       i.family_name, i.given_name, i.birth_date, i.cnp_last4, i.phone, i.languages, i.doctor_name,
       i.foreign_sealed IS NOT NULL AS has_foreign, i.guardian,
       (SELECT g.family_name || ' ' || g.given_name FROM people_identity g
        WHERE g.person_id::text = i.guardian) AS guardian_name, u.name AS place
FROM people_person p LEFT JOIN people_identity i ON i.person_id = p.id
JOIN places_place u ON u.siruta = p.place_id WHERE p.id = %s
"""
STAYS: Final = """
SELECT m.household_id, m.relation, m.from_on, m.to_on, a.name FROM people_membership m
LEFT JOIN people_address a ON a.household_id = m.household_id
WHERE m.person_id = %s ORDER BY m.from_on DESC
"""
CONSENTS: Final = """
SELECT record_id, purposes, given_on, until_on, withdrawn FROM people_consent
WHERE person_id = %s ORDER BY given_on DESC, record_id
"""
MERGES: Final = """
SELECT m.record_id, m.survivor_id, m.absorbed_id, m.merged_on, m.undone_by_id, m.group_id,
       a.family_name || ' ' || a.given_name AS absorbed, s.family_name || ' ' || s.given_name AS survivor
FROM people_merge m LEFT JOIN people_identity a ON a.person_id = m.absorbed_id
LEFT JOIN people_identity s ON s.person_id = m.survivor_id
WHERE m.survivor_id = %(id)s OR m.absorbed_id = %(id)s ORDER BY m.merged_on DESC, m.record_id
"""
CARDS: Final = """
SELECT p.id, p.home_id, p.sex, p.birth_year, p.alive, p.relation, i.family_name, i.given_name,
       i.birth_date, a.name AS household, a.street, a.number, v.name AS village
FROM people_person p JOIN people_identity i ON i.person_id = p.id
LEFT JOIN people_household h ON h.id = p.home_id
LEFT JOIN people_address a ON a.household_id = p.home_id
LEFT JOIN places_place v ON v.siruta = h.locality_id WHERE p.id = ANY (%s)
"""


def one(person_id: UUID) -> Row:
    """The person. Http404 when he is not there for this reader."""
    found = rows.one(ONE, [person_id])
    if found is None:
        raise Http404
    return found


def stays(person_id: UUID) -> list[Row]:
    return rows.many(STAYS, [person_id])


def consents(person_id: UUID) -> list[Row]:
    """Local scope only: above it a consent form has nothing to show."""
    return rows.many(CONSENTS, [person_id])


def merges(person_id: UUID) -> list[Row]:
    return rows.many(MERGES, {"id": person_id})


def cards(ids: list[UUID]) -> list[Row]:
    """Name, birth date and address of some persons, in the order of the ids."""
    found = {row["id"]: row for row in rows.many(CARDS, [ids])}
    return [found[each] for each in ids if each in found]
