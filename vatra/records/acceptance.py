"""Is this entry acceptable? Every reason why not, found before anything is written.

A check never throws an entry away: what fails is quarantined with its reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from vatra.kit import forms
from vatra.kit.errors import UnknownFormError
from vatra.kit.packs import Library
from vatra.people import sealing
from vatra.records import belonging, clocks, guards, parts
from vatra.records.incoming import Incoming
from vatra.records.journal import Accepted
from vatra.records.refusals import Reason, reason

BUCHAREST = ZoneInfo("Europe/Bucharest")
OPENS: Mapping[str, str] = {"household.register": "household"}


@dataclass(frozen=True, slots=True)
class Base:
    """What is known of a record that a correction or a settlement names."""

    form: str
    subject_id: UUID
    place_id: int
    prev_id: UUID | None


@dataclass(slots=True)
class Batch:
    """What the checks of one place's batch look at; grows as entries are accepted."""

    user_id: UUID
    roles: frozenset[str]
    library: Library
    place_id: int
    county_id: int
    received_at: datetime
    groups: dict[UUID, str] = field(default_factory=dict)
    foreign: set[UUID] = field(default_factory=set)
    persons: dict[UUID, Mapping[str, Any]] = field(default_factory=dict)
    sizes: dict[UUID, int] = field(default_factory=dict)
    bases: dict[UUID, Base] = field(default_factory=dict)
    sight: guards.Sight = field(default_factory=dict)

    def admit(self, accepted: Accepted) -> None:
        """Let later entries of the batch build on this one."""
        entry = accepted.entry
        self.groups.setdefault(entry.group, accepted.group_kind)
        self.bases[entry.id] = Base(entry.form, entry.subject.id, entry.place, entry.prev)
        if entry.subject.type == "person":
            self.persons.setdefault(entry.subject.id, {})


def judge(batch: Batch, entry: Incoming, sha256: bytes) -> Accepted | tuple[Reason, ...]:
    """The entry ready to be written, or the reasons to hold it."""
    try:
        form = batch.library.form(entry.form, entry.version)
    except UnknownFormError:
        return (reason("unknown_form"),)
    reasons = tuple(_objections(batch, entry, form))
    if reasons:
        return reasons
    day = occurred_on(form, entry)
    answers, issues = _answers(batch, entry, form, day)
    if issues:
        return issues
    refusals = guards.objections(entry, answers, batch.sight)
    if refusals:
        return refusals
    return _accept(batch, entry, form, sha256, (day, answers))


def occurred_on(form: Mapping[str, Any], entry: Incoming) -> date:
    """The day the entry speaks of: the form's date question, else the day it was made."""
    made = entry.made_at.astimezone(BUCHAREST).date()
    answered = entry.answers.get(form.get("date") or "")
    try:
        return date.fromisoformat(answered) if isinstance(answered, str) else made
    except ValueError:
        return made


def _objections(batch: Batch, entry: Incoming, form: Mapping[str, Any]) -> Iterator[Reason]:
    if entry.author != batch.user_id:
        yield reason("wrong_author")
    if not batch.roles:
        yield reason("out_of_scope")
    elif entry.role not in batch.roles or entry.role not in form["who"]:
        yield reason("role_not_allowed")
    if form.get("withdrawn_on") and entry.made_at.date().isoformat() >= form["withdrawn_on"]:
        yield reason("withdrawn_form")
    yield from _subject(batch, entry, form)
    yield from _lineage(batch, entry)


def _subject(batch: Batch, entry: Incoming, form: Mapping[str, Any]) -> Iterator[Reason]:
    named = belonging.named_by(entry, batch.library)
    if {entry.group, entry.subject.id, *named.persons, *named.households} & batch.foreign:
        yield reason("out_of_scope")
        return
    if not belonging.fits(entry, form, batch.groups.get(entry.group)):
        yield reason("wrong_subject")
    if belonging.registers_again(entry, form, batch.groups, batch.persons):
        yield reason("already_known")
    opened = opens(form, entry)
    is_known = entry.group in batch.groups or opened
    is_missing = _names_a_person(entry, form) and entry.subject.id not in batch.persons
    if belonging.is_restricted(entry, batch.persons):
        yield reason("restricted")
    if not is_known or is_missing or _names_unknown(batch, entry, named, opened):
        yield reason("unknown_subject")


def _names_unknown(batch: Batch, entry: Incoming, named: belonging.Named, opened: str | None) -> bool:
    dossier = belonging.dossier_of(entry)
    is_known = dossier is None or dossier in batch.bases or (opened and dossier == entry.id)
    if not is_known and entry.intent != "void":
        return True
    return bool(named.needed - batch.persons.keys() - batch.groups.keys())


def _names_a_person(entry: Incoming, form: Mapping[str, Any]) -> bool:
    """Whether the entry is about a person who must be registered already."""
    return entry.subject.type == "person" and "person.register" not in form.get("effects", ())


def opens(form: Mapping[str, Any], entry: Incoming) -> str | None:
    """The kind of group that this entry opens, if it opens one."""
    if entry.subject.id != entry.group:
        return None
    if form.get("opens"):
        return form["group"] if entry.id == entry.group or entry.intent != "new" else None
    if entry.subject.type == "place":
        return "problem"
    return next((OPENS[e] for e in form.get("effects", ()) if e in OPENS), None)


def _lineage(batch: Batch, entry: Incoming) -> Iterator[Reason]:
    if entry.intent == "new":
        if entry.prev is not None:
            yield reason("unknown_prev")
        return
    base = batch.bases.get(entry.prev) if entry.prev else None
    if base is None or (base.form, base.subject_id) != (entry.form, entry.subject.id):
        yield reason("unknown_prev")
    if not (entry.reason or "").strip():
        yield reason("reason_missing")
    if any(batch.bases.get(other) is None for other in entry.settles):
        yield reason("settled_badly")


def _answers(
    batch: Batch, entry: Incoming, form: Mapping[str, Any], day: date
) -> tuple[dict[str, Any], tuple[Reason, ...]]:
    if entry.intent == "void":
        return {}, ()
    context = context_of(batch, entry, day)
    parameters = batch.library.parameters_of(entry.form)
    checked = forms.check(form, entry.answers, context, parameters)
    issues = tuple(Reason("invalid", issue.message, issue.path) for issue in checked.issues)
    return dict(checked.answers), issues


def context_of(batch: Batch, entry: Incoming, day: date) -> dict[str, Any]:
    """What conditions and expressions may look at (see the form contract)."""
    person = batch.persons.get(entry.subject.id) if entry.subject.type == "person" else None
    return {
        "today": batch.received_at.astimezone(BUCHAREST).date().isoformat(),
        "date": day.isoformat(),
        "role": entry.role,
        "place": entry.place,
        "person": dict(person or {}),
        "household": {"size": batch.sizes.get(entry.group, 0)},
    }


def _accept(
    batch: Batch,
    entry: Incoming,
    form: Mapping[str, Any],
    sha256: bytes,
    read: tuple[date, dict[str, Any]],
) -> Accepted:
    day, answers = read
    newest = batch.library.form(entry.form)["version"]
    flags = clocks.flags(entry.id, entry.made_at, entry.clock, batch.received_at)
    flags += ["old_form"] if newest != entry.version else []
    return Accepted(
        entry=entry,
        answers=answers,
        parts=parts.split(form["items"], answers, lambda value: sealing.wrap(value, entry.id)),
        county_id=batch.county_id,
        group_kind=batch.groups.get(entry.group) or opens(form, entry) or "household",
        occurred_on=day,
        effective_at=clocks.effective(entry.made_at, entry.clock, batch.received_at),
        received_at=batch.received_at,
        sha256=sha256,
        flags=tuple(flags),
    )
