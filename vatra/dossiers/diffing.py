"""Bring derived rows of some groups to what was just derived, writing only what differs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.database import bulk, trips
from vatra.database.trips import Question

Stored = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """A derived table: its key column and its other columns, in order."""

    name: str
    key: str
    columns: tuple[str, ...]
    json: frozenset[str] = frozenset()

    def plain(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """Comparable values: ids as text, stored JSON parsed, tuples as lists."""
        found = [value if value.__class__ in _AS_THEY_ARE else _plain(value) for value in values]
        for at in self._parsed:
            if isinstance(text := found[at], str):
                found[at] = _plain(json.loads(text))
        return tuple(found)

    @property
    def _parsed(self) -> tuple[int, ...]:
        return _places_of(self.columns, self.json)

    def asked(self, groups: Iterable[UUID]) -> Question:
        """The question for the stored rows of these groups; ids come as text."""
        columns = ", ".join(_as_text(column) for column in (self.key, *self.columns))
        return f"SELECT {columns} FROM {self.name} WHERE group_id = ANY (%s)", [list(groups)]  # noqa: S608 - names of ours

    @property
    def delete(self) -> str:
        kind = "uuid" if self.key == "id" else "text"
        return f"DELETE FROM {self.name} WHERE {self.key} = ANY (%s::{kind}[])"  # noqa: S608 - names of ours


def _as_text(column: str) -> str:
    is_id = column.endswith("_id") and column not in ("place_id", "county_id")
    return f"{column}::text" if is_id else column


@cache
def _places_of(columns: tuple[str, ...], json_columns: frozenset[str]) -> tuple[int, ...]:
    return tuple(at for at, column in enumerate(columns) if column in json_columns)


def apply(
    table: Table, groups: Iterable[UUID], rows: Sequence[Mapping[str, Any]], stored: Stored | None = None
) -> None:
    """Insert what is new, rewrite what changed, delete what is no longer derived.

    ``stored``: the answer to :meth:`Table.asked`, where it was asked for together with others.
    """
    if stored is None:
        stored = trips.read(table.asked(groups))[0]
    wanted = {str(row[table.key]): table.plain([row[c] for c in table.columns]) for row in rows}
    present = {str(key): table.plain(rest) for key, *rest in stored}
    changed = [(key, *values) for key, values in wanted.items() if present.get(key) != values]
    gone = [key for key in present if key not in wanted]
    with connection.cursor() as cursor:
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
