"""Requests as they stand, from the records that open, extend, correct and decide them.

Which form says what stands in `effects` and `binds`, so that a pack changes its questions
without a line here. The term is a dated parameter of the pack that holds the form.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.database import bulk
from vatra.kit import packs
from vatra.kit.dossiers import Entry
from vatra.people import bindings
from vatra.records.derivers import Change

TERM: Final = "request_term_months"
LONGER: Final = "request_extension_months"
EFFECTS: Final = ("request.open", "request.extend", "request.decide", "request.rectify")
COLUMNS: Final = (
    *("id", "place_id", "county_id", "group_id", "person_id", "claim", "received_on", "due_on"),
    *("extended_on", "decided_on", "outcome", "corrected_by_id"),
)

Row = dict[str, Any]


def derive(change: Change) -> None:
    """Fold the requests of every person that the new entries are about."""
    forms = {form for effect in EFFECTS for form in bindings.forms_with(effect)}
    persons = {entry.subject_id for entry in change.entries if entry.form in forms}
    if not persons:
        return
    rows = fold(entry for entry in change.journal.of_subjects(persons) if entry.form in forms)
    where = {"place_id": change.place_id, "county_id": change.county_id}
    values = [[(row | where)[column] for column in COLUMNS] for row in rows]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM privacy_request WHERE person_id = ANY (%s::uuid[])", [list(persons)])
        bulk.insert(cursor, "privacy_request", COLUMNS, values)


def fold(entries: Iterable[Entry]) -> list[Row]:
    """One row for each request, from the effective entries of its person."""
    found: dict[str, Row] = {}
    for entry in sorted(entries, key=lambda each: (each.occurred_on, each.seq)):
        kinds = bindings.effects_of(entry.form, entry.version)
        told = bindings.bound(entry.form, entry.version, entry.answers)
        if "request.open" in kinds:
            found[entry.root_id or entry.id] = _opened(entry, told)
        elif (row := found.get(str(told.get("request.id")))) is not None:
            _go_on(row, entry, kinds, told)
    return list(found.values())


def _opened(entry: Entry, told: dict[str, Any]) -> Row:
    return {
        "id": entry.root_id or entry.id,
        "group_id": entry.group_id,
        "person_id": entry.subject_id,
        "claim": told.get("request.right", ""),
        "received_on": entry.occurred_on,
        "due_on": due(entry.form, entry.occurred_on),
        "extended_on": None,
        "decided_on": None,
        "outcome": "",
        "corrected_by_id": None,
    }


def _go_on(row: Row, entry: Entry, kinds: frozenset[str], told: dict[str, Any]) -> None:
    if "request.extend" in kinds:
        row["extended_on"] = entry.occurred_on
        row["due_on"] = due(entry.form, row["received_on"], is_longer=True)
    elif "request.rectify" in kinds:
        row["corrected_by_id"] = _uuid(told.get("request.corrected_by"))
    elif "request.decide" in kinds:
        row["decided_on"] = entry.occurred_on
        row["outcome"] = told.get("request.outcome", "")


def due(form: str, received_on: date, *, is_longer: bool = False) -> date:
    """The last day for an answer. A month after 31 January ends on the last of February."""
    dated = packs.library().parameters_of(form)
    months = dated.at(TERM, received_on)
    if is_longer:
        months += dated.at(LONGER, received_on)
    return later(received_on, months)


def later(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month where it has none such."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _uuid(text: Any) -> str | None:
    try:
        return str(UUID(str(text)))
    except ValueError:
        return None
