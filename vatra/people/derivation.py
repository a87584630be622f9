"""Registry records become people, households, consents and merges.

Called by the journal in the writing transaction, under the system scope. Whatever a new
entry touches is folded again from all its entries, so that a correction, a void or a
rebuild gives what writing everything in order would have given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from vatra.database.trips import Question
from vatra.kit.dossiers import Entry
from vatra.people import bindings, folding, rows


class Journal(Protocol):
    """How people read the journal they do not know (it stands above them)."""

    def prefetch(
        self, subjects: Iterable[str], groups: Iterable[str], forms: Sequence[str], *more: Question
    ) -> list[list[tuple[Any, ...]]]:
        """Read what will be asked for in one trip, with further questions; the answers to those."""

    def of_subjects(self, ids: Iterable[str]) -> list[Entry]:
        """Effective entries whose subject is one of the ids."""

    def of_groups(self, ids: Iterable[str], forms: Sequence[str]) -> list[Entry]:
        """Effective entries of the given forms, as recorded in the groups."""

    def all_of_groups(self, ids: Iterable[str], forms: Sequence[str]) -> list[Entry]:
        """The same, but also what was corrected or voided: whom did it once name?"""


class Change(Protocol):
    @property
    def place_id(self) -> int: ...
    @property
    def county_id(self) -> int: ...
    @property
    def entries(self) -> tuple[Entry, ...]: ...
    @property
    def journal(self) -> Journal: ...


def derive(change: Change) -> frozenset[UUID]:
    """Bring the touched people up to date; the households whose content changed with them."""
    touched = [entry for entry in change.entries if _effects(entry)]
    if not touched:
        return frozenset()
    territory = (change.place_id, change.county_id)
    groups = {entry.group_id for entry in touched}
    households = {e.subject_id for e in touched if e.subject_type == "household"}
    persons = {e.subject_id for e in touched if e.subject_type == "person"}
    asked = (rows.homes_asked(persons), rows.households_asked(persons))
    homes, stays = change.journal.prefetch(households | persons, groups, _moving(), *asked)
    known = rows.Known(frozenset(persons), rows.homes_of(homes), rows.households_in(stays))
    _households(change.journal, households, territory)
    named = change.journal.all_of_groups(groups, bindings.forms_with("membership.change"))
    merging = change.journal.all_of_groups(groups, bindings.forms_with("person.merge"))
    persons |= {p for e in [*touched, *named, *merging] for p in _named(e)}
    known = known if known.persons == persons else rows.known(persons)
    _merges(change.journal, groups, territory)
    _persons(change.journal, known, groups, territory)
    if not persons:
        return frozenset()
    rows.settle_homes(persons)
    _consents(change.journal, persons, territory)
    after = rows.homes(persons)
    return frozenset({*known.homes.values(), *after.values()})


def _moving() -> tuple[str, ...]:
    """Every form that may change whose file lies where."""
    effects = ("membership.change", "person.merge", "person.unmerge")
    return tuple(dict.fromkeys(form for effect in effects for form in bindings.forms_with(effect)))


def _effects(entry: Entry) -> frozenset[str]:
    return bindings.effects_of(entry.form, entry.version)


def _bound(entry: Entry) -> Mapping[str, Any]:
    return bindings.bound(entry.form, entry.version, entry.answers)


def _named(entry: Entry) -> set[str]:
    told = _bound(entry)
    keys = ("membership.person", "merge.survivor", "merge.absorbed")
    return {told[key] for key in keys if isinstance(told.get(key), str)}


def _households(journal: Journal, ids: set[str], territory: tuple[int, int]) -> None:
    if not ids:
        return
    entries: dict[str, list[Entry]] = {household_id: [] for household_id in ids}
    for entry in journal.of_subjects(ids):
        entries[entry.subject_id].append(entry)
    found = {i: folding.household(i, own, _bound, _effects) for i, own in entries.items()}
    rows.save_households(found, territory)


def _persons(journal: Journal, known: rows.Known, groups: set[str], territory: tuple[int, int]) -> None:
    ids = known.persons
    own = [e for e in journal.of_subjects(ids) if _effects(e)]
    households = groups | {e.group_id for e in own} | known.households
    moves = journal.of_groups(households, bindings.forms_with("membership.change"))
    by_person: dict[str, list[Entry]] = {person_id: [] for person_id in ids}
    for entry in own:
        by_person.get(entry.subject_id, []).append(entry)
    for entry in moves:
        for person_id in _named(entry) & ids:
            by_person[person_id].append(entry)
    states = {
        person_id: folding.person(person_id, entries, _bound, _effects)
        for person_id, entries in by_person.items()
    }
    rows.save_persons(states, territory)


def _merges(journal: Journal, groups: set[str], territory: tuple[int, int]) -> None:
    forms = (*bindings.forms_with("person.merge"), *bindings.forms_with("person.unmerge"))
    entries = folding.order(journal.of_groups(groups, forms))
    open_merges: dict[tuple[str, str], dict[str, Any]] = {}
    saved: list[dict[str, Any]] = []
    for entry in entries:
        told = _bound(entry)
        pair = (told.get("merge.survivor"), told.get("merge.absorbed"))
        if not all(pair) or pair[0] == pair[1]:
            continue
        if "person.merge" in _effects(entry):
            row: dict[str, Any] = {"record_id": entry.id, "group": entry.group_id, "pair": pair}
            row |= {"on": entry.occurred_on, "undone": None}
            open_merges[pair] = row  # type: ignore[index]  # all(pair) was asked
            saved.append(row)
        elif pair in open_merges:
            open_merges.pop(pair)["undone"] = entry.id  # type: ignore[arg-type]  # all(pair) was asked
    rows.save_merges(groups, saved, territory)


def _consents(journal: Journal, persons: set[str], territory: tuple[int, int]) -> None:
    entries = folding.order(journal.of_subjects(persons))
    given: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        told = _bound(entry)
        mine = given.setdefault(entry.subject_id, [])
        if "consent.give" in _effects(entry):
            mine.append({"entry": entry, "told": told, "withdrawn": {}})
        elif "consent.withdraw" in _effects(entry):
            # Withdrawal may be partial: only the purposes it names end, from that day.
            for consent in mine:
                for purpose in told.get("consent.purposes") or ():
                    on = entry.occurred_on.isoformat()
                    consent["withdrawn"].setdefault(purpose, on)
    rows.save_consents(persons, [c for mine in given.values() for c in mine], territory)
