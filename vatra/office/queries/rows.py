"""Rows of a statement as dictionaries: the pages read what PostgreSQL lets their reader see."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

Row = dict[str, Any]


def many(query: str, arguments: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def one(query: str, arguments: Sequence[Any] | Mapping[str, Any] = ()) -> Row | None:
    return next(iter(many(query, arguments)), None)


def decoded(value: Any) -> Any:
    """A JSON column as Python, however the driver gave it."""
    return json.loads(value) if isinstance(value, str) else value
