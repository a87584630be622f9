"""Reads over people for the layers above. All run in the caller's scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from vatra.kit.dossiers import Member

CONTEXT = """
SELECT p.id, p.place_id, p.home_id, p.sex, p.id_state, p.family_doctor, p.insured, i.birth_date
FROM people_person p JOIN people_identity i ON i.person_id = p.id
"""


def contexts(persons: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What forms may ask about these persons: ``place_id, home_id, sex, id_state, ...``."""
    return _contexts("WHERE p.id = ANY (%s) AND NOT p.is_void", list(persons))


def contexts_of_households(households: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """The same for everybody whose file lies in these households."""
    return _contexts("WHERE p.home_id = ANY (%s) AND NOT p.is_void", list(households))


def _contexts(where: str, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(CONTEXT + where, [ids])
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row.pop("id"): row for row in rows}


def household_sizes(households: Iterable[UUID]) -> dict[UUID, int]:
    """Living members of each household today, as far as entries tell."""
    ids = list(households)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.household_id, count(*) FROM people_membership m "
            "JOIN people_person p ON p.id = m.person_id "
            "WHERE m.household_id = ANY (%s) AND m.to_on IS NULL AND p.alive AND NOT p.is_void "
            "AND p.merged_into_id IS NULL GROUP BY 1",
            [ids],
        )
        return dict.fromkeys(ids, 0) | dict(cursor.fetchall())


def members(households: Iterable[UUID]) -> dict[str, tuple[Member, ...]]:
    """Everybody whose file lies in each household, merged entries left out.

    ``since`` is the first day anywhere in the evidence: a move within the commune changes
    where a person is counted, not since when.
    """
    found: dict[str, list[Member]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.home_id, p.id, p.sex, i.birth_date, p.alive, p.died_on, "
            "(SELECT min(m.from_on) FROM people_membership m WHERE m.person_id = p.id) "
            "FROM people_person p JOIN people_identity i ON i.person_id = p.id "
            "WHERE p.home_id = ANY (%s) AND NOT p.is_void AND p.merged_into_id IS NULL "
            "ORDER BY p.home_id, p.id",
            [list(households)],
        )
        for home, person_id, sex, birth_date, alive, died_on, since in cursor.fetchall():
            member = Member(str(person_id), sex, birth_date, alive, since=since, until=died_on)
            found.setdefault(str(home), []).append(member)
    return {home: tuple(persons) for home, persons in found.items()}


def aliases(households: Iterable[UUID]) -> Mapping[str, str]:
    """``{absorbed person: survivor}`` for files that lie in these households."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, merged_into_id FROM people_person "
            "WHERE home_id = ANY (%s) AND merged_into_id IS NOT NULL",
            [list(households)],
        )
        return {str(absorbed): str(survivor) for absorbed, survivor in cursor.fetchall()}


def localities(households: Iterable[UUID]) -> dict[str, int]:
    """``{household: SIRUTA of its village}`` where known."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, locality_id FROM people_household WHERE id = ANY (%s) AND locality_id IS NOT NULL",
            [list(households)],
        )
        return {str(household): locality for household, locality in cursor.fetchall()}
