"""Who read whose file and who wrote in it, for the officer: pages by key, never by counting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.kit.vocabulary import SENSITIVITY_TITLES, Sensitivity

PAGE: Final = 50
# One index range: by person's household, by user, or by county, newest first.
READINGS: Final = """
SELECT c.id, c.at, c.user_id, u.full_name, c.role, c.what, c.asked, c.sensitivities, l.name, o.reason,
    c.group_id, c.person_id
FROM people_access c LEFT JOIN accounts_user u ON u.id = c.user_id
LEFT JOIN people_opening o ON o.id = c.opening_id LEFT JOIN places_place l ON l.siruta = c.place_id
WHERE {where} AND c.at >= %(since)s::date AND c.at < %(until)s::date + 1
    AND (c.at, c.id) < (%(at)s, %(id)s) ORDER BY c.at DESC, c.id DESC LIMIT %(most)s
"""
WRITINGS: Final = """
SELECT r.received_at, u.full_name, r.role, r.form, r.version, r.id FROM records_record r
LEFT JOIN accounts_user u ON u.id = r.author_id
WHERE r.subject_id = %(person)s AND r.received_at >= %(since)s::date AND r.received_at < %(until)s::date + 1
    AND (r.received_at, r.id) < (%(at)s, %(id)s) ORDER BY r.received_at DESC, r.id DESC LIMIT %(most)s
"""
LAST: Final = (datetime(9999, 1, 1, tzinfo=UTC), UUID(int=2**128 - 1))
WORDS: Final = {
    "phone": "primit pe telefon",
    "person": "pagina persoanei",
    "household": "pagina gospodăriei",
    "case": "pagina dosarului",
    "entry": "o intrare",
    "privacy": "responsabilul cu protecția datelor",
    "privacy:pdf": "exportul datelor, PDF",
    "privacy:zip": "exportul datelor, fișier",
    "privacy:search": "căutare pentru o cerere",
    "assessments": "evaluările din dosar",
    "notice": "o înștiințare",
    "held": "o intrare reținută",
    "duplicate": "două fișe comparate",
    "attachment": "un fișier atașat",
    "session": "listă de ședință pe hârtie",
    "list:people": "listă de gospodării",
    "list:search": "căutare după nume sau CNP",
    "list:cases": "listă de dosare",
    "list:duplicates": "listă de perechi de fișe",
    "export:cases": "listă de dosare, exportată",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the officer wants to see: one person's file, one colleague's readings, or a county's."""

    since: date
    until: date
    group_id: UUID | None = None
    person_id: UUID | None = None
    user_id: UUID | None = None
    counties: tuple[int, ...] = ()
    after: tuple[datetime, UUID] | None = None
    written_after: tuple[datetime, UUID] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    id: UUID
    at: datetime
    user_id: UUID
    name: str
    role: str
    what: str
    asked: str
    marks: tuple[int, ...]
    place: str
    reason: str | None

    @property
    def what_told(self) -> str:
        kind, _, more = self.what.partition(":")
        known = WORDS.get(self.what) or WORDS.get(kind)
        if known:
            return known
        return {"document": "document tipărit", "list": "listă de persoane", "export": "listă exportată"}.get(
            kind, kind
        ) + (f" ({more})" if more else "")

    @property
    def marks_told(self) -> str:
        return ", ".join(SENSITIVITY_TITLES[Sensitivity(mark).name].lower() for mark in self.marks)


def readings(asked: Asked) -> list[Reading]:
    """A page of readings, the latest first; one more than a page says that others follow."""
    at, key = asked.after or LAST
    arguments: dict[str, Any] = {
        "since": asked.since, "until": asked.until, "at": at, "id": key, "most": PAGE + 1,
        "group": asked.group_id, "person": asked.person_id, "user": asked.user_id,
        "counties": list(asked.counties),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(READINGS.format(where=_where(asked)), arguments)
        return [
            Reading(
                row[0],
                row[1],
                row[2],
                row[3] or "",
                row[4],
                row[5],
                row[6],
                tuple(row[7]),
                row[8] or "",
                row[9],
            )
            for row in cursor.fetchall()
        ]


def _where(asked: Asked) -> str:
    if asked.group_id is not None:
        return "c.group_id = %(group)s AND (c.person_id IS NULL OR c.person_id = %(person)s)"
    if asked.user_id is not None:
        return "c.user_id = %(user)s"
    return "c.county_id = ANY (%(counties)s)" if asked.counties else "true"


def writings(asked: Asked) -> list[Sequence[Any]]:
    """A page of who wrote about the person, when, with which form; one more says that others follow."""
    at, key = asked.written_after or LAST
    told = {"person": asked.person_id, "since": asked.since, "until": asked.until, "at": at, "id": key}
    with connection.cursor() as cursor:
        cursor.execute(WRITINGS, told | {"most": PAGE + 1})
        return list(cursor.fetchall())
