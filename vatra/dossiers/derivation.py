"""From the effective entries of a group to its findings, dossiers, items and tasks.

The packs' pure functions decide; here their answer is stored where it differs from what
is stored already. Apps above (figures) follow each derivation through :mod:`followers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from vatra.database import trips
from vatra.database.trips import Question
from vatra.dossiers import diffing, followers, references, tables
from vatra.dossiers.diffing import Stored
from vatra.kit import findings, journal
from vatra.kit.dossiers import DossierView, GroupView, Task
from vatra.kit.packs import Library
from vatra.kit.vocabulary import Sensitivity
from vatra.people import queries as people
from vatra.records import entries as records
from vatra.records import groups as feed
from vatra.records.derivers import Change
from vatra.records.queries import desk_groups, library


@dataclass(frozen=True, slots=True)
class Derived:
    """One group as just derived."""

    view: GroupView
    dossiers: tuple[DossierView, ...]
    is_anew: bool = False  # what is stored of it must be compared whole, not by what it was made from


def derive(change: Change) -> frozenset[UUID]:
    """Bring the groups of a change up to date, in the writing transaction (system scope)."""
    ids = sorted(_followed(change.groups))
    if not ids:
        return frozenset()
    own, further = (*_asked(ids), *tables.asked(ids)), followers.asked(ids)
    answers = iter(trips.read(*own, *(question for questions in further for question in questions)))
    ours = [next(answers) for _ in own]
    derived = _views(ids, (change.place_id, change.county_id), ours, is_anew=change.is_anew)
    store(ids, derived, ours[len(_asked(ids)) :])
    followers.run(derived, [[next(answers) for _ in questions] for questions in further])
    return frozenset()


def _followed(groups: frozenset[UUID]) -> frozenset[UUID]:
    """Without the files that a desk derives for itself: an employer's holds tens of thousands of entries."""
    derived = {kind for pack in library().packs for rule in pack.dossiers for kind in rule.group_kinds}
    own = desk_groups() - derived
    if not own:
        return groups
    kinds = records.kinds(groups)
    return frozenset(group for group in groups if kinds.get(group) not in own)


def views(groups: Iterable[UUID], place_id: int, county_id: int) -> list[Derived]:
    """What the packs say of each group now. Reads the journal; writes nothing."""
    ids = sorted(groups)
    return _views(ids, (place_id, county_id), trips.read(*_asked(ids)))


def _asked(ids: list[UUID]) -> tuple[Question, ...]:
    return (
        records.of_groups_asked(ids),
        people.aliases_asked(ids),
        people.members_asked(ids),
        people.localities_asked(ids),
        feed.kinds_asked(ids),
    )


def _views(
    ids: list[UUID], where: tuple[int, int], answers: Sequence[Stored], *, is_anew: bool = False
) -> list[Derived]:
    packs = library()
    versions = records.of_groups(ids, answers[0], people.aliases_of(answers[1]), packs)
    members, villages = people.members_of(answers[2]), people.localities_of(answers[3])
    kinds = feed.kinds_of(answers[4])
    found = []
    for group_id in map(str, ids):
        effective = journal.effective(versions[group_id])
        ordered = tuple(sorted(effective.entries, key=lambda e: (e.occurred_on, e.seq)))
        own = members.get(group_id, ())
        view = GroupView(
            group_id=group_id,
            place_id=where[0],
            county_id=where[1],
            entries=ordered,
            members=own,
            findings=findings.findings_history(ordered, packs.rulebook, own),
            conflicts=effective.conflicts,
            locality_id=villages.get(group_id),
        )
        found.append(Derived(view, dossiers_of(view, kinds.get(group_id, ""), packs), is_anew))
    return found


def dossiers_of(view: GroupView, kind: str, packs: Library) -> tuple[DossierView, ...]:
    """Every dossier that the installed packs derive from the group."""
    return tuple(
        dossier
        for pack in packs.packs
        for rule in pack.dossiers
        if kind in rule.group_kinds
        for dossier in rule.derive(view, packs.parameters[pack.code])
    )


def store(ids: list[UUID], derived: Sequence[Derived], stored: Sequence[Stored]) -> None:
    """Write what differs from the ``stored`` rows of :func:`tables.asked`."""
    cases = [(d.view, dossier) for d in derived for dossier in d.dossiers]
    rows = (
        [_dossier(view, dossier) for view, dossier in cases],
        [row for view, dossier in cases for row in _items(view, dossier)],
        [row for view, dossier in cases for row in _tasks(view, dossier)],
        [row for d in derived for row in _findings(d.view)],
    )
    for table, wanted, present in zip(tables.DERIVED, rows, stored, strict=True):
        diffing.apply(table, ids, wanted, present)
    tables.save_conflicts(ids, [row for d in derived for row in _conflicts(d.view)])
    # A dossier is stored together with its number; a rebuild trusts nothing.
    numbered = () if any(d.is_anew for d in derived) else (row[0] for row in stored[0])
    references.give(cases, numbered)


def _where(view: GroupView) -> dict[str, Any]:
    return {"place_id": view.place_id, "county_id": view.county_id, "group_id": view.group_id}


def _dossier(view: GroupView, d: DossierView) -> dict[str, Any]:
    due = [task.due_on for task in d.tasks if task.done_on is None and task.due_on]
    stages = [{"code": s.code, "on": s.on.isoformat(), "record": s.record_id} for s in d.stages]
    return _where(view) | {
        "id": d.id,
        "kind": d.kind,
        "subject_type": d.subject_type,
        "subject_id": d.subject_id,
        "state": d.state,
        "urgency": d.urgency,
        "manager_id": d.manager_id,
        "opened_on": d.opened_on,
        "closed_on": d.closed_on,
        "closing_reason": d.closing_reason,
        "next_due_on": min(due, default=None),
        "flags": list(d.flags),
        "stages": stages,
    }


def _items(view: GroupView, d: DossierView) -> list[dict[str, Any]]:
    return [_where(view) | tables.values(item) | {"dossier_id": d.id} for item in d.items]


def _tasks(view: GroupView, d: DossierView) -> list[dict[str, Any]]:
    return [_where(view) | _task(task) | {"dossier_id": d.id} for task in d.tasks]


def _task(task: Task) -> dict[str, Any]:
    row = tables.values(task)
    row.pop("dossier_key")
    return row


def _findings(view: GroupView) -> list[dict[str, Any]]:
    rows = []
    for finding in view.findings:
        row = _where(view) | tables.values(finding)
        row["closed_by_id"] = row.pop("closed_by")
        rows.append(row)
    return rows


def _conflicts(view: GroupView) -> list[dict[str, Any]]:
    forms = {entry.id: entry.form for entry in view.entries}
    return [
        _where(view)
        | {
            "record_ids": sorted(heads),
            "form": next((forms[head] for head in heads if head in forms), ""),
            "sensitivity": int(Sensitivity.ordinary),
        }
        for heads in view.conflicts
    ]
