"""The entries of a case, newest first, each as it was filled, as far as the reader may see it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.dossiers import queries as dossiers
from vatra.dossiers.queries import Stored
from vatra.kit.errors import UnknownFormError
from vatra.office.queries import cases_filled, cases_names
from vatra.office.queries.cases_filled import Line
from vatra.people import sealing
from vatra.records import parts
from vatra.records.queries import library

# Entries of the case by name; those of its household and people by day. Entries about a person
# travel with the person's file, as everywhere.
_IN_CASE: Final = """
(s.dossier_id = %(dossier)s OR s.id = %(dossier)s OR (s.dossier_id IS NULL AND s.occurred_on >= %(since)s
 AND (%(until)s::date IS NULL OR s.occurred_on <= %(until)s)))
"""
_QUERY: Final = f"""
SELECT s.id::text, s.form, s.version, s.subject_type, s.subject_id::text, s.prev_id::text, s.intent,
  s.reason, s.author_id::text, s.role, s.device_id IS NOT NULL AS is_phone, s.app, s.made_at, s.received_at,
  s.occurred_on, s.settles::text[] AS settles,
  (SELECT array_agg(p.answers::text ORDER BY p.sensitivity) FROM records_part p WHERE p.record_id = s.id)
    AS parts
FROM (
  SELECT r.* FROM records_record r WHERE r.group_id = %(group)s AND r.subject_type <> 'person'
  UNION ALL
  SELECT r.* FROM people_person p JOIN records_record r
    ON r.subject_id = p.id AND r.subject_type = 'person' WHERE p.home_id = %(group)s
) s WHERE {_IN_CASE} ORDER BY s.occurred_on DESC, s.seq DESC
"""  # noqa: S608 - names of ours


@dataclass(frozen=True, slots=True)
class Written:
    """One entry of the journal."""

    id: str
    form: str
    version: str
    title: str
    stage: str
    who: tuple[str, ...]
    subject: str
    subject_type: str
    subject_id: str
    prev_id: str | None
    intent: str
    reason: str
    author: str
    author_id: str
    role: str
    is_phone: bool
    app: str
    made_at: datetime
    received_at: datetime
    occurred_on: date
    answers: Mapping[str, Any]
    lines: tuple[Line, ...]
    is_replaced: bool
    is_rival: bool
    has_hidden: bool

    @property
    def is_whole(self) -> bool:
        return not self.has_hidden


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page has read already: the household's people by id, rival versions, workers to be named."""

    people: Mapping[str, str]
    rivals: Sequence[Sequence[UUID]]
    workers: Iterable[str | None]


def entries(
    stored: Stored, sensitivities: Sequence[int], beside: Beside, *, with_words: bool
) -> tuple[list[Written], dict[str, str]]:
    """Every version of every entry, and the names of colleagues. Three queries, whatever their number."""
    rows = _rows(stored)
    authors = {row["author_id"] for row in rows}
    users = cases_names.users({*authors, *_mentioned(rows), *beside.workers})
    hidden = dossiers.hidden_parts((UUID(row["id"]) for row in rows), sensitivities)
    rivals = {str(key) for heads in beside.rivals for key in heads}
    settled = {key for row in rows for key in row["settles"] or ()}
    replaced = {row["prev_id"] for row in rows if row["prev_id"]} | settled
    kept_back = secret(frozenset(sensitivities))
    for row in rows:
        form = form_of(row["form"], row["version"])
        row["answers"], is_masked = cases_filled.masked(form, row["answers"], kept_back)
        hidden |= {row["id"]} if is_masked else set()
    named, marks = {**beside.people, **users}, (replaced, rivals, hidden)
    return [_written(row, named, with_words=with_words, marks=marks) for row in rows], users


def secret(readable: frozenset[int]) -> frozenset[str]:
    """Codes of needs and findings that are themselves kept from this reader."""
    known = library().catalogue
    marks = {one.code: one.sensitivity for one in known.needs.values()}
    marks |= {one.code: one.sensitivity for one in known.vulnerabilities.values()}
    return frozenset(code for code, mark in marks.items() if mark not in readable)


def _rows(stored: Stored) -> list[dict[str, Any]]:
    view = stored.view
    arguments: dict[str, Any] = {
        "group": view.group_id,
        "dossier": view.id,
        "since": view.opened_on,
        "until": view.closed_on,
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, arguments)
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]
    for row in rows:
        merged = parts.join(json.loads(text) for text in row["parts"] or ())
        row["answers"] = sealing.open_answer(merged, UUID(row["id"]))
    return rows


def _mentioned(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Ids of colleagues that answers name (their questions end in ``_user``)."""
    return {key for row in rows for key in _users_in(row["answers"])}


def _users_in(value: Any) -> Iterable[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key.endswith("_user") and _is_id(inner):
                yield inner
            else:
                yield from _users_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _users_in(inner)


def _is_id(value: Any) -> bool:
    try:
        UUID(value)
    except (ValueError, TypeError, AttributeError):
        return False
    return True


Marks = tuple[set[str], set[str], frozenset[str]]


def _written(row: Mapping[str, Any], names: Mapping[str, str], *, with_words: bool, marks: Marks) -> Written:
    form = form_of(row["form"], row["version"])
    answers = row["answers"] if with_words else cases_filled.untyped(form, row["answers"])
    replaced, rivals, hidden = marks
    key = row["id"]
    return Written(
        id=key,
        form=row["form"],
        version=row["version"],
        title=form["title"],
        stage=form.get("stage") or "",
        who=tuple(form["who"]),
        subject=names.get(row["subject_id"], ""),
        subject_type=row["subject_type"],
        subject_id=row["subject_id"],
        prev_id=row["prev_id"],
        intent=row["intent"],
        reason=(row["reason"] or "") if with_words else "",
        author=names.get(row["author_id"], "coleg fără cont"),
        author_id=row["author_id"],
        role=row["role"],
        is_phone=row["is_phone"],
        app=row["app"],
        made_at=row["made_at"],
        received_at=row["received_at"],
        occurred_on=row["occurred_on"],
        answers=row["answers"],
        lines=cases_filled.lines(form, answers, names),
        is_replaced=key in replaced,
        is_rival=key in rivals,
        has_hidden=key in hidden,
    )


def form_of(form_id: str, version: str) -> dict[str, Any]:
    """The compiled form; of one that no pack holds any more, only its name."""
    try:
        return library().form(form_id, version)
    except UnknownFormError:
        return {"id": form_id, "version": version, "title": form_id, "who": [], "items": []}
