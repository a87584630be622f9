"""Phones of the staff of one's territory. Numbers only: nothing of what lies on a phone is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from vatra.accounts import queries as accounts
from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.records.devices import KINDS, Kind

PAGE: Final = 50
SILENT: Final = timedelta(days=7)
STATES: Final[Mapping[str, str]] = {
    "": "toate",
    "folosite": "în uz",
    "tacute": "fără legătură de o săptămână",
    "pline": "peste limită",
    "retrase": "scoase din uz",
}
# Whose staff: those with an assignment, now or before, in the counties; no county: the whole country.
OWNERS: Final = """
(%(counties)s::int[] IS NULL OR EXISTS (SELECT 1 FROM accounts_assignment a
    WHERE a.user_id = d.user_id AND a.county_id = ANY (%(counties)s::int[])))
"""
CHOICES: Final[Mapping[str, str]] = {
    "": "true",
    "folosite": "d.revoked_at IS NULL",
    "tacute": "d.revoked_at IS NULL AND coalesce(d.seen_at, d.enrolled_at) < %(silent)s",
    "pline": "d.revoked_at IS NULL AND d.held_entries >= d.budget_entries",
    "retrase": "d.revoked_at IS NOT NULL",
}
# Numbers that reached the server, in the journal or held: what is missing of them never came.
CAME: Final = """
(SELECT count(*) FROM (
    SELECT r.device_seq FROM records_record r WHERE r.device_id = d.id AND r.device_seq IS NOT NULL
    UNION SELECT (q.payload->>'device_seq')::int FROM records_quarantine q
    WHERE q.author_id = d.user_id AND q.payload->>'device' = d.id::text
        AND q.payload->>'device_seq' ~ '^[0-9]{1,9}$') n)
"""
ROWS: Final = f"""
SELECT d.id, d.user_id, u.full_name, d.name, d.enrolled_at, d.seen_at, d.revoked_at, d.wipe, d.app, d.unsent,
    d.free_mb, d.persisted, d.last_device_seq, d.held_persons, d.held_entries, d.held_bytes,
    d.budget_entries, {CAME}
FROM records_device d JOIN accounts_user u ON u.id = d.user_id WHERE {OWNERS}
"""  # noqa: S608 - constants of ours
ACTS: Final = """
SELECT at, by_id, kind, reason, count FROM records_deviceact WHERE device_id = %s ORDER BY at DESC, id DESC
"""


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone as it last told of itself."""

    id: UUID
    user_id: UUID
    owner: str
    name: str
    enrolled_at: datetime
    seen_at: datetime | None
    revoked_at: datetime | None
    wipe: bool
    app: str
    unsent: int
    free_mb: int | None
    persisted: bool
    last_seq: int
    persons: int | None
    entries: int | None
    bytes: int | None
    budget: int | None
    came: int

    @property
    def percent(self) -> int | None:
        """Share of its budget that it holds."""
        return None if self.entries is None or not self.budget else round(100 * self.entries / self.budget)

    @property
    def is_full(self) -> bool:
        return self.entries is not None and self.budget is not None and self.entries >= self.budget

    @property
    def is_silent(self) -> bool:
        return not self.revoked_at and (self.seen_at or self.enrolled_at) < timezone.now() - SILENT

    @property
    def missing(self) -> int:
        """Entries that it wrote, that never came, and that it did not say it still has."""
        return max(0, self.last_seq - self.came - self.unsent)

    @property
    def waiting(self) -> int:
        """Entries still on it: told before its latest sending, so those that came since are taken off."""
        return min(self.unsent, max(0, self.last_seq - self.came))

    @property
    def megabytes(self) -> float | None:
        return None if self.bytes is None else round(self.bytes / 1_048_576, 1)


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    by: str
    kind: Kind
    reason: str
    count: int

    @property
    def words(self) -> str:
        return KINDS[self.kind]


def page(principal: Principal, choice: str, number: int) -> tuple[list[Phone], bool]:
    """Phones of the territory, in use first, the longest silent on top; whether there are more."""
    given = _territory(principal) | {"limit": PAGE + 1, "offset": PAGE * (number - 1)}
    order = "ORDER BY d.revoked_at IS NOT NULL, coalesce(d.seen_at, d.enrolled_at), d.id"
    query = f"{ROWS} AND ({CHOICES[choice]}) {order} LIMIT %(limit)s OFFSET %(offset)s"
    found = _phones(query, given)
    return found[:PAGE], len(found) > PAGE


def one(principal: Principal, device_id: UUID) -> Phone | None:
    """The phone, if its owner works or worked in the territory."""
    found = _phones(f"{ROWS} AND d.id = %(id)s", _territory(principal) | {"id": device_id})
    return found[0] if found else None


def acts(device_id: UUID) -> list[Act]:
    """What was done to the phone, the latest first."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(ACTS, [device_id])
        rows = cursor.fetchall()
    names = accounts.names(by for _, by, *_ in rows if by)
    return [Act(at, names.get(str(by), ""), kind, reason, count) for at, by, kind, reason, count in rows]


def covers(principal: Principal, user_id: UUID) -> bool:
    """Whether the user works or worked in the principal's territory."""
    return accounts.staff(principal).filter(pk=user_id).exists()


def _territory(principal: Principal) -> dict[str, Any]:
    return {"counties": list(principal.counties) or None, "silent": timezone.now() - SILENT}


def _phones(query: str, given: dict[str, Any]) -> list[Phone]:
    # Held entries are read by nobody but the system; of them only how many there are is told.
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(query, given)
        return [Phone(*row) for row in cursor.fetchall()]
