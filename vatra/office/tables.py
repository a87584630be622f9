"""A table of figures as reports print it, and how a hidden figure is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

HIDDEN: Final = "ascuns (sub 5)"


@dataclass(frozen=True, slots=True)
class Table:
    head: Sequence[str]
    rows: Sequence[Sequence[Any]]


class Figure(Protocol):
    """A row of a reading, or the reading itself."""

    @property
    def numerator(self) -> int | None: ...
    @property
    def is_hidden(self) -> bool: ...


def shown(figure: Figure) -> Any:
    return HIDDEN if figure.is_hidden else figure.numerator
