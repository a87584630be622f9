"""Identity opened by exception above the local level: a reason, some hours, a trace for all to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.accounts import access, openings
from vatra.accounts.principals import Principal
from vatra.kit import packs
from vatra.kit.ids import uuid7
from vatra.people.errors import ReasonError, UnknownGroupError

HOURS: Final = "opening_hours"
GROUP: Final = "SELECT place_id, county_id FROM records_group WHERE id = %s"
INSERT: Final = """
INSERT INTO people_opening (id, user_id, role, group_id, reason, opened_at, until_at, place_id, county_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
OPEN: Final = """
SELECT o.id, o.group_id, u.full_name, o.role, o.reason, o.opened_at, o.until_at
FROM people_opening o LEFT JOIN accounts_user u ON u.id = o.user_id WHERE o.until_at > %s
"""


@dataclass(frozen=True, slots=True)
class Opening:
    id: UUID
    group_id: UUID
    name: str
    role: str
    reason: str
    opened_at: datetime
    until_at: datetime


def lasts(on: datetime) -> timedelta:
    """How long an opening runs: the packs' dated parameter, else what the accounts say."""
    known = (own.find(HOURS, on.date()) for own in packs.library().parameters.values())
    hours = next((value for value in known if value is not None), None)
    return openings.LASTS if hours is None else timedelta(hours=hours)


def most_hours() -> int:
    """The longest opening any pack or the accounts allow: the database takes none that is longer."""
    dated = [own[HOURS] for own in packs.library().parameters.values() if HOURS in own]
    values = [each.value for parameter in dated for each in parameter.values]
    return max([int(openings.LASTS.total_seconds()) // 3600, *values])


def open_for(*, principal: Principal, group_id: UUID, reason: str) -> Opening:
    """Show the data-protection officer who asked: the request is the reason. UnknownGroupError."""
    access.require(principal, "privacy.work")
    return _open(principal, group_id, reason, datetime.now(UTC))


def open_identity(
    *, principal: Principal, group_id: UUID, reason: str, now: datetime | None = None
) -> Opening:
    """Show the principal who is behind the group until the opening ends.

    Raises:
        NotAllowedError: the roles do not give the right.
        ReasonError: the reason is too short to mean anything.
        UnknownGroupError: there is no such group in the territory.
    """
    access.require(principal, openings.ACTION)
    text = reason.strip()
    if not openings.REASON_MIN_LENGTH <= len(text) <= openings.REASON_MAX_LENGTH:
        raise ReasonError(openings.REASON_MIN_LENGTH, openings.REASON_MAX_LENGTH)
    return _open(principal, group_id, text, now or datetime.now(UTC))


def _open(principal: Principal, group_id: UUID, text: str, at: datetime) -> Opening:
    role = next(code for code, _ in principal.roles)
    with connection.cursor() as cursor:
        cursor.execute(GROUP, [group_id])
        territory = cursor.fetchone()
        if territory is None:
            raise UnknownGroupError
        made = Opening(UUID(uuid7()), group_id, principal.name, role, text, at, at + lasts(at))
        row = [made.id, principal.user_id, role, group_id, text, at, made.until_at, *territory]
        cursor.execute(INSERT, row)
    return made


def mine(principal: Principal, group_id: UUID, now: datetime | None = None) -> Opening | None:
    """The principal's own opening of the group that runs now."""
    where = " AND o.user_id = %s AND o.group_id = %s ORDER BY o.until_at DESC LIMIT 1"
    found = _read(OPEN + where, [now or datetime.now(UTC), principal.user_id, group_id])
    return found[0] if found else None


def running(now: datetime | None = None) -> list[Opening]:
    """Openings that run now in the reader's territory: the local team sees all of its place."""
    return _read(OPEN + " ORDER BY o.until_at DESC LIMIT 20", [now or datetime.now(UTC)])


def of_group(group_id: UUID) -> list[Opening]:
    """Every opening of the group, ended ones too, the latest first."""
    past = datetime(1970, 1, 1, tzinfo=UTC)
    return _read(OPEN + " AND o.group_id = %s ORDER BY o.opened_at DESC LIMIT 20", [past, group_id])


def _read(query: str, arguments: list[Any]) -> list[Opening]:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return [Opening(*row) for row in cursor.fetchall()]
