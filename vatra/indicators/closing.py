"""Months that are closed: their figures stand as they stood, whatever is written later."""

from __future__ import annotations

from typing import Final

from django.db import connection

from vatra.database import scope
from vatra.indicators import definitions
from vatra.indicators.periods import Period

DIMENSIONS: Final = (
    "indicator, part, place_id, county_id, locality_id, area, code, sex, age_band, sensitivity"
)
FREEZE: Final = f"""
INSERT INTO indicators_frozen (closed_month, {DIMENSIONS}, value)
SELECT %(month)s, {DIMENSIONS}, sum(value) FROM (
    SELECT {DIMENSIONS}, month, value FROM indicators_tally
    UNION ALL SELECT {DIMENSIONS}, month, value FROM indicators_delta
) cells
WHERE (indicator = ANY (%(stocks)s) AND month <= %(month)s)
    OR (indicator = ANY (%(flows)s) AND month = %(month)s)
GROUP BY {DIMENSIONS} HAVING sum(value) <> 0
"""  # noqa: S608 - names of ours


class NotInOrderError(Exception):
    """A month cannot be closed while an earlier one with figures is open, nor twice."""


def close(*, month: int, by: str | None) -> int:
    """Freeze a month; how many cells it has. Raises NotInOrderError."""
    known = definitions.current()
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE indicators_closedmonth IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT max(month) FROM indicators_closedmonth")
        last = cursor.fetchone()[0]
        if last is not None and month != last + 1:
            raise NotInOrderError
        cursor.execute(
            "INSERT INTO indicators_closedmonth (month, closed_at, closed_by_id) VALUES (%s, now(), %s)",
            [month, by],
        )
        cursor.execute(
            FREEZE,
            {
                "month": month,
                "stocks": [each.code for each in known if each.is_stock],
                "flows": [each.code for each in known if not each.is_stock],
            },
        )
        return int(cursor.rowcount)


def closed_within(period: Period) -> list[int]:
    """Closed months of a period."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT month FROM indicators_closedmonth WHERE month BETWEEN %s AND %s ORDER BY month",
            [period.first, period.last],
        )
        return [row[0] for row in cursor.fetchall()]


def last_closed() -> int | None:
    """The newest closed month."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(month) FROM indicators_closedmonth")
        found: int | None = cursor.fetchone()[0]
    return found
