"""The feed of groups: what kind each is, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from vatra.database.trips import Question


def kinds_asked(groups: Iterable[UUID]) -> Question:
    return "SELECT id, kind FROM records_group WHERE id = ANY (%s)", [list(groups)]


def kinds_of(rows: Iterable[Sequence[Any]]) -> dict[str, str]:
    """``{group id: household | problem | ...}``."""
    return {str(group): kind for group, kind in rows}


def of_place(place_id: int) -> list[UUID]:
    """Every group of the place, oldest id first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM records_group WHERE place_id = %s ORDER BY id", [place_id])
        return [row[0] for row in cursor.fetchall()]


def places() -> list[int]:
    """Every place that has entries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT place_id FROM records_head WHERE seq > 0 ORDER BY place_id")
        return [row[0] for row in cursor.fetchall()]
