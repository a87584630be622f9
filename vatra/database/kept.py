"""Statements whose plans PostgreSQL keeps for a connection: planning costs an entry more than running.

They go as text, ``PREPARE`` when a connection has asked one often and ``EXECUTE`` from then on, so
that they travel together with others (see :mod:`vatra.database.trips`). Not through PgBouncer:
there the next transaction may meet another connection, so statements go as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import count
from typing import Any, Final
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import connection

from vatra.database import bulk

Arguments = Sequence[Any] | Mapping[str, Any]
# One plan for all values, found by index whatever a table holds today: the plan outlives its growth.
SETTINGS: Final = (
    "SELECT set_config('plan_cache_mode', 'force_generic_plan', true), "
    "set_config('enable_seqscan', 'off', true)"
)
SELDOM: Final = 5  # times that a connection sends a statement as it is before it is prepared
MOST: Final = 300  # statements kept for a connection; the write path has about a hundred
_MARK: Final = re.compile(r"%(?:\((\w+)\)s|s|%)")
_KNOWN: Final = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|/\*)", re.I)
# Of a statement that cannot be kept (its types are not told by its text), and of a plan that is gone.
_REFUSED: Final = ("42",)
_GONE: Final = ("26000", "0A000")

# By connection: what each statement is called there, and how often the others came so far.
_names: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()
_times: WeakKeyDictionary[Any, Counter[str]] = WeakKeyDictionary()
_never: set[str] = set()
_number: Final = count(1)


def is_possible() -> bool:
    """Whether the next transaction meets the same connection."""
    return not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")


def call(sql: str, values: Arguments | None, fresh: dict[str, str]) -> tuple[str, ...]:
    """What to send for the statement, its PREPARE first when it has come often; nothing if it is not kept.

    ``fresh``: names given and not sent yet; :func:`sent` makes them known.
    """
    if not values or sql in _never or not (text := _numbered(sql)):
        return ()
    given = [values[name] for name in text[1]] if isinstance(values, Mapping) else values
    literals = [_literal(value) for value in given]
    if None in literals:
        return ()
    names = _names.setdefault(connection.connection, {})
    name = names.get(sql) or fresh.get(sql)
    prepare: tuple[str, ...] = ()
    if name is None:
        times = _times.setdefault(connection.connection, Counter())
        if sql in times or len(times) < MOST:
            times[sql] += 1
        # A connection that is new, or soon cut, is not made slower: preparing pays for those that last.
        if times[sql] <= SELDOM:
            return ()
        name = fresh[sql] = f"vatra_{next(_number)}"
        prepare = (f"PREPARE {name} AS {text[0]}",)
    return (*prepare, f"EXECUTE {name} ({', '.join(literals)})")  # type: ignore[arg-type]


def sent(fresh: dict[str, str]) -> None:
    """The statements named in ``fresh`` were prepared."""
    if fresh:
        _names.setdefault(connection.connection, {}).update(fresh)
        fresh.clear()


def failed(error: BaseException, asked: Sequence[str]) -> None:
    """Learn from an error of a trip with these statements; whoever tries again then gets through."""
    state = getattr(error.__cause__, "sqlstate", None) or ""
    if state in _GONE:
        _names.pop(connection.connection, None)
    if state.startswith(_REFUSED):
        _never.update(asked)


@lru_cache(maxsize=1024)
def _numbered(sql: str) -> tuple[str, tuple[str, ...]] | None:
    """The statement with ``$1``, ``$2``... and the names of its values, if they have names."""
    if not _KNOWN.match(sql):
        return None
    names: list[str] = []

    def mark(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        if found[1] is None or found[1] not in names:
            names.append(found[1] or "")
        return f"${len(names) if found[1] is None else names.index(found[1]) + 1}"

    return _MARK.sub(mark, sql).rstrip().rstrip(";"), tuple(names)


def _literal(value: Any) -> str | None:
    """The value as an argument of EXECUTE; None where its text alone might be read as something else."""
    written = _WRITTEN.get(value.__class__)
    return None if written is None else written(value)


def _text(value: str) -> str:
    if "\x00" in value:
        raise ValueError("PostgreSQL text holds no NUL")
    quoted = value.replace("'", "''")
    return f"'{quoted}'" if "\\" not in quoted else f" E'{quoted.replace(_SLASH, _SLASH * 2)}'"


def _list(value: list[Any]) -> str | None:
    kinds = set(map(type, value))
    if kinds <= {UUID}:
        return "'{" + ",".join([one.hex for one in value]) + "}'"
    return _text(bulk.array(value)) if kinds in ({str}, {int}) else None


_SLASH: Final = "\\"
_WRITTEN: Final[Mapping[type, Callable[[Any], str | None]]] = {
    type(None): lambda value: "NULL",
    bool: lambda value: "true" if value else "false",
    int: str,
    str: _text,
    UUID: lambda value: f"'{value.hex}'",
    bytes: lambda value: f"'\\x{value.hex()}'",
    date: lambda value: f"'{value.isoformat()}'",
    list: _list,
}
