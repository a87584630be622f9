"""Several statements in one trip to PostgreSQL: a single entry costs its trips, not its rules.

The order of statements never changes and they stay in the caller's transaction; only the
waiting between them goes. Statements are joined as text, which Django's client-side binding
allows (the values are bound first, one statement at a time).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.db import connection

Arguments = Sequence[Any] | Mapping[str, Any]
Question = tuple[str, Arguments]
JOINT: Final = "\n;\n"
# What answers nothing shows it by its first word, or says so.
_SILENT: Final = re.compile(r"\s*(INSERT|UPDATE|DELETE|SELECT set_config|/\* answers nothing \*/)", re.I)
_ANSWERS: Final = re.compile(r"\bRETURNING\b", re.I)
_held: ContextVar[list[str] | None] = ContextVar("vatra_trips_held", default=None)


@contextmanager
def holding() -> Iterator[None]:
    """Hold statements that answer nothing until the next one that does; they travel with it.

    The rest goes at the end. After an exception the held ones are dropped: the block must stand
    in a transaction that is then rolled back. Whoever looks at a row count must not stand in it.
    """
    if _held.get() is not None:
        yield
        return
    held: list[str] = []
    token = _held.set(held)
    try:
        with connection.execute_wrapper(_Holder(held)):
            yield
            _send(held)
    finally:
        _held.reset(token)


class _Holder:
    """Stands innermost: whoever watches statements sees each of them, as it was asked for."""

    def __init__(self, held: list[str]) -> None:
        self.held = held

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Mapping[str, Any]
    ) -> Any:
        if many or not isinstance(sql, str):
            _send(self.held)
            return execute(sql, params, many, context)
        cursor = context["cursor"]
        if _is_silent(sql):
            self.held.append(_bound(cursor, sql, params))
            return None
        if sql.startswith("ROLLBACK"):
            self.held.clear()
        if not self.held:
            return execute(sql, params, many, context)
        before = len(self.held)
        text = JOINT.join([*self.held, _bound(cursor, sql, params)])
        self.held.clear()
        answer = execute(text, None, many, context)
        for _ in range(before):
            cursor.nextset()
        return answer


def read(*questions: Question) -> list[list[tuple[Any, ...]]]:
    """The rows of each of these queries, asked in one trip; each must answer with rows."""
    with connection.cursor() as cursor:
        cursor.execute(JOINT.join(_bound(cursor, *question) for question in questions))
        found = [cursor.fetchall()]
        while len(found) < len(questions):
            cursor.nextset()
            found.append(cursor.fetchall())
    return found


def _is_silent(sql: str) -> bool:
    return _SILENT.match(sql) is not None and _ANSWERS.search(sql) is None


def _bound(cursor: Any, sql: str, params: Any) -> str:
    text: str = cursor.mogrify(sql, params)
    return text.rstrip().rstrip(";")


def _send(held: list[str]) -> None:
    """Past the wrappers, which have seen these statements already."""
    if held:
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(JOINT.join(held))
        held.clear()
