"""Needs in the order in which they are worked, and how a plan goes."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from vatra.kit.dossiers import DossierView, Item
from vatra.kit.vocabulary import AREAS
from vatra.packs.integrated_services import needs
from vatra.packs.integrated_services.execution import IS_OPEN

_AREA_ORDER: Final = {area: place for place, area in enumerate(AREAS)}
_LAST: Final = 10**6


def priorities(view: DossierView) -> tuple[Item, ...]:
    """Open needs: those given a priority first, in its order, then the rest in the law's areas."""
    opened = [item for item in view.items if item.kind == "need" and item.state in needs.IS_OPEN]
    return tuple(sorted(opened, key=_rank))


def _rank(item: Item) -> tuple[int, int, date, str]:
    priority = _LAST if item.priority is None else item.priority
    return priority, _AREA_ORDER.get(item.area or "", _LAST), item.opened_on, item.key


def by_area(items: tuple[Item, ...]) -> dict[str, tuple[Item, ...]]:
    """Items by area: always six rows, in the law's order, also where a row is empty (art. 2 (1))."""
    return {area: tuple(item for item in items if item.area == area) for area in AREAS}


@dataclass(frozen=True, slots=True)
class Progress:
    done: tuple[Item, ...]
    overdue: tuple[Item, ...]
    to_come: tuple[Item, ...]


def progress(view: DossierView, on: date) -> Progress:
    """Interventions of the plan on a day: done, past their term, still to come (art. 3 (3) e)."""
    lines = [item for item in view.items if item.kind == "intervention"]
    waiting = [item for item in lines if item.state in IS_OPEN]
    return Progress(
        done=tuple(item for item in lines if item.state == "done"),
        overdue=tuple(item for item in waiting if item.due_on is not None and item.due_on < on),
        to_come=tuple(item for item in waiting if item.due_on is None or item.due_on >= on),
    )
