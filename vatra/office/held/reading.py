"""One held entry as its reader may see it; each reading is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.kit.errors import UnknownFormError
from vatra.office.held import queries
from vatra.office.queries import cases_filled, cases_journal, entries
from vatra.office.queries.cases_filled import Line
from vatra.people import access
from vatra.records import held
from vatra.records.held import Entry
from vatra.records.queries import library

# Messages of these reasons say what the explanation cannot: which answer, which rule.
TELLING: Final = frozenset({"invalid", "guard"})


@dataclass(frozen=True, slots=True)
class Seen:
    """``raw`` is None for who may not read it whole; ``answers`` are those he may."""

    entry: Entry
    form: dict[str, Any] | None
    raw: dict[str, Any] | None
    answers: dict[str, Any]
    lines: tuple[Line, ...]
    messages: tuple[str, ...]
    is_whole: bool

    @property
    def intent(self) -> str:
        return str((self.raw or {}).get("intent", "new"))


def seen(principal: Principal, entry: Entry) -> Seen:
    """Its author and who it was handed to see it whole, a coordinator what his role reads."""
    if entry.is_readable_by(principal):
        found = _whole(entry)
        marks = frozenset(entries.marks_of(found.form["items"])) if found.form else frozenset()
    else:
        found, marks = _visible(principal, entry)
    _keep(principal, entry, marks)
    return found


def _whole(entry: Entry) -> Seen:
    raw, reasons = held.whole(entry)
    form = _form(entry, raw)
    answers = raw.get("answers")
    given = dict(answers) if isinstance(answers, Mapping) else {}
    names = _names(entry, raw)
    messages = tuple(one["message"] for one in reasons if one["code"] in TELLING)
    return Seen(entry, form, raw, given, _lines(form, given, names), messages, is_whole=True)


def _visible(principal: Principal, entry: Entry) -> tuple[Seen, frozenset[int]]:
    answers, marks = held.visible(entry)
    form = queries.form_of(entry.form)
    if form is not None:
        secret = cases_journal.secret(frozenset(principal.sensitivities))
        answers = cases_filled.untyped(form, cases_filled.masked(form, answers, secret)[0])
    return Seen(entry, form, None, answers, _lines(form, answers, {}), (), is_whole=False), marks


def _form(entry: Entry, raw: Mapping[str, Any]) -> dict[str, Any] | None:
    try:
        return library().form(entry.form, str(raw.get("version")))
    except UnknownFormError:
        return queries.form_of(entry.form)


def _lines(
    form: dict[str, Any] | None, answers: Mapping[str, Any], names: dict[str, str]
) -> tuple[Line, ...]:
    """In words; an entry whose answers are not of the form's shape has none, and is read in its file."""
    if form is None:
        return ()
    try:
        return cases_filled.lines(form, answers, names)
    except (TypeError, AttributeError, ValueError):
        return ()


def _names(entry: Entry, raw: Mapping[str, Any]) -> dict[str, str]:
    asked = {"home_id": raw.get("group"), "place_id": entry.place_id, "county_id": entry.county_id}
    try:
        UUID(str(asked["home_id"]))
    except ValueError:
        return {}
    return entries.names_for(asked)


def _keep(principal: Principal, entry: Entry, marks: frozenset[int]) -> None:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.id FROM records_quarantine q JOIN records_group g ON g.id::text = q.payload->>'group' "
            "WHERE q.key = %s",
            [entry.key],
        )
        row = cursor.fetchone()
    if row and principal.roles and not entry.is_of(principal):
        access.write(principal=principal, group_id=row[0], what="held", sensitivities=marks)
