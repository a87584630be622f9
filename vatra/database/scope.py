"""The scope a transaction works in: one database role and the user's places, set for that transaction only.

Nothing outlives the transaction, so connections can be shared through PgBouncer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection, transaction

from vatra.database import trips
from vatra.database.roles import LEVELS

Level = Literal["local", "county", "central", "system"]


@dataclass(frozen=True, slots=True)
class Scope:
    level: Level
    user_id: str | None
    places: tuple[int, ...]
    counties: tuple[int, ...]
    sensitivities: tuple[int, ...]


SYSTEM = Scope("system", None, (), (), ())
_current: ContextVar[Scope | None] = ContextVar("vatra_scope", default=None)

# set_config(..., true) is SET LOCAL, for the role too: one round trip sets all five.
_SET = """
SELECT set_config('role', %s, true), set_config('vatra.user', %s, true),
       set_config('vatra.places', %s, true), set_config('vatra.counties', %s, true),
       set_config('vatra.sensitivities', %s, true)
"""
_NOBODY = ("none", "", "", "", "")


def current() -> Scope | None:
    """The scope of the innermost `enter`, None outside of any."""
    return _current.get()


@contextmanager
def enter(scope: Scope, *, savepoint: bool = True, together: bool = False) -> Iterator[Scope]:
    """Run a transaction (inside another: a savepoint) in `scope`; then the outer scope holds again.

    `together`: what answers nothing travels with the next question (see `trips.holding`).
    """
    is_nested = connection.in_atomic_block
    if is_nested and scope == _current.get() and not savepoint:
        # Already there: nothing to set, nothing to restore.
        yield scope
        return
    travelling = trips.holding if together else trips.carrying
    with transaction.atomic(savepoint=savepoint), travelling(goes_on=is_nested):
        _apply(_values(scope))
        token = _current.set(scope)
        try:
            yield scope
        finally:
            _current.reset(token)
        # After an exception the rollback restores the settings; after a commit they are gone.
        # Only an inner scope that went well leaves them behind.
        if is_nested and not connection.needs_rollback:
            outer = _current.get()
            _apply(_values(outer) if outer else _NOBODY)


@contextmanager
def system(*, savepoint: bool = True, together: bool = False) -> Iterator[Scope]:
    """The scope of jobs and derivation: every row.

    Without ``savepoint`` it costs nothing where it holds already, and an error in it must end
    the whole transaction.
    """
    with enter(SYSTEM, savepoint=savepoint, together=together) as scope:
        yield scope


def ask(scope: Scope, *questions: trips.Question) -> list[list[tuple[Any, ...]]]:
    """The rows of each of these queries, read in ``scope``.

    Outside of a transaction that is one trip: PostgreSQL takes statements sent as one text for a
    transaction of their own, with which the settings end.
    """
    if connection.in_atomic_block:
        with enter(scope):
            return trips.read(*questions)
    return trips.read((_SET, _values(scope)), *questions)[1:]


def _values(scope: Scope) -> tuple[str, str, str, str, str]:
    return (
        LEVELS[scope.level],
        scope.user_id or "",
        _array(scope.places),
        _array(scope.counties),
        _array(scope.sensitivities),
    )


def _array(numbers: tuple[int, ...]) -> str:
    return "{" + ",".join(str(int(number)) for number in numbers) + "}"


def _apply(values: tuple[str, str, str, str, str]) -> None:
    trips.settle(_SET, values)
