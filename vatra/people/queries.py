"""Reads over people for the layers above. All run in the caller's scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from vatra.database import trips
from vatra.database.trips import Question
from vatra.kit.dossiers import Member

Rows = Sequence[Sequence[Any]]
# The columns of CONTEXT after the id, in their order.
KNOWN: Final = (
    *("place_id", "home_id", "sex", "id_state", "family_doctor", "insured", "birth_date"),
    "is_restricted",
)
CONTEXT: Final = """
SELECT p.id, p.place_id, p.home_id, p.sex, p.id_state, p.family_doctor, p.insured,
    i.birth_date, p.restricted_on IS NOT NULL AS is_restricted
FROM people_person p JOIN people_identity i ON i.person_id = p.id
"""


def contexts(persons: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What forms may ask about these persons: ``place_id, home_id, sex, id_state, ...``."""
    ids = list(persons)
    return contexts_of(trips.read(contexts_asked(ids))[0]) if ids else {}


def contexts_asked(persons: list[UUID]) -> Question:
    """The question whose rows :func:`contexts_of` reads, to be asked together with others."""
    return CONTEXT + "WHERE p.id = ANY (%s) AND NOT p.is_void", [persons]


def contexts_of(rows: Rows) -> dict[UUID, dict[str, Any]]:
    return {row[0]: dict(zip(KNOWN, row[1:], strict=True)) for row in rows}


def contexts_of_households(households: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """The same for everybody whose file lies in these households."""
    ids = list(households)
    return contexts_of(trips.read(home_contexts_asked(ids))[0]) if ids else {}


def home_contexts_asked(households: list[UUID]) -> Question:
    return CONTEXT + "WHERE p.home_id = ANY (%s) AND NOT p.is_void", [households]


def household_sizes(households: Iterable[UUID]) -> dict[UUID, int]:
    """Living members of each household today, as far as entries tell."""
    ids = list(households)
    return dict.fromkeys(ids, 0) | sizes_of(trips.read(sizes_asked(ids))[0])


def sizes_asked(households: list[UUID]) -> Question:
    return (
        "SELECT m.household_id, count(*) FROM people_membership m "
        "JOIN people_person p ON p.id = m.person_id "
        "WHERE m.household_id = ANY (%s) AND m.to_on IS NULL AND p.alive AND NOT p.is_void "
        "AND p.merged_into_id IS NULL GROUP BY 1",
        [households],
    )


def sizes_of(rows: Rows) -> dict[UUID, int]:
    return {row[0]: row[1] for row in rows}


def members_asked(households: list[UUID]) -> Question:
    """Everybody whose file lies in each household, merged entries left out.

    ``since`` is the first day anywhere in the evidence: a move within the commune changes
    where a person is counted, not since when.
    """
    return (
        "SELECT p.home_id, p.id, p.sex, i.birth_date, p.alive, p.died_on, "
        "(SELECT min(m.from_on) FROM people_membership m WHERE m.person_id = p.id) "
        "FROM people_person p JOIN people_identity i ON i.person_id = p.id "
        "WHERE p.home_id = ANY (%s) AND NOT p.is_void AND p.merged_into_id IS NULL "
        "ORDER BY p.home_id, p.id",
        [households],
    )


def members_of(rows: Rows) -> dict[str, tuple[Member, ...]]:
    found: dict[str, list[Member]] = {}
    for home, person_id, sex, birth_date, alive, died_on, since in rows:
        member = Member(str(person_id), sex, birth_date, alive, since=since, until=died_on)
        found.setdefault(str(home), []).append(member)
    return {home: tuple(persons) for home, persons in found.items()}


def aliases_asked(households: list[UUID]) -> Question:
    return (
        "SELECT id, merged_into_id FROM people_person "
        "WHERE home_id = ANY (%s) AND merged_into_id IS NOT NULL",
        [households],
    )


def aliases_of(rows: Rows) -> Mapping[str, str]:
    """``{absorbed person: survivor}`` for files that lie in these households."""
    return {str(absorbed): str(survivor) for absorbed, survivor in rows}


def localities_asked(households: list[UUID]) -> Question:
    return (
        "SELECT id, locality_id FROM people_household WHERE id = ANY (%s) AND locality_id IS NOT NULL",
        [households],
    )


def localities_of(rows: Rows) -> dict[str, int]:
    """``{household: SIRUTA of its village}`` where known."""
    return {str(household): locality for household, locality in rows}
