"""Whom and what an entry names besides its subject: all of it must lie in the entry's place.

A membership or a merge that names a person of another place would pull that person's file over
here, with everything ever written about him; row-level security cannot see it, because
derivation reads and writes as the system.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from vatra.kit.errors import UnknownFormError
from vatra.kit.packs import Library
from vatra.records.incoming import Incoming

# Answers that change where somebody belongs: whoever they name must be known already.
PERSONS: Final = frozenset({"membership.person", "merge.survivor", "merge.absorbed"})
OFFICER: Final = "data_protection_officer"
HOUSEHOLDS: Final = frozenset({"membership.household"})


@dataclass(frozen=True, slots=True)
class Named:
    """Ids an entry's answers and head name. ``moved``: the persons among them who change files."""

    persons: frozenset[UUID] = frozenset()
    moved: frozenset[UUID] = frozenset()
    households: frozenset[UUID] = frozenset()

    @property
    def needed(self) -> frozenset[UUID]:
        return self.moved | self.households


def named_by(entry: Incoming, library: Library) -> Named:
    """What the answers name; nothing where the form is not known."""
    try:
        form = library.form(entry.form, entry.version)
    except UnknownFormError:
        return Named()
    found = list(_named(form["items"], entry.answers))
    return Named(
        persons=frozenset(i for i, item in found if item["type"] == "person"),
        moved=frozenset(i for i, item in found if item.get("binds") in PERSONS),
        households=frozenset(i for i, item in found if item.get("binds") in HOUSEHOLDS),
    )


def dossier_of(entry: Incoming) -> UUID | None:
    """The case the entry belongs to: the id of the record that opened it."""
    return entry.subject.id if entry.subject.type == "dossier" else entry.dossier


def fits(entry: Incoming, form: Mapping[str, Any], kind: str | None) -> bool:
    """Whether the entry is about what its form is about, in a group that holds such things."""
    if entry.subject.type != form["subject"]:
        return False
    if "group" in form:  # a file of its own kind, such as an employer's: no other form belongs there
        return kind in (None, form["group"])
    if entry.subject.type == "dossier" and kind not in (None, "household", "problem"):
        return False
    if entry.subject.type == "household":
        return entry.subject.id == entry.group and kind in (None, "household")
    return (entry.subject.type == "place") == (kind == "problem") or kind is None


def is_restricted(entry: Incoming, persons: Mapping[UUID, Any]) -> bool:
    """Whether it would use data that may only be kept (GDPR art. 18); the officer alone goes on."""
    known = persons.get(entry.subject.id) if entry.subject.type == "person" else None
    return bool(known and known.get("is_restricted")) and entry.role != OFFICER


def registers_again(
    entry: Incoming, form: Mapping[str, Any], groups: Mapping[UUID, str], persons: Mapping[UUID, Any]
) -> bool:
    """Whether a new registration takes an id that somebody has already: it would take his file over."""
    effects = form.get("effects") or ()
    return entry.intent == "new" and (
        ("person.register" in effects and entry.subject.id in persons)
        or ("household.register" in effects and entry.group in groups)
    )


def _named(items: list[dict[str, Any]], answers: Any) -> Iterator[tuple[UUID, dict[str, Any]]]:
    if not isinstance(answers, Mapping):
        return
    for item in items:
        if item["type"] == "group" and item.get("repeats"):
            rows = answers.get(item["id"])
            for row in rows if isinstance(rows, list) else ():
                yield from _named(item["items"], row)
        elif item["type"] == "group":
            yield from _named(item["items"], answers)
        elif item["type"] == "person" or item.get("binds") in HOUSEHOLDS:
            named = _uuid(answers.get(item["id"]))
            if named is not None:
                yield named, item


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
