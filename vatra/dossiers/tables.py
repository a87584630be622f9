"""Columns of the derived tables, and rows from the kit's dataclasses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.database.trips import Question
from vatra.dossiers.diffing import Table

WHERE = ("place_id", "county_id", "group_id")
DOSSIER = Table(
    "dossiers_dossier",
    "id",
    (
        *WHERE,
        *("kind", "subject_type", "subject_id", "state", "urgency", "manager_id", "opened_on"),
        *("closed_on", "closing_reason", "next_due_on", "flags", "stages"),
    ),
    json=frozenset({"stages"}),
)
ITEM = Table(
    "dossiers_item",
    "key",
    (
        *WHERE,
        *("dossier_id", "kind", "area", "code", "title", "person_id", "state", "opened_on"),
        *("due_on", "closed_on", "role", "user_id", "priority", "record_id", "sensitivity"),
        *("links", "extra"),
    ),
    json=frozenset({"extra"}),
)
TASK = Table(
    "dossiers_task",
    "key",
    (
        *WHERE,
        *("dossier_id", "title", "form", "role", "user_id", "person_id", "opened_on", "due_on"),
        *("done_on", "urgency", "cites", "record_id", "sensitivity"),
    ),
)
FINDING = Table(
    "dossiers_finding",
    "key",
    (
        *WHERE,
        *("code", "person_id", "area", "urgency", "favourable", "sensitivity", "opened_on"),
        *("closed_on", "record_id", "closed_by_id", "who_role"),
    ),
)


DERIVED: Final = (DOSSIER, ITEM, TASK, FINDING)


def asked(groups: list[UUID]) -> tuple[Question, ...]:
    """The questions for what is stored of these groups, in the order of DERIVED."""
    return tuple(table.asked(groups) for table in DERIVED)


def values(thing: Any) -> dict[str, Any]:
    """Columns of a kit dataclass; as they are."""
    kind: Any = type(thing)
    return {name: getattr(thing, name) for name in _names(kind)}


@lru_cache(maxsize=16)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def save_conflicts(groups: Iterable[UUID], rows: Sequence[Mapping[str, Any]]) -> None:
    """Replace the conflicts of these groups; there are seldom any."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_conflict WHERE group_id = ANY (%s)", [list(groups)])
        for row in rows:
            cursor.execute(
                "INSERT INTO dossiers_conflict (place_id, county_id, group_id, record_ids, form, "
                "sensitivity) VALUES (%s, %s, %s, %s::uuid[], %s, %s)",
                [
                    *(row["place_id"], row["county_id"], row["group_id"], row["record_ids"]),
                    *(row["form"], row["sensitivity"]),
                ],
            )
