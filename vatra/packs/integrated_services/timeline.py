"""The story of a case, day by day: stages, and what was asked, done and found out."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from vatra.kit.dossiers import DossierView, Item
from vatra.packs.integrated_services import follow_up, stages

# An item's ending is an event of its own when it came on another day and says something new.
_ENDS: Final = ("need", "objective", "intervention", "request", "referral", "contact", "support_request")


@dataclass(frozen=True, slots=True)
class Event:
    """`kind`: stage, or the kind of the item; `state`: as it was after the event."""

    on: date
    kind: str
    title: str
    state: str
    person_id: str | None
    role: str | None
    user_id: str | None
    record_id: str
    sensitivity: int


def timeline(view: DossierView) -> tuple[Event, ...]:
    """Events from the first day to the last; on one day the stages come in law order."""
    titles = {state.code: state.title for state in (*stages.STATES, *follow_up.STATES)}
    events = [
        (
            (stage.on, 0, number, stage.code),
            Event(stage.on, "stage", titles[stage.code], stage.code, None, None, None, stage.record_id, 1),
        )
        for number, stage in enumerate(view.stages)
    ]
    for item in view.items:
        events.append(((item.opened_on, 1, 0, item.key), _event(item, item.opened_on, _first_state(item))))
        if item.kind in _ENDS and item.closed_on not in (None, item.opened_on):
            events.append(((item.closed_on, 2, 0, item.key), _event(item, item.closed_on, item.state)))
    return tuple(event for _, event in sorted(events, key=lambda pair: pair[0]))


def _first_state(item: Item) -> str:
    ended_later = item.kind in _ENDS and item.closed_on not in (None, item.opened_on)
    return "opened" if ended_later else item.state


def _event(item: Item, on: date, state: str) -> Event:
    return Event(
        on,
        item.kind,
        item.title,
        state,
        item.person_id,
        item.role,
        item.user_id,
        item.record_id,
        item.sensitivity,
    )
