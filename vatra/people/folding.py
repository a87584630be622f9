"""Pure folds: registry entries in, people and households as they stand out.

Later entries win, question by question, in the order of the day they speak of and then of
arrival; a correction has already replaced what it corrects (``vatra.kit.journal``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vatra.kit.dossiers import Entry

Bound = Callable[[Entry], Mapping[str, Any]]
Effects = Callable[[Entry], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Stay:
    """A person's time in a household; ``record_id`` is the entry that began it."""

    household_id: str
    record_id: str
    relation: str | None
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonState:
    facts: Mapping[str, Any]
    stays: tuple[Stay, ...]
    is_void: bool
    restricted_on: date | None = None

    @property
    def household_id(self) -> str:
        """Where the person lives, or lived last."""
        open_stays = [stay for stay in self.stays if stay.to_on is None]
        return (open_stays or list(self.stays))[-1].household_id


@dataclass(slots=True)
class _Stays:
    stays: list[Stay] = field(default_factory=list)

    def join(self, stay: Stay) -> None:
        """Living in a new household ends the stay in the one before."""
        if self.stays and self.stays[-1].to_on is None:
            if self.stays[-1].household_id == stay.household_id:
                return
            self.leave(self.stays[-1].household_id, stay.from_on)
        self.stays.append(stay)

    def leave(self, household_id: str, on: date) -> None:
        for index, stay in enumerate(self.stays):
            if stay.household_id == household_id and stay.to_on is None:
                ended = Stay(household_id, stay.record_id, stay.relation, stay.from_on, on)
                self.stays[index] = ended


def order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: (e.occurred_on, e.seq))


def person(person_id: str, entries: Iterable[Entry], bound: Bound, effects: Effects) -> PersonState:
    """The person from entries about him and memberships that name him, in any order."""
    facts: dict[str, Any] = {}
    stays = _Stays()
    is_registered = False
    restricted_on: date | None = None
    for entry in order(entries):
        told = bound(entry)
        if entry.subject_id == person_id:
            restricted_on = _restricted(restricted_on, entry, effects(entry))
            facts |= {k: v for k, v in told.items() if k.startswith("person.")}
        if "person.register" in effects(entry):
            is_registered = True
            relation = told.get("person.relation")
            stays.join(Stay(entry.group_id, entry.id, relation, entry.occurred_on))
        if "membership.change" in effects(entry) and told.get("membership.person") == person_id:
            _move(stays, entry, told)
    return PersonState(facts, tuple(stays.stays), not is_registered, restricted_on)


def _restricted(since: date | None, entry: Entry, kinds: frozenset[str]) -> date | None:
    """Since when the person's data may only be kept; None after the restriction was lifted."""
    if "restriction.begin" in kinds:
        return since or entry.occurred_on
    return None if "restriction.end" in kinds else since


def _move(stays: _Stays, entry: Entry, told: Mapping[str, Any]) -> None:
    household_id = told.get("membership.household") or entry.subject_id
    if told.get("membership.to"):
        stays.leave(household_id, _day(told["membership.to"], entry))
        return
    relation = told.get("person.relation")
    from_on = _day(told.get("membership.from"), entry)
    stays.join(Stay(household_id, entry.id, relation, from_on))


def _day(value: Any, entry: Entry) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return entry.occurred_on


def household(
    household_id: str, entries: Iterable[Entry], bound: Bound, effects: Effects
) -> tuple[dict[str, Any], bool]:
    """``({binding: answer}, is_void)`` from the entries about the household."""
    facts: dict[str, Any] = {}
    is_registered = False
    for entry in order(entries):
        kinds = effects(entry)
        if entry.subject_id != household_id or not kinds:
            continue
        is_registered = is_registered or "household.register" in kinds
        facts |= {k: v for k, v in bound(entry).items() if k.startswith("household.")}
    return facts, not is_registered
