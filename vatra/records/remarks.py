"""What `vatra verify` tells besides "the chain holds": remarks of the apps above, such as erasures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from django.utils.module_loading import import_string

# Lines for people about one place; no names in them.
Remarks = Callable[[int], list[str]]
_paths: Final[dict[str, str]] = {}


def register(name: str, path: str) -> None:
    """Have the function at the dotted ``path`` asked about each place."""
    _paths[name] = path


def of_place(place_id: int) -> Iterator[str]:
    for _, path in sorted(_paths.items()):
        tell: Remarks = import_string(path)
        yield from tell(place_id)
