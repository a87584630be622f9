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
from dataclasses import dataclass, field
from threading import local
from typing import Any, Final

from django.db import connection

Arguments = Sequence[Any] | Mapping[str, Any]
Question = tuple[str, Arguments]
JOINT: Final = "\n;\n"
# What answers nothing shows it by its first word, or says so.
_SILENT: Final = re.compile(r"\s*(INSERT|UPDATE|DELETE|SELECT set_config|/\* answers nothing \*/)", re.I)
_ANSWERS: Final = re.compile(r"\bRETURNING\b", re.I)


@dataclass(slots=True)
class _Held:
    """Bound statements that wait for the next question. ``writes``: not settings alone."""

    texts: list[str] = field(default_factory=list)
    writes: bool = False


_held: ContextVar[_Held | None] = ContextVar("vatra_trips_held", default=None)


@contextmanager
def carrying(*, goes_on: bool = True) -> Iterator[None]:
    """Let the settings given to :func:`settle` travel with the next statement, whatever it is.

    ``goes_on`` False: the transaction ends with the block, so what is left of them is not sent.
    """
    if _held.get() is not None:
        yield
        return
    held = _Held()
    token = _held.set(held)
    try:
        with connection.execute_wrapper(_Holder(held)):
            yield
            if goes_on:
                _send(held.texts)
    finally:
        _held.reset(token)


@contextmanager
def holding(*, goes_on: bool = True) -> Iterator[None]:
    """Hold all statements that answer nothing until the next one that does; they travel with it.

    The rest goes at the end. After an exception the held ones are dropped: the block must stand
    in a transaction that is then rolled back. Whoever looks at a row count must not stand in it.
    """
    with carrying(goes_on=goes_on):
        held = _held.get()
        assert held is not None  # noqa: S101  (just set)
        before, held.writes = held.writes, True
        try:
            yield
        except BaseException:
            held.texts.clear()
            raise
        finally:
            held.writes = before
        if not before:
            _send(held.texts)


def settle(sql: str, values: Sequence[str]) -> None:
    """Set what lasts for the transaction: with the next statement where that is possible, else now."""
    held = _held.get()
    with connection.cursor() as cursor:
        if held is None:
            cursor.execute(sql, values)
        else:
            held.texts.append(_bound(cursor, sql, values))


class _Spared(local):
    """How many statements went without a trip of their own, in this thread."""

    statements = 0


_spared: Final = _Spared()


def spared() -> int:
    """For measurements: statements so far that needed no trip of their own."""
    return _spared.statements


class _Holder:
    """Stands innermost: whoever watches statements sees each of them, as it was asked for."""

    def __init__(self, held: _Held) -> None:
        self.held = held

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Mapping[str, Any]
    ) -> Any:
        cursor, texts = context["cursor"], self.held.texts
        if many or not isinstance(sql, str) or _is_kept_on_server(cursor):
            _send(texts)
            return execute(sql, params, many, context)
        if self.held.writes and _is_silent(sql):
            texts.append(_bound(cursor, sql, params))
            _spared.statements += 1
            return None
        if sql.startswith("ROLLBACK"):
            texts.clear()
        if not texts:
            return execute(sql, params, many, context)
        before = len(texts)
        text = JOINT.join([*texts, _bound(cursor, sql, params)])
        texts.clear()
        answer = execute(text, None, many, context)
        for _ in range(before):
            cursor.nextset()
        return answer


def _is_kept_on_server(cursor: Any) -> bool:
    """A cursor that PostgreSQL keeps open declares one statement and no more."""
    return isinstance(getattr(cursor.cursor, "name", None), str)


def read(*questions: Question) -> list[list[tuple[Any, ...]]]:
    """The rows of each of these queries, asked in one trip; each must answer with rows."""
    with connection.cursor() as cursor:
        cursor.execute(JOINT.join(_bound(cursor, *question) for question in questions))
        found = [cursor.fetchall()]
        while len(found) < len(questions):
            cursor.nextset()
            found.append(cursor.fetchall())
    return found


def read_some(*questions: Question | None) -> list[list[tuple[Any, ...]]]:
    """The same, where None is not asked and has no rows: planning costs, whatever there is to find."""
    asked = [question for question in questions if question is not None]
    answers = iter(read(*asked) if asked else ())
    return [[] if question is None else next(answers) for question in questions]


def _is_silent(sql: str) -> bool:
    return _SILENT.match(sql) is not None and _ANSWERS.search(sql) is None


def _bound(cursor: Any, sql: str, params: Any) -> str:
    text: str = cursor.mogrify(sql, params)
    return text.rstrip().rstrip(";")


def _send(held: list[str]) -> None:
    """Past the wrappers, which have seen these statements already."""
    if held:
        _spared.statements -= 1
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(JOINT.join(held))
        held.clear()
