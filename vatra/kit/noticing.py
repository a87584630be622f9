"""Which notices follow from the records of a group: a pure function of them and the packs' kinds.

A notice is known by the first record of the chain that caused it and by its kind, so that a
corrected record keeps its notice. Whether it went out is not derived; nothing here looks at a clock.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from vatra.kit.dossiers import DossierView, Entry, GroupView
from vatra.kit.notices import NoticeKind
from vatra.kit.parameters import Parameters
from vatra.kit.values import earliest


@dataclass(frozen=True, slots=True)
class Notice:
    """One message and its answer. `cause_id` is the first version of the record that caused it."""

    key: str
    kind: str
    cause_id: str
    record_id: str
    dossier_id: str | None
    sensitivity: int
    author_id: str
    author_role: str
    to_type: str
    to_person_id: str | None
    to_institution_id: str | None
    to_kind: str | None
    to_role: str | None
    to_user_id: str | None
    to_name: str
    noticed_on: date
    due_on: date | None
    told_on: date | None
    answered_on: date | None
    answer: str | None
    answer_id: str | None


@dataclass(frozen=True, slots=True)
class _Cause:
    entry: Entry
    on: date
    dossier: DossierView | None


ParametersOf = Callable[[str], Parameters]


def derive(
    view: GroupView,
    dossiers: Iterable[DossierView],
    kinds: Iterable[NoticeKind],
    parameters_of: ParametersOf,
) -> tuple[Notice, ...]:
    """Every notice of the group, in the order of its records."""
    cases = tuple(dossiers)
    replies = _replies(view.entries)
    found = [
        _notice(kind, cause, replies, parameters_of(kind.pack))
        for kind in kinds
        for cause in _causes(kind, view, cases)
    ]
    return tuple(sorted({one.key: one for one in found}.values(), key=lambda one: (one.noticed_on, one.key)))


def root_of(entry: Entry) -> str:
    """The first version of the record."""
    return entry.root_id or entry.prev_id or entry.id


def _replies(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Records by what they say they answer."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if isinstance(answered := entry.answers.get("answers_to"), str):
            found.setdefault(answered, []).append(entry)
    return found


def _causes(kind: NoticeKind, view: GroupView, dossiers: tuple[DossierView, ...]) -> Iterator[_Cause]:
    if kind.form:
        for entry in view.entries:
            if entry.form == kind.form and _fits(kind, entry):
                yield _Cause(entry, entry.occurred_on, _dossier_of(entry, dossiers))
        return
    by_id = {entry.id: entry for entry in view.entries}
    for record_id, on, dossier in _moments(kind, view, dossiers):
        if record_id in by_id:
            yield _Cause(by_id[record_id], on, dossier)


def _moments(
    kind: NoticeKind, view: GroupView, dossiers: tuple[DossierView, ...]
) -> Iterator[tuple[str, date, DossierView | None]]:
    """Findings that opened, states that were reached for the first time."""
    for finding in view.findings:
        if finding.code in kind.findings:
            yield finding.record_id, finding.opened_on, next(iter(dossiers), None)
    for dossier in dossiers:
        reached = [stage for stage in dossier.stages if stage.code == kind.state]
        if dossier.kind == kind.dossier and reached:
            yield reached[0].record_id, reached[0].on, dossier


def _fits(kind: NoticeKind, entry: Entry) -> bool:
    return all(_values(entry.answers.get(key)) & wanted for key, wanted in kind.where.items())


def _values(answer: Any) -> frozenset[Any]:
    return frozenset(answer) if isinstance(answer, list | tuple) else frozenset((answer,))


def _dossier_of(entry: Entry, dossiers: tuple[DossierView, ...]) -> DossierView | None:
    """The dossier the record names, else the one open on its day."""
    named = [one for one in dossiers if one.id == entry.dossier_id]
    during = [
        one
        for one in dossiers
        if one.opened_on <= entry.occurred_on
        and (one.closed_on is None or entry.occurred_on <= one.closed_on)
    ]
    return next(iter([*named, *during]), None)


def _notice(
    kind: NoticeKind, cause: _Cause, replies: Mapping[str, list[Entry]], parameters: Parameters
) -> Notice:
    entry, root = cause.entry, root_of(cause.entry)
    key = f"{root}:{kind.id}"
    said = [reply for name in dict.fromkeys((key, root, entry.id)) for reply in replies.get(name, ())]
    answers = [reply for reply in said if kind.answered_by and reply.form == kind.answered_by]
    reply = answers[0] if answers else None
    return Notice(
        key=key,
        kind=kind.id,
        cause_id=root,
        record_id=entry.id,
        dossier_id=cause.dossier.id if cause.dossier else None,
        sensitivity=kind.sensitivity,
        author_id=entry.author_id,
        author_role=entry.role,
        to_type=kind.to,
        **_addressee(kind, cause),
        noticed_on=cause.on,
        due_on=_due(kind, cause, parameters),
        told_on=_told(kind, entry, said),
        answered_on=reply.occurred_on if reply else None,
        answer=_text(reply.answers.get(kind.answer_question)) if reply else None,
        answer_id=reply.id if reply else None,
    )


def _addressee(kind: NoticeKind, cause: _Cause) -> dict[str, Any]:
    """Whom the record names, in columns."""
    names, given = kind.addressee, cause.entry.answers

    def said(key: str) -> str | None:
        return _text(given.get(names[key])) if key in names else None

    told_kind = said("kind")
    return {
        "to_person_id": _person(names.get("person", ""), cause.entry),
        "to_institution_id": said("institution"),
        "to_kind": names.get("is_kind") or names.get("kinds", {}).get(told_kind, told_kind),
        "to_role": names.get("is_role") or said("role"),
        "to_user_id": _manager(cause) if names.get("user") == "manager" else said("user"),
        "to_name": said("name") or "",
    }


def _manager(cause: _Cause) -> str | None:
    return cause.dossier.manager_id if cause.dossier else None


def _person(named: str, entry: Entry) -> str | None:
    """None stands for the household: its head is told."""
    if named == "subject":
        return entry.subject_id if entry.subject_type == "person" else None
    return None if named in ("", "household") else _text(entry.answers.get(named))


def _due(kind: NoticeKind, cause: _Cause, parameters: Parameters) -> date | None:
    own = earliest(cause.entry.answers.get(kind.term_answer)) if kind.term_answer else None
    if own is not None or not kind.term_days:
        return own
    days = parameters.find(kind.term_days, cause.on)
    return None if days is None else cause.on + timedelta(days=int(days))


def _told(kind: NoticeKind, entry: Entry, said: Iterable[Entry]) -> date | None:
    """The day it was told by mouth or handed over, as a record says."""
    own = earliest(entry.answers.get(kind.told)) if kind.told else None
    handed = [reply.occurred_on for reply in said if kind.handed_by and reply.form == kind.handed_by]
    return own or (min(handed) if handed else None)


def _text(value: Any) -> str | None:
    return str(value) if value not in (None, "", []) else None
