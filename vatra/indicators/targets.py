"""Values that a ministry wants reached, from a day on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import connection

from vatra.database import scope
from vatra.kit.ids import uuid7


def in_force(county_id: int | None, on: date) -> dict[str, Decimal]:
    """``{indicator: target}`` on a day; a county's own target before the national one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (indicator) indicator, value FROM indicators_target "
            "WHERE county_id IN (0, %s) AND from_on <= %s "
            "ORDER BY indicator, county_id DESC, from_on DESC",
            [county_id or 0, on],
        )
        return dict(cursor.fetchall())


def set_target(*, indicator: str, county_id: int, value: Decimal, from_on: date, by: str) -> None:
    """Set (or, for the same day, change) a target. Earlier periods keep what held then."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO indicators_target (id, indicator, county_id, value, from_on, set_by_id, set_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, now()) ON CONFLICT (indicator, county_id, from_on) "
            "DO UPDATE SET value = EXCLUDED.value, set_by_id = EXCLUDED.set_by_id, set_at = now()",
            [uuid7(), indicator, county_id, value, from_on, by],
        )
