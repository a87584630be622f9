"""What pure functions derive from records: findings, dossiers with items and tasks.

No clock: nothing here depends on today. "Overdue" is read, not derived (due_on < today and open).
Keys are the record id and an ordinal, so that a rebuild gives the same bytes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from vatra.kit.parameters import Parameters
from vatra.kit.readings import Reading

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One effective record as pure functions see it."""

    id: str
    form: str
    version: str
    stage: str | None
    subject_type: str
    subject_id: str
    group_id: str
    dossier_id: str | None
    place_id: int
    author_id: str
    role: str
    occurred_on: date
    made_at: datetime
    seq: int
    answers: Answers
    prev_id: str | None
    root_id: str | None = None  # first record of its chain of corrections; None = this one, or prev_id


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the group. `birth_date` may be partial (`1987` or `1987-05`).

    `since` and `until`: first day in the group, first day no longer in it (moved or died).
    """

    id: str
    sex: str | None
    birth_date: str | None
    alive: bool = True
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A vulnerability (or a favourable fact) found by a record, open until a later one lacks it."""

    key: str
    code: str
    person_id: str | None
    area: str
    urgency: int
    favourable: bool
    sensitivity: int
    opened_on: date
    closed_on: date | None
    record_id: str
    closed_by: str | None
    who_role: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """All that the derivation of one group sees; entries ordered by (occurred_on, seq)."""

    group_id: str
    place_id: int
    county_id: int
    entries: tuple[Entry, ...]
    members: tuple[Member, ...] = ()
    findings: tuple[Finding, ...] = ()
    conflicts: tuple[tuple[str, ...], ...] = ()
    locality_id: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a dossier: need, objective, intervention, request, referral, contact, risk..."""

    kind: str
    key: str
    area: str | None
    code: str | None
    title: str
    person_id: str | None
    state: str
    opened_on: date
    due_on: date | None
    closed_on: date | None
    role: str | None
    user_id: str | None
    priority: int | None
    record_id: str
    sensitivity: int
    links: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """What someone must do, by when, and which clause says so (`cites`)."""

    key: str
    title: str
    form: str | None
    role: str
    user_id: str | None
    person_id: str | None
    opened_on: date
    due_on: date | None
    done_on: date | None
    urgency: int
    cites: tuple[str, ...]
    record_id: str
    sensitivity: int
    dossier_key: str


@dataclass(frozen=True, slots=True)
class Stage:
    code: str
    on: date
    record_id: str


@dataclass(frozen=True, slots=True)
class DossierView:
    """One dossier as it stands; its id is the id of the record that opened it.

    `stages` may keep only the first day of each; `moves` then tells every change of state in order,
    so that figures can say how many stood in a state at the end of any month.
    """

    kind: str
    id: str
    group_id: str
    subject_type: str
    subject_id: str
    state: str
    opened_on: date
    closed_on: date | None = None
    closing_reason: str | None = None
    urgency: int = 0
    manager_id: str | None = None
    stages: tuple[Stage, ...] = ()
    items: tuple[Item, ...] = ()
    tasks: tuple[Task, ...] = ()
    flags: tuple[str, ...] = ()
    moves: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    code: str
    title: str
    final: bool = False


Derive = Callable[[GroupView, Parameters], tuple[DossierView, ...]]
# (dossier or None, form id, answers, role) -> reasons in Romanian why not now; empty = it can.
May = Callable[[DossierView | None, str, Answers, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DossierKind:
    code: str
    title: str
    states: tuple[State, ...]
    group_kinds: tuple[str, ...]
    derive: Derive
    may: May
    reading: Reading | None = None  # what pages ask; None = the kind has no page of its own
