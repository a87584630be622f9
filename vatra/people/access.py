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

PHONE: Final = "phone"
INSERT: Final = """
INSERT INTO people_access (id, user_id, role, group_id, person_id, what, sensitivities, opening_id,
    place_id, county_id)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, g.place_id, g.county_id FROM records_group g WHERE g.id = %s
"""
# What a phone received of the feed: a row for each household of which it got closed answers,
# as the reader's own rights decide. One statement for a whole page.
INSERT_PHONE: Final = f"""
INSERT INTO people_access (id, user_id, role, group_id, what, sensitivities, place_id, county_id)
SELECT gen_random_uuid(), %s, %s, g.id, '{PHONE}', array_agg(DISTINCT s.sensitivity), g.place_id, g.county_id
FROM records_group g JOIN records_record r ON r.group_id = g.id JOIN records_part s ON s.record_id = r.id
WHERE g.place_id = %s AND g.seq > %s AND g.seq <= %s AND s.sensitivity > {int(Sensitivity.social)}
GROUP BY g.id, g.place_id, g.county_id
"""  # noqa: S608 - constants of ours
# A list of names: one row for each place it shows, whoever stands on it.
INSERT_LIST: Final = """
INSERT INTO people_access (id, user_id, role, what, asked, sensitivities, place_id, county_id)
SELECT gen_random_uuid(), %s, %s, %s, %s, %s, p.siruta, p.county_id FROM places_place p WHERE p.siruta = ANY (%s)
"""
READERS: Final = """
SELECT c.at, u.full_name, c.role, c.what, c.sensitivities, o.reason
FROM people_access c LEFT JOIN accounts_user u ON u.id = c.user_id
LEFT JOIN people_opening o ON o.id = c.opening_id
WHERE c.group_id = %s AND (c.person_id IS NULL OR c.person_id = %s)
    AND NOT (c.what = 'phone' AND EXISTS (SELECT 1 FROM people_access n WHERE n.group_id = c.group_id
        AND n.user_id = c.user_id AND n.what = 'phone' AND (n.at, n.id) > (c.at, c.id)))
ORDER BY c.at DESC, c.id LIMIT %s
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


def write_phone(*, principal: Principal, place_id: int, after: int, upto: int) -> None:
    """Keep that the principal's phone received this stretch of the place's feed, so far as it is closed."""
    role = next((code for code, _ in principal.roles), "")
    with connection.cursor() as cursor:
        cursor.execute(INSERT_PHONE, [principal.user_id, role, place_id, after, upto])


def write_list(
    *, principal: Principal, what: str, asked: str, sensitivities: Iterable[int], places: Iterable[int] = ()
) -> None:
    """Keep that the principal saw a list of names of his places (or of those given), in one statement.

    ``asked`` is the filter in words of ours, never what was typed: a row a list, not a row a name.
    """
    role = next((code for code, _ in principal.roles), "")
    where = list(places) or list(principal.places)
    row: list[Any] = [principal.user_id, role, what, asked, sorted(set(sensitivities)), where]
    with connection.cursor() as cursor:
        cursor.execute(INSERT_LIST, row)


def readers(group_id: UUID, person_id: UUID | None, limit: int = 50) -> list[Reading]:
    """Who read the household's or the person's file, the latest first. Local scope only.

    Of a colleague's phone the last time is told.
    """
    with connection.cursor() as cursor:
        cursor.execute(READERS, [group_id, person_id, limit])
        return [
            Reading(at, name or "", role, what, tuple(marks), reason)
            for at, name, role, what, marks, reason in cursor.fetchall()
        ]
