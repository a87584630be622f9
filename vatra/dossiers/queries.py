"""Reads over dossiers, in the caller's scope; where a read looks further, it says so and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Subquery

from vatra.database import scope
from vatra.dossiers import derivation
from vatra.dossiers.models import Conflict, Dossier, Item, Reference, Task
from vatra.dossiers.models import Finding as FindingRow
from vatra.kit import dossiers as kit
from vatra.kit.packs import Pack
from vatra.records.models import Group
from vatra.records.queries import library

# Above the local level the columns that a person typed may not even be selected.
_ITEM: Final = (
    *("key", "kind", "area", "code", "person_id", "state", "opened_on", "due_on", "closed_on"),
    *("role", "user_id", "priority", "record_id", "sensitivity", "links"),
)
_TASK: Final = (
    *("key", "form", "role", "user_id", "person_id", "opened_on", "due_on", "done_on"),
    *("urgency", "cites", "record_id", "sensitivity"),
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A dossier as this reader may see it, and where it lies."""

    view: kit.DossierView
    kind: kit.DossierKind
    reference: str
    place_id: int
    county_id: int
    next_due_on: date | None
    seq: int  # grows whenever anything of the household changes

    @property
    def id(self) -> str:
        return self.view.id

    @property
    def group_id(self) -> UUID:
        return UUID(self.view.group_id)


def kinds() -> dict[str, tuple[Pack, kit.DossierKind]]:
    """Kinds of dossiers that have pages, by code, each with its pack."""
    return {k.code: (pack, k) for pack in library().packs for k in pack.dossiers if k.reading is not None}


def stored(dossier_id: UUID, *, with_words: bool) -> Stored | None:
    """The dossier with the items and tasks of its reader; None when he may not see it.

    ``with_words``: titles and facts that people typed; at county and centre they may not be read.
    """
    found = Dossier.objects.filter(pk=dossier_id, kind__in=kinds())
    beside = Reference.objects.filter(pk=OuterRef("pk")).values("text")
    counter = Group.objects.filter(pk=OuterRef("group_id")).values("seq")
    row = found.annotate(reference=Subquery(beside), seq=Subquery(counter)).first()
    if row is None:
        return None
    view = kit.DossierView(
        kind=row.kind,
        id=str(row.id),
        group_id=str(row.group_id),
        subject_type=row.subject_type,
        subject_id=str(row.subject_id),
        state=row.state,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        closing_reason=row.closing_reason,
        urgency=row.urgency,
        manager_id=_text(row.manager_id),
        stages=tuple(
            kit.Stage(each["code"], date.fromisoformat(each["on"]), each["record"]) for each in row.stages
        ),
        items=_items(row, with_words=with_words),
        tasks=_tasks(row, with_words=with_words),
        flags=tuple(row.flags),
    )
    kind = kinds()[row.kind][1]
    where = (row.place_id, row.county_id)
    return Stored(view, kind, row.reference or "", *where, row.next_due_on, row.seq or 0)


def _items(of: Dossier, *, with_words: bool) -> tuple[kit.Item, ...]:
    columns = (*_ITEM, "title", "extra") if with_words else _ITEM
    # By the household, which the index knows; a case alone would be looked for in the whole place.
    mine = Item.objects.filter(group_id=of.group_id, dossier_id=of.id)
    rows = mine.order_by("kind", "opened_on", "key").values(*columns)
    return tuple(_item(row) for row in rows)


def _item(row: Mapping[str, Any]) -> kit.Item:
    title = row.get("title") or title_of(row["kind"], row["code"])
    return kit.Item(
        **{
            **row,
            "title": title,
            "person_id": _text(row["person_id"]),
            "user_id": _text(row["user_id"]),
            "record_id": str(row["record_id"]),
            "links": tuple(row["links"]),
            "extra": row.get("extra") or {},
        }
    )


def _tasks(of: Dossier, *, with_words: bool) -> tuple[kit.Task, ...]:
    columns = (*_TASK, "title") if with_words else _TASK
    mine = Task.objects.filter(group_id=of.group_id, dossier_id=of.id)
    rows = mine.order_by("due_on", "key").values(*columns)
    return tuple(
        kit.Task(
            **{
                **row,
                "title": row.get("title") or form_title(row["form"]),
                "person_id": _text(row["person_id"]),
                "user_id": _text(row["user_id"]),
                "record_id": str(row["record_id"]),
                "cites": tuple(row["cites"]),
                "dossier_key": str(of.id),
            }
        )
        for row in rows
    )


def findings(group_id: UUID) -> tuple[kit.Finding, ...]:
    """Findings of the household that the reader may see, oldest first."""
    return tuple(
        kit.Finding(
            key=row.key,
            code=row.code,
            person_id=_text(row.person_id),
            area=row.area,
            urgency=row.urgency,
            favourable=row.favourable,
            sensitivity=row.sensitivity,
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            record_id=str(row.record_id),
            closed_by=_text(row.closed_by_id),
            who_role=row.who_role,
        )
        for row in FindingRow.objects.filter(group_id=group_id).order_by("opened_on", "key")
    )


def conflicts(group_id: UUID) -> list[tuple[UUID, ...]]:
    """Rival versions in the group, as lists of record ids."""
    rows = Conflict.objects.filter(group_id=group_id).order_by("form", "record_ids")
    return [tuple(ids) for ids in rows.values_list("record_ids", flat=True)]


@dataclass(frozen=True, slots=True)
class Hidden:
    """So many things of one kind in one area that the reader's roles may not read."""

    kind: str
    area: str | None
    count: int


def hidden(dossier: Stored, sensitivities: Iterable[int]) -> list[Hidden]:
    """How many open things of the dossier the reader is not shown, by kind and area: counts only.

    Looks past the reader's scope (system), so that nobody takes what he does not see for absent;
    a code, a title, a person or the sensitivity itself never leaves this function.
    """
    with scope.system(savepoint=False), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, area, count(*) FROM dossiers_item WHERE group_id = %s AND dossier_id = %s "
            "AND NOT sensitivity = ANY (%s) AND kind IN ('need', 'intervention', 'referral') "
            "AND closed_on IS NULL GROUP BY kind, area ORDER BY kind, area",
            [dossier.group_id, dossier.id, list(sensitivities)],
        )
        return [Hidden(*row) for row in cursor.fetchall()]


def hidden_parts(records: Iterable[UUID], sensitivities: Iterable[int]) -> frozenset[str]:
    """Which of these records hold a part that the reader may not read (system scope; ids only)."""
    with scope.system(savepoint=False), connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT record_id::text FROM records_part "
            "WHERE record_id = ANY (%s) AND NOT sensitivity = ANY (%s)",
            [list(records), list(sensitivities)],
        )
        return frozenset(row[0] for row in cursor.fetchall())


def support(dossier: Stored, roles: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Key -> question, answer and dates of what the dossier asked of these roles (6.3.3).

    System scope: the words were written for just these readers, who may read no other typed word.
    """
    with scope.system(savepoint=False):
        rows = Item.objects.filter(
            group_id=dossier.group_id, dossier_id=dossier.id, kind="support_request", code__in=list(roles)
        ).values_list("key", "extra")
        return {key: {name: extra.get(name) for name in ("question", "answer")} for key, extra in rows}


def reasons(dossier: Stored, forms: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Form -> why it does not fit the dossier now (none = it does), by the pack's own rule.

    System scope: the rule must see the whole dossier, but says nothing of what it holds.
    """
    with scope.system(savepoint=False):
        derived = derivation.views([dossier.group_id], dossier.place_id, dossier.county_id)
    every = [view for each in derived for view in each.dossiers]
    view = next((each for each in every if each.id == dossier.id), None)
    reading = dossier.kind.reading
    return {form: reading.not_now(view, form) if reading else () for form in forms}


def title_of(kind: str, code: str | None) -> str:
    """What an item is called where its own title may not be read."""
    known = library().catalogue
    for titles in (known.needs, known.services, known.vulnerabilities):
        if code is not None and code in titles:
            return str(titles[code].title)
    return KIND_TITLES.get(kind, "Element al dosarului")


def form_title(form_id: str | None) -> str:
    """The title of a form's newest version; of a task without a form, the word for a task."""
    newest = library().newest()
    return str(newest[form_id]["title"]) if form_id in newest else "Sarcină"


KIND_TITLES: Final = {
    "need": "Nevoie",
    "objective": "Obiectiv",
    "intervention": "Intervenție",
    "request": "Evaluare cerută",
    "referral": "Trimitere",
    "contact": "Contact cu o instituție",
    "meeting": "Întâlnire",
    "joint_action": "Acțiune comună",
    "support_request": "Sprijin cerut județului",
    "notification": "Înștiințare",
    "resource": "Resursă",
    "service": "Serviciu",
    "visit": "Vizită",
    "risk": "Risc",
    "plan": "Plan",
    "proposal": "Propunere către școală",
    "preparation": "Pregătire pentru ocupare",
    "signal": "Semnalare",
    "manager": "Responsabil de caz",
}


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
