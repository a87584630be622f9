"""Apps above that work on each group right after it was derived, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.module_loading import import_string

from vatra.database.trips import Question

if TYPE_CHECKING:
    from vatra.dossiers.derivation import Derived

Rows = Sequence[Sequence[Any]]
Follower = Callable[..., None]
Asks = Callable[[Sequence[UUID]], Sequence[Question]]
_paths: dict[str, tuple[str, str | None]] = {}


def register(name: str, path: str, asks: str | None = None) -> None:
    """Have the function at the dotted ``path`` called with every derived group.

    ``asks``: the path of a function that names, for the groups' ids, what it wants to read of
    them; the derivation reads it with its own, and hands over the rows of each question.
    """
    _paths[name] = (path, asks)


def asked(groups: Sequence[UUID]) -> list[tuple[Question, ...]]:
    """The questions of each follower, in the order in which they run."""
    found: list[tuple[Question, ...]] = []
    for _, asks in _paths.values():
        ask: Asks | None = import_string(asks) if asks else None
        found.append(tuple(ask(groups)) if ask else ())
    return found


def run(derived: Sequence[Derived], answers: Sequence[Sequence[Rows]]) -> None:
    """``answers``: the rows of each follower's questions."""
    for (path, _), rows in zip(_paths.values(), answers, strict=True):
        follow: Follower = import_string(path)
        follow(derived, *rows)
