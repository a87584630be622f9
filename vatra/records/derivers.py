"""What happens after records are written, in the same transaction.

Upper apps register here from ``AppConfig.ready``: people (10), dossiers (20),
indicators (30). The journal does not know them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.utils.module_loading import import_string

from vatra.kit.dossiers import Entry
from vatra.records.entries import RegistryJournal


@dataclass(frozen=True, slots=True)
class Change:
    """The groups of one place that new records touched, and those records' entries.

    ``is_anew``: nothing that was derived before is to be trusted (a rebuild).
    """

    place_id: int
    county_id: int
    groups: frozenset[UUID]
    entries: tuple[Entry, ...]
    journal: RegistryJournal
    is_anew: bool = False


# People are derived first: assessments in the same push look at the person's age and sex.
AFTER_PEOPLE: Final = 20

# A deriver may answer with further groups that its work changed (a person moved house).
Deriver = Callable[[Change], frozenset[UUID] | None]
_derivers: dict[str, tuple[int, str]] = {}


def register(name: str, order: int, path: str) -> None:
    """Have the function at the dotted ``path`` called after each write, in ``order``.

    A path, because apps register while they load, before each other's models exist.
    """
    _derivers[name] = (order, path)


def run(change: Change, *, from_order: int = 0, upto_order: int | None = None) -> frozenset[UUID]:
    """Call the derivers of ``from_order <= order < upto_order``, in order; all changed groups.

    Errors are not caught: the write must fail with them.
    """
    for order, path in sorted(_derivers.values()):
        if from_order <= order and (upto_order is None or order < upto_order):
            function: Deriver = import_string(path)
            further = function(change) or frozenset()
            change = replace(change, groups=change.groups | further)
    return change.groups
