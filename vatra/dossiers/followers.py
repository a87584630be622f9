"""Apps above that work on each group right after it was derived, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from vatra.dossiers.derivation import Derived

Follower = Callable[[Sequence["Derived"]], None]
_paths: dict[str, str] = {}


def register(name: str, path: str) -> None:
    """Have the function at the dotted ``path`` called with every derived group."""
    _paths[name] = path


def run(derived: Sequence[Derived]) -> None:
    for path in _paths.values():
        follow: Follower = import_string(path)
        follow(derived)
