"""Objections of the apps above to an entry that is well formed: "not now, because...".

Dossiers register here; the journal knows neither plans nor cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, Protocol

from vatra.records.incoming import Incoming
from vatra.records.refusals import Reason


class Guard(Protocol):
    """A module that guards entries."""

    def is_guarded(self, entry: Incoming) -> bool: ...
    def objections(self, entry: Incoming, answers: Mapping[str, Any], county_id: int) -> tuple[str, ...]: ...


_paths: Final[dict[str, str]] = {}


def register(name: str, path: str) -> None:
    """Have the guard module at the dotted ``path`` asked."""
    _paths[name] = path


def is_guarded(entry: Incoming) -> bool:
    """Whether anybody may object; such an entry is judged after those before it are written."""
    return any(guard.is_guarded(entry) for guard in _guards())


def objections(entry: Incoming, answers: Mapping[str, Any], county_id: int) -> tuple[Reason, ...]:
    """Reasons, in Romanian, why the entry cannot be taken now; none if it can."""
    found: list[Reason] = []
    for guard in _guards():
        if guard.is_guarded(entry):
            messages = guard.objections(entry, answers, county_id)
            found += [Reason("guard", message) for message in messages]
    return tuple(found)


def _guards() -> list[Guard]:
    return [import_module(path) for path in _paths.values()]  # type: ignore[misc]
