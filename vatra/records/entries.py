"""Journal rows as the entries that pure functions see.

An entry about a person belongs to the household the person's file lies in now: it moves
with the person, and with a merge. Every other entry belongs to the group it was made for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import msgspec

from vatra.database import trips
from vatra.database.trips import Question
from vatra.kit import journal as lineage
from vatra.kit.dossiers import Entry
from vatra.kit.errors import UnknownFormError
from vatra.kit.packs import Library
from vatra.people import sealing
from vatra.records import groups as feed
from vatra.records import parts
from vatra.records.journal import Accepted

COLUMNS = """
SELECT r.id, r.form, r.version, r.subject_type, r.subject_id, r.group_id, r.dossier_id,
       r.place_id, r.author_id, r.role, r.occurred_on, r.made_at, r.seq, r.prev_id,
       r.intent, r.settles, r.effective_at,
       (SELECT array_agg(p.answers::text ORDER BY p.sensitivity) FROM records_part p
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
# Of groups read before in the same write: only what was appended since.
OF_KNOWN: Final = f"""
UNION ALL
{COLUMNS}, r.group_id AS home FROM records_record r
WHERE r.id = ANY (%(appended)s) AND r.group_id = ANY (%(known)s) AND r.subject_type <> 'person'
UNION ALL
{COLUMNS}, p.home_id AS home FROM records_record r
JOIN people_person p ON p.id = r.subject_id AND r.subject_type = 'person'
WHERE r.id = ANY (%(appended)s) AND p.home_id = ANY (%(known)s)
"""
Rows = Iterable[Sequence[Any]]


class Memory:
    """What one write has read of its groups' journals: its guards read them, its derivers again."""

    def __init__(self) -> None:
        self.of_group: dict[UUID, dict[str, lineage.Journalled]] = {}
        self.appended: list[UUID] = []
        self.kinds: Mapping[UUID, str] = {}

    def forget(self) -> None:
        """People moved: whose file lies where must be read again."""
        self.of_group.clear()
        self.appended.clear()


_memory: ContextVar[Memory | None] = ContextVar("vatra_journal_memory", default=None)


@contextmanager
def remembering() -> Iterator[Memory]:
    """For one write, under the place's lock: nobody else appends to its groups meanwhile."""
    memory = Memory()
    token = _memory.set(memory)
    try:
        yield memory
    finally:
        _memory.reset(token)


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


def of_groups_asked(groups: Iterable[UUID]) -> Question:
    """The question to which :func:`of_groups` is given the rows."""
    ids, memory = list(groups), _memory.get()
    known = [group for group in ids if group in memory.of_group] if memory else []
    if memory is None or not known:
        return OF_GROUPS, {"groups": ids}
    fresh = [group for group in ids if group not in memory.of_group]
    return OF_GROUPS + OF_KNOWN, {"groups": fresh, "known": known, "appended": memory.appended}


def of_groups(
    groups: Iterable[UUID], rows: Rows, renamed: Mapping[str, str], library: Library
) -> dict[str, list[lineage.Journalled]]:
    """Every version of every entry of the groups, by group id; absorbed persons renamed."""
    memory = _memory.get() or Memory()
    for group in groups:
        memory.of_group.setdefault(group, {})
    for *row, home in rows:
        version = _version(row, library, group=home)
        memory.of_group[home][version.id] = version
    return {
        str(group): [_rename(version, renamed) for version in memory.of_group[group].values()]
        for group in groups
    }


def kinds(groups: Iterable[UUID]) -> dict[UUID, str]:
    """``{group: household | problem | ...}``; what the write at work knows is not asked for."""
    ids, memory = list(groups), _memory.get() or Memory()
    known = {group: memory.kinds[group] for group in ids if group in memory.kinds}
    unknown = [group for group in ids if group not in known]
    return known | (dict(trips.read(feed.kinds_asked(unknown))[0]) if unknown else {})


def as_recorded(groups: Iterable[UUID], library: Library) -> list[lineage.Journalled]:
    """Every version of every entry recorded for the groups, whoever they are about now."""
    query = f"{COLUMNS}, r.group_id AS home FROM records_record r WHERE r.group_id = ANY (%(groups)s)"
    return [version for _, version in _fetch(query, {"groups": list(groups)}, library)]


class RegistryJournal:
    """The journal as the people app reads it (see ``vatra.people.derivation.Journal``).

    One instance serves one derivation, during which the journal stands still: nothing is read twice.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._subjects: dict[str, list[lineage.Journalled]] = {}
        self._forms: dict[tuple[str, str], list[lineage.Journalled]] = {}

    def prefetch(
        self, subjects: Iterable[str], groups: Iterable[str], forms: Sequence[str], *more: Question
    ) -> list[list[tuple[Any, ...]]]:
        """Read what will be asked for in one trip, with further questions; the answers to those."""
        ids = [i for i in set(subjects) if i not in self._subjects]
        pairs = {(group, form) for group in groups for form in forms} - self._forms.keys()
        wanted = [sorted({pair[at] for pair in pairs}) for at in (0, 1)]
        by_subject = ([OF_SUBJECTS, {"ids": ids}],) if ids else ()
        by_form = ([OF_FORMS, {"ids": wanted[0], "forms": wanted[1]}],) if pairs else ()
        answers = trips.read(*by_subject, *by_form, *more) if ids or pairs or more else []
        if ids:
            self._subjects |= {i: [] for i in ids}
            for *row, _ in answers.pop(0):
                self._subjects[str(row[4])].append(_version(row, self.library))
        if pairs:
            read = {(group, form) for group in wanted[0] for form in wanted[1]}
            self._forms |= {pair: [] for pair in read}
            for *row, _ in answers.pop(0):
                self._forms[str(row[5]), row[1]].append(_version(row, self.library))
        return answers

    def of_subjects(self, ids: Iterable[str]) -> list[Entry]:
        wanted = set(ids)
        self.prefetch(wanted, (), ())
        return _effective(version for i in sorted(wanted) for version in self._subjects[i])

    def of_groups(self, ids: Iterable[str], forms: Sequence[str]) -> list[Entry]:
        return _effective(self._of_groups(ids, forms))

    def all_of_groups(self, ids: Iterable[str], forms: Sequence[str]) -> list[Entry]:
        return [version.entry for version in self._of_groups(ids, forms)]

    def _of_groups(self, ids: Iterable[str], forms: Sequence[str]) -> list[lineage.Journalled]:
        wanted = set(ids)
        self.prefetch((), wanted, forms)
        return [version for i in sorted(wanted) for form in forms for version in self._forms[i, form]]


def _effective(versions: Iterable[lineage.Journalled]) -> list[Entry]:
    return list(lineage.effective(versions).entries)


OF_SUBJECTS: Final = (
    f"{COLUMNS}, r.group_id AS home FROM records_record r WHERE r.subject_id = ANY (%(ids)s::uuid[])"
)
OF_FORMS: Final = (
    f"{COLUMNS}, r.group_id AS home FROM records_record r "
    "WHERE r.group_id = ANY (%(ids)s::uuid[]) AND r.form = ANY (%(forms)s)"
)


def _fetch(
    query: str, arguments: Mapping[str, Any], library: Library
) -> list[tuple[str, lineage.Journalled]]:
    rows = trips.read((query, arguments))[0]
    return [(str(home), _version(row, library)) for *row, home in rows]


def _version(row: Sequence[Any], library: Library, group: UUID | None = None) -> lineage.Journalled:
    """A row of COLUMNS; ``group``: where the entry belongs, if not where it was made."""
    record_id, form, version, subject_type, subject_id, group_id, dossier_id, place_id, author_id = row[:9]
    role, occurred_on, made_at, seq, prev_id, intent, settles, effective_at, parts_ = row[9:]
    entry = Entry(
        id=str(record_id),
        form=form,
        version=version,
        stage=_stage(library, form, version),
        subject_type=subject_type,
        subject_id=str(subject_id),
        group_id=str(group or group_id),
        dossier_id=_text(dossier_id),
        place_id=place_id,
        author_id=str(author_id),
        role=role,
        occurred_on=occurred_on,
        made_at=made_at,
        seq=seq,
        answers=_answers(record_id, parts_ or ()),
        prev_id=_text(prev_id),
        # Of an entry that corrects nothing it is known here already, which spares a copy later.
        root_id=None if prev_id else str(record_id),
    )
    return lineage.Journalled(entry, intent, effective_at, tuple(map(str, settles)))


def _answers(record_id: UUID, texts: Sequence[str]) -> dict[str, Any]:
    merged = parts.join(map(msgspec.json.decode, texts))
    if not any(sealing.MARK in text for text in texts):
        return merged
    return {key: sealing.open_answer(value, record_id) for key, value in merged.items()}


def _rename(version: lineage.Journalled, renamed: Mapping[str, str]) -> lineage.Journalled:
    if not renamed:
        return version
    entry = version.entry
    subject_id = renamed.get(entry.subject_id, entry.subject_id)
    return replace(
        version, entry=replace(entry, subject_id=subject_id, answers=_renamed(entry.answers, renamed))
    )


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
