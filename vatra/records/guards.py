"""Objections of the apps above to an entry that is well formed: "not now, because...".

Dossiers register here; the journal knows neither plans nor cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, Final, Protocol

from vatra.records.incoming import Incoming
from vatra.records.refusals import Reason


class Guard(Protocol):
    """A module that guards entries. What it must read, it reads once for many (``look``)."""

    def is_guarded(self, entry: Incoming) -> bool: ...
    def look(self, entries: Sequence[Incoming], county_id: int) -> Any: ...
    def objections(self, entry: Incoming, answers: Mapping[str, Any], seen: Any) -> tuple[str, ...]: ...


Sight = Mapping[str, Any]
_paths: Final[dict[str, str]] = {}


def register(name: str, path: str) -> None:
    """Have the guard module at the dotted ``path`` asked."""
    _paths[name] = path


def is_guarded(entry: Incoming) -> bool:
    """Whether anybody may object; such an entry is judged after those before it are written."""
    return any(guard.is_guarded(entry) for guard in _guards().values())


def look(entries: Iterable[Incoming], county_id: int) -> Sight:
    """What every guard looks at to judge these entries of one place, as things stand now."""
    wanted = list(entries)
    return {
        name: guard.look([entry for entry in wanted if guard.is_guarded(entry)], county_id)
        for name, guard in _guards().items()
    }


def objections(entry: Incoming, answers: Mapping[str, Any], sight: Sight) -> tuple[Reason, ...]:
    """Reasons, in Romanian, why the entry cannot be taken now; none if it can."""
    found: list[Reason] = []
    for name, guard in _guards().items():
        if guard.is_guarded(entry):
            messages = guard.objections(entry, answers, sight[name])
            found += [Reason("guard", message) for message in messages]
    return tuple(found)


def _guards() -> dict[str, Guard]:
    return {name: _module(path) for name, path in _paths.items()}


@lru_cache(maxsize=16)
def _module(path: str) -> Guard:
    return import_module(path)  # type: ignore[return-value]  # a module that has what is asked
