"""Who read whose file: one row for each reading, written with it, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.accounts.principals import Principal
from vatra.kit.ids import uuid7
from vatra.kit.vocabulary import SENSITIVITY_TITLES, Sensitivity

INSERT: Final = """
INSERT INTO people_access (id, user_id, role, group_id, person_id, what, sensitivities, opening_id,
    place_id, county_id)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, g.place_id, g.county_id FROM records_group g WHERE g.id = %s
"""
READERS: Final = """
SELECT c.at, u.full_name, c.role, c.what, c.sensitivities, o.reason
FROM people_access c LEFT JOIN accounts_user u ON u.id = c.user_id
LEFT JOIN people_opening o ON o.id = c.opening_id
WHERE c.group_id = %s AND (c.person_id IS NULL OR c.person_id = %s) ORDER BY c.at DESC, c.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Reading:
    at: datetime
    name: str
    role: str
    what: str
    sensitivities: tuple[int, ...]
    reason: str | None

    @property
    def marks_told(self) -> list[str]:
        """Which kinds of data were seen, in words."""
        return [SENSITIVITY_TITLES[Sensitivity(mark).name].lower() for mark in self.sensitivities]


def write(
    *,
    principal: Principal,
    group_id: UUID,
    what: str,
    sensitivities: Iterable[int],
    person_id: UUID | None = None,
    opening_id: UUID | None = None,
) -> None:
    """Keep that the principal reads the group's file now. ``what`` names the page, never a person."""
    role = next((code for code, _ in principal.roles), "")
    seen = sorted(set(sensitivities))
    row: list[Any] = [uuid7(), principal.user_id, role, group_id, person_id, what, seen, opening_id, group_id]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, row)


def readers(group_id: UUID, person_id: UUID | None, limit: int = 50) -> list[Reading]:
    """Who read the household's or the person's file, the latest first. Local scope only."""
    with connection.cursor() as cursor:
        cursor.execute(READERS, [group_id, person_id, limit])
        return [
            Reading(at, name or "", role, what, tuple(marks), reason)
            for at, name, role, what, marks, reason in cursor.fetchall()
        ]
