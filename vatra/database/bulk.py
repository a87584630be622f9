"""Many rows in one statement: a push writes thousands, and each statement has its price.

The rows travel as one JSON text, which PostgreSQL takes apart by the table's own types;
binding the values one by one costs several times as much. (COPY would be quicker still, but
is refused where row-level security applies.)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from django.db.backends.utils import CursorWrapper


def insert(
    cursor: CursorWrapper,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    conflict: str = "",
) -> None:
    """Insert the rows, values in the order of ``columns``; nothing is sent where there are none.

    Names and ``conflict`` ("ON CONFLICT ...") are ours, never a user's. JSON columns take
    Python objects.
    """
    objects = [
        {name: _hex(value) if value.__class__ in _BYTES else value for name, value in pairs}
        for pairs in (zip(columns, row, strict=True) for row in rows)
    ]
    if not objects:
        return
    names = ", ".join(columns)
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {names} "  # noqa: S608 - names of ours
        f"FROM json_populate_recordset(NULL::{table}, %s::json) {conflict}",
        [_json(objects)],
    )


def replacing(key: str, columns: Sequence[str]) -> str:
    """The conflict clause that rewrites these columns of a row with the same key."""
    changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns)
    return f"ON CONFLICT ({key}) DO UPDATE SET {changes}"


def array(values: Iterable[Any]) -> str:
    """A column of values as the text of a PostgreSQL array, for ``%s::int[]`` in ``unnest``."""
    column = list(values)
    kinds = set(map(type, column))
    if kinds <= {str}:
        return _texts(column)
    return "{" + ",".join(map(str if kinds <= {int} else _element, column)) + "}"


def _texts(column: list[str]) -> str:
    """Codes by the thousand: what must be masked is looked for once, not in each."""
    joined = '","'.join(column)
    if joined.count('"') != 2 * (len(column) - 1) or "\\" in joined:
        joined = '","'.join(each.replace("\\", "\\\\").replace('"', '\\"') for each in column)
    return '{"' + joined + '"}' if column else "{}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    return _texts([value])[1:-1] if isinstance(value, str) else str(value)


_BYTES: Final = frozenset({bytes, memoryview})


def _hex(value: bytes | memoryview) -> str:
    """Bytes as PostgreSQL writes them."""
    return "\\x" + bytes(value).hex()


def _json(objects: list[dict[str, Any]]) -> str:
    try:
        return msgspec.json.encode(objects).decode()
    except TypeError:  # a kind of text or number of Django's own
        return json.dumps(objects, ensure_ascii=False, default=_text)


def _text(value: Any) -> str:
    """Ids, days and moments by their text."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
