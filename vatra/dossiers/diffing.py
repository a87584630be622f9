"""Bring derived rows of some groups to what was just derived, writing only what differs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.database import bulk


@dataclass(frozen=True, slots=True)
class Table:
    """A derived table: its key column and its other columns, in order."""

    name: str
    key: str
    columns: tuple[str, ...]
    json: frozenset[str] = frozenset()

    def plain(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """Comparable values: ids as text, stored JSON parsed, tuples as lists."""
        return tuple(
            value
            if type(value) in _AS_THEY_ARE and column not in self.json
            else _plain(json.loads(value) if column in self.json and isinstance(value, str) else value)
            for column, value in zip(self.columns, values, strict=True)
        )

    @property
    def select(self) -> str:
        return (
            f"SELECT {self.key}, {', '.join(self.columns)} FROM {self.name} "  # noqa: S608
            "WHERE group_id = ANY (%s)"
        )

    @property
    def delete(self) -> str:
        kind = "uuid" if self.key == "id" else "text"
        return f"DELETE FROM {self.name} WHERE {self.key} = ANY (%s::{kind}[])"  # noqa: S608


def apply(table: Table, groups: Iterable[UUID], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert what is new, rewrite what changed, delete what is no longer derived."""
    wanted = {str(row[table.key]): table.plain([row[c] for c in table.columns]) for row in rows}
    with connection.cursor() as cursor:
        cursor.execute(table.select, [list(groups)])
        present = {str(key): table.plain(rest) for key, *rest in cursor.fetchall()}
        changed = [(key, *values) for key, values in wanted.items() if present.get(key) != values]
        gone = [key for key in present if key not in wanted]
        if gone:
            cursor.execute(table.delete, [gone])
        columns = (table.key, *table.columns)
        bulk.insert(cursor, table.name, columns, changed, bulk.replacing(table.key, table.columns))


_AS_THEY_ARE: Final = frozenset({str, int, bool, float, date, datetime, type(None)})


def _plain(value: Any) -> Any:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return value
