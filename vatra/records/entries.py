"""Journal rows as the entries that pure functions see.

An entry about a person belongs to the household the person's file lies in now: it moves
with the person, and with a merge. Every other entry belongs to the group it was made for.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.kit import journal as lineage
from vatra.kit.dossiers import Entry
from vatra.kit.errors import UnknownFormError
from vatra.kit.packs import Library
from vatra.people import queries as people
from vatra.people import sealing
from vatra.records import parts
from vatra.records.journal import Accepted

COLUMNS = """
SELECT r.id, r.form, r.version, r.subject_type, r.subject_id, r.group_id, r.dossier_id,
       r.place_id, r.author_id, r.role, r.occurred_on, r.made_at, r.seq, r.prev_id,
       r.intent, r.settles, r.effective_at,
       (SELECT json_agg(p.answers ORDER BY p.sensitivity) FROM records_part p
        WHERE p.record_id = r.id) AS parts
"""
OF_GROUPS: Final = f"""
{COLUMNS}, r.group_id AS home FROM records_record r
WHERE r.group_id = ANY (%(groups)s) AND r.subject_type <> 'person'
UNION ALL
{COLUMNS}, p.home_id AS home FROM people_person p
JOIN records_record r ON r.subject_id = p.id AND r.subject_type = 'person'
WHERE p.home_id = ANY (%(groups)s)
"""


def entry_of(accepted: Accepted, library: Library) -> Entry:
    """The entry just accepted. ``seq`` is 0: derivers read order from the journal."""
    e = accepted.entry
    return Entry(
        id=str(e.id),
        form=e.form,
        version=e.version,
        stage=_stage(library, e.form, e.version),
        subject_type=e.subject.type,
        subject_id=str(e.subject.id),
        group_id=str(e.group),
        dossier_id=_text(e.dossier),
        place_id=e.place,
        author_id=str(e.author),
        role=e.role,
        occurred_on=accepted.occurred_on,
        made_at=e.made_at,
        seq=0,
        answers=accepted.answers,
        prev_id=_text(e.prev),
    )


def of_groups(groups: Iterable[UUID], library: Library) -> dict[str, list[lineage.Journalled]]:
    """Every version of every entry of the groups, by group id; absorbed persons renamed."""
    ids = list(groups)
    renamed = people.aliases(ids)
    found: dict[str, list[lineage.Journalled]] = defaultdict(list)
    for home, version in _fetch(OF_GROUPS, {"groups": ids}, library):
        entry = replace(version.entry, group_id=home)
        found[home].append(replace(version, entry=_rename(entry, renamed)))
    return found


def as_recorded(groups: Iterable[UUID], library: Library) -> list[lineage.Journalled]:
    """Every version of every entry recorded for the groups, whoever they are about now."""
    query = f"{COLUMNS}, r.group_id AS home FROM records_record r WHERE r.group_id = ANY (%(groups)s)"
    return [version for _, version in _fetch(query, {"groups": list(groups)}, library)]


class RegistryJournal:
    """The journal as the people app reads it (see ``vatra.people.derivation.Journal``)."""

    def __init__(self, library: Library) -> None:
        self.library = library
        # One instance serves one derivation, during which the journal stands still.
        self._read_before: dict[str, list[lineage.Journalled]] = {}

    def of_subjects(self, ids: Iterable[str]) -> list[Entry]:
        where = "WHERE r.subject_id = ANY (%(ids)s::uuid[])"
        return self._effective(where, {"ids": list(ids)})

    def of_groups(self, ids: Iterable[str], forms: Sequence[str]) -> list[Entry]:
        return self._effective(*_by_forms(ids, forms))

    def all_of_groups(self, ids: Iterable[str], forms: Sequence[str]) -> list[Entry]:
        return [version.entry for version in self._read(*_by_forms(ids, forms))]

    def _effective(self, where: str, arguments: Mapping[str, Any]) -> list[Entry]:
        return list(lineage.effective(self._read(where, arguments)).entries)

    def _read(self, where: str, arguments: Mapping[str, Any]) -> list[lineage.Journalled]:
        key = f"{where} {sorted(arguments['ids'])} {arguments.get('forms')}"
        if key not in self._read_before:
            query = f"{COLUMNS}, r.group_id AS home FROM records_record r {where}"
            self._read_before[key] = [version for _, version in _fetch(query, arguments, self.library)]
        return self._read_before[key]


def _by_forms(ids: Iterable[str], forms: Sequence[str]) -> tuple[str, dict[str, Any]]:
    where = "WHERE r.group_id = ANY (%(ids)s::uuid[]) AND r.form = ANY (%(forms)s)"
    return where, {"ids": list(ids), "forms": list(forms)}


def _fetch(
    query: str, arguments: Mapping[str, Any], library: Library
) -> list[tuple[str, lineage.Journalled]]:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [(str(row["home"]), _version(row, library)) for row in rows]


def _version(row: Mapping[str, Any], library: Library) -> lineage.Journalled:
    entry = Entry(
        id=str(row["id"]),
        form=row["form"],
        version=row["version"],
        stage=_stage(library, row["form"], row["version"]),
        subject_type=row["subject_type"],
        subject_id=str(row["subject_id"]),
        group_id=str(row["group_id"]),
        dossier_id=_text(row["dossier_id"]),
        place_id=row["place_id"],
        author_id=str(row["author_id"]),
        role=row["role"],
        occurred_on=row["occurred_on"],
        made_at=row["made_at"],
        seq=row["seq"],
        answers=_answers(row),
        prev_id=_text(row["prev_id"]),
    )
    settles = tuple(str(other) for other in row["settles"])
    return lineage.Journalled(entry, row["intent"], row["effective_at"], settles)


def _answers(row: Mapping[str, Any]) -> dict[str, Any]:
    stored = row["parts"]
    merged = parts.join(json.loads(stored) if isinstance(stored, str) else stored or [])
    return {key: sealing.open_answer(value, row["id"]) for key, value in merged.items()}


def _rename(entry: Entry, renamed: Mapping[str, str]) -> Entry:
    if not renamed:
        return entry
    subject_id = renamed.get(entry.subject_id, entry.subject_id)
    return replace(entry, subject_id=subject_id, answers=_renamed(entry.answers, renamed))


def _renamed(value: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _renamed(inner, renamed) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, renamed) for inner in value]
    return renamed.get(value, value) if isinstance(value, str) else value


def _stage(library: Library, form: str, version: str) -> str | None:
    try:
        return library.form(form, version).get("stage")
    except UnknownFormError:
        return None


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
