"""The plan in days: when things happen, and which of them clash (art. 3 alin. (3) lit. e))."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from vatra.kit.dossiers import DossierView, Item
from vatra.packs.integrated_services import answers

_DONE_WITH: Final = ("done", "cancelled", "superseded", "stopped", "missed")
_MOST_DAYS: Final = 400  # a calendar is looked at by the month; a typing error must not fill memory


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing on one day; `time` as HH:MM when it has one."""

    on: date
    time: str | None
    person_id: str | None
    item: Item


@dataclass(frozen=True, slots=True)
class Calendar:
    slots: tuple[Slot, ...]
    clashes: tuple[tuple[Slot, Slot], ...]


def plan_calendar(view: DossierView, *, since: date | None = None, until: date | None = None) -> Calendar:
    """What is still planned between two days, and the pairs that want one person at one hour.

    What is planned for the whole household wants each of its persons.
    """
    slots = [
        slot
        for item in view.items
        for slot in _slots(item)
        if (since is None or slot.on >= since) and (until is None or slot.on <= until)
    ]
    slots.sort(key=lambda slot: (slot.on, slot.time or "", slot.item.key))
    return Calendar(tuple(slots), tuple(pair for pair in combinations(slots, 2) if _clash(*pair)))


def _slots(item: Item) -> Iterator[Slot]:
    if item.kind == "intervention" and item.state not in _DONE_WITH:
        time = answers.text(item.extra, "start_time")
        yield from (Slot(on, time, item.person_id, item) for on in _days(item))
    elif item.kind == "referral" and item.state == "sent":
        on = answers.day(item.extra, "appointment_on")
        if on is not None:
            yield Slot(on, answers.text(item.extra, "appointment_time"), item.person_id, item)


def _days(item: Item) -> Iterator[date]:
    day = answers.day(item.extra, "start_on") or item.opened_on
    every = answers.number(item.extra, "every_days")
    term = answers.day(item.extra, "term_on")
    yield day
    if every is None or term is None:
        return
    for _ in range(min((term - day).days // every, _MOST_DAYS)):
        day += timedelta(days=every)
        yield day


def _clash(one: Slot, other: Slot) -> bool:
    if one.time is None or (one.on, one.time) != (other.on, other.time) or one.item is other.item:
        return False
    return None in (one.person_id, other.person_id) or one.person_id == other.person_id
