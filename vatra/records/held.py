"""What becomes of a held entry: seen, handed to a colleague, taken over, ended with a reason.

Who sees which is the database's to say (migration `0004_held`): its author and who it was handed
to read it whole, the coordinator of its county and profession by sensitivity. What is written
here is written as the system, after the row was found with the actor's own rights.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.people import sealing
from vatra.records import parts, quarantine

HELD, ACCEPTED, TAKEN, DISMISSED = "held", "accepted", "taken", "dismissed"
FIELDS: Final = """
SELECT q.key, q.record_id, q.place_id, q.county_id, q.author_id, q.form, q.role, q.codes, q.received_at,
    q.state, q.closed_at, q.closed_reason, q.handed_to_id, q.handed_at, q.taken_as_id,
    p.name AS place, u.full_name AS author, h.full_name AS handed_to, c.full_name AS closed_by,
    b.full_name AS handed_by
FROM records_quarantine q LEFT JOIN places_place p ON p.siruta = q.place_id
LEFT JOIN accounts_user u ON u.id = q.author_id LEFT JOIN accounts_user h ON h.id = q.handed_to_id
LEFT JOIN accounts_user b ON b.id = q.handed_by_id LEFT JOIN accounts_user c ON c.id = q.closed_by_id
"""
# Colleagues who hold a profession in the place today and are still with us.
COLLEAGUES: Final = """
SELECT DISTINCT u.id, u.full_name, a.role FROM accounts_assignment a JOIN accounts_user u ON u.id = a.user_id
WHERE a.place_id = %s AND a.role = ANY (%s) AND u.is_active AND u.id <> %s
AND a.starts_on <= current_date AND (a.ends_on IS NULL OR a.ends_on >= current_date)
ORDER BY u.full_name, a.role
"""


class NotHeldError(Exception):
    """The entry is not there for this reader, or it is settled already."""


class NoColleagueError(Exception):
    """Who was named does not work in the place in a profession that fills the form."""


class NoReasonError(Exception):
    """A held entry is ended only with a reason."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One held entry without what was written in it."""

    key: UUID
    record_id: UUID
    place_id: int
    county_id: int
    place: str
    author_id: UUID
    author: str
    form: str
    role: str
    codes: tuple[str, ...]
    received_at: datetime
    state: str
    handed_to_id: UUID | None
    handed_to: str
    handed_by: str
    handed_at: datetime | None
    closed_at: datetime | None
    closed_by: str
    closed_reason: str
    taken_as_id: UUID | None

    @property
    def is_open(self) -> bool:
        return self.state == HELD

    def is_of(self, principal: Principal) -> bool:
        return str(self.author_id) == principal.user_id

    def is_handed_to(self, principal: Principal) -> bool:
        return self.handed_to_id is not None and str(self.handed_to_id) == principal.user_id

    def is_readable_by(self, principal: Principal) -> bool:
        """Whether the whole of it is his to read: he wrote it, or is asked to take it over."""
        return self.is_of(principal) or self.is_handed_to(principal)


def rows(where: str, arguments: Sequence[Any], order: str = "q.received_at, q.key") -> list[Entry]:
    """Held entries that the reader's scope shows. ``where`` and ``order`` are ours, never a user's."""
    with connection.cursor() as cursor:
        cursor.execute(f"{FIELDS} WHERE {where} ORDER BY {order}", list(arguments))
        names = [column.name for column in cursor.description]
        return [_entry(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def one(key: UUID) -> Entry:
    """One entry. NotHeldError where the reader's scope does not show it."""
    found = rows("q.key = %s", [key])
    if not found:
        raise NotHeldError
    return found[0]


def counts() -> list[tuple[str, str, str, int, datetime]]:
    """``(county, first reason, form, how many, since)`` of what is held now (system scope)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(p.name, '–'), coalesce(q.codes[1], '–'), q.form, count(*), min(q.received_at) "
            "FROM records_quarantine q LEFT JOIN places_place p ON p.siruta = q.county_id "
            "WHERE q.state = 'held' GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 2, 3"
        )
        return list(cursor.fetchall())


def total(found: Sequence[tuple[str, str, str, int, datetime]]) -> int:
    return sum(row[3] for row in found)


def whole(entry: Entry) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The entry as it came, and its reasons with their messages: for its author and who it was handed to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_id, payload, reasons FROM records_quarantine WHERE key = %s", [entry.key]
        )
        found = cursor.fetchone()
    if found is None:
        raise NotHeldError
    record_id, payload, reasons = found
    return quarantine.opened(record_id, payload), _decoded(reasons)


def visible(entry: Entry) -> tuple[dict[str, Any], frozenset[int]]:
    """For a coordinator: the answers of the sensitivities he may read, and which these are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sensitivity, answers FROM records_heldpart WHERE key = %s", [entry.key])
        found = {mark: _decoded(answers) for mark, answers in cursor.fetchall()}
    merged = parts.join(found[mark] for mark in sorted(found))
    return sealing.open_answer(merged, entry.record_id), frozenset(found)


def colleagues(entry: Entry, professions: Sequence[str]) -> list[tuple[UUID, str, str]]:
    """``(id, name, role)`` of who could take it over: at work in the place, in a profession of the form."""
    with connection.cursor() as cursor:
        cursor.execute(COLLEAGUES, [entry.place_id, list(professions), entry.author_id])
        return list(cursor.fetchall())


def hand_over(*, principal: Principal, entry: Entry, to: UUID, professions: Sequence[str]) -> None:
    """Ask a colleague to take the entry over; he reads it whole from now on.

    Raises:
        NotHeldError: it is settled already.
        NoColleagueError: he does not work there in a profession that fills the form.
    """
    if to not in {key for key, _, _ in colleagues(entry, professions)}:
        raise NoColleagueError
    _change(
        "handed_to_id = %s, handed_by_id = %s, handed_at = now()",
        [to, principal.user_id],
        entry,
    )


def dismiss(*, principal: Principal, entry: Entry, reason: str) -> None:
    """End the matter without accepting the entry. It stays, with the reason and who gave it.

    Raises:
        NoReasonError: nothing was said.
        NotHeldError: it is settled already.
    """
    if not reason.strip():
        raise NoReasonError
    _change(
        "state = 'dismissed', closed_at = now(), closed_by_id = %s, closed_reason = %s",
        [principal.user_id, reason.strip()],
        entry,
    )


def taken(*, principal: Principal, entry: Entry, record_id: str) -> None:
    """A colleague has sent it as his own entry ``record_id``."""
    _change(
        "state = 'taken', closed_at = now(), closed_by_id = %s, taken_as_id = %s",
        [principal.user_id, record_id],
        entry,
    )


def accepted(*, principal: Principal, entry: Entry) -> None:
    """The author has sent it again and it was accepted."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_quarantine SET closed_by_id = %s WHERE key = %s AND state = 'accepted'",
            [principal.user_id, entry.key],
        )


def _change(what: str, arguments: Sequence[Any], entry: Entry) -> None:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE records_quarantine SET {what} WHERE key = %s AND state = 'held'",  # noqa: S608 - names of ours
            [*arguments, entry.key],
        )
        if cursor.rowcount != 1:
            raise NotHeldError


def _entry(row: dict[str, Any]) -> Entry:
    named = ("place", "author", "handed_to", "handed_by", "closed_by", "closed_reason")
    told: dict[str, Any] = {key: value or "" if key in named else value for key, value in row.items()}
    return Entry(**told | {"codes": tuple(row["codes"])})


def _decoded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
