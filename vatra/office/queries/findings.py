"""Findings of a household or a person, explained, and the strip of the six areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from vatra.kit.vocabulary import AREAS
from vatra.office.forms import explaining
from vatra.office.queries import rows
from vatra.office.queries.rows import Row

OF_GROUP: Final = """
SELECT f.key, f.code, f.person_id, f.area, f.urgency, f.favourable, f.sensitivity, f.opened_on, f.closed_on,
       f.record_id, f.who_role FROM dossiers_finding f
WHERE f.group_id = %s ORDER BY f.closed_on IS NOT NULL, f.favourable, f.urgency DESC, f.opened_on DESC, f.key
"""
NEEDS: Final = """
SELECT area, count(*) AS needs FROM dossiers_item
WHERE group_id = %s AND kind = 'need' AND closed_on IS NULL AND area IS NOT NULL GROUP BY area
"""
ASSESSED: Final = """
SELECT DISTINCT r.occurred_on FROM records_record r WHERE r.group_id = %s AND r.form = ANY (%s)
ORDER BY 1 DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One area of the strip. ``trend``: open findings now less those before the last assessment."""

    area: str
    worst: Row | None
    open: int
    needs: int
    trend: int | None


def of_group(group_id: UUID) -> list[Row]:
    """Every finding the reader may see, with its title and why it matters."""
    return [_told(row) for row in rows.many(OF_GROUP, [group_id])]


def _told(row: Row) -> Row:
    about = explaining.explain(row["code"])
    title = about.title if about else row["code"]
    return row | {
        "title": title,
        "why": about.why if about else "",
        "sources": about.sources if about else (),
    }


def is_open(row: Row) -> bool:
    """An adverse finding somebody should act on."""
    return row["closed_on"] is None and not row["favourable"] and row["urgency"] > 0


def needs(group_id: UUID) -> dict[str, int]:
    return {row["area"]: row["needs"] for row in rows.many(NEEDS, [group_id])}


def last_assessed_on(group_id: UUID, forms: Iterable[str]) -> date | None:
    found = rows.one(ASSESSED, [group_id, list(forms)])
    return found["occurred_on"] if found else None


def strip(found: Iterable[Row], needed: dict[str, int], assessed_on: date | None) -> list[Cell]:
    """Six cells in the order of the law."""
    adverse = [row for row in found if not row["favourable"] and row["urgency"] > 0]
    before = Counter(row["area"] for row in adverse if assessed_on and _stood(row, assessed_on))
    cells = []
    for area in AREAS:
        now = [row for row in adverse if row["area"] == area and row["closed_on"] is None]
        worst = max(now, key=lambda row: row["urgency"], default=None)
        trend = len(now) - before[area] if assessed_on and (before[area] or now) else None
        cells.append(Cell(area, worst, len(now), needed.get(area, 0), trend))
    return cells


def _stood(row: Row, on: date) -> bool:
    """Open on the eve of the day."""
    return bool(row["opened_on"] < on and (row["closed_on"] is None or row["closed_on"] >= on))
