"""Erasing what the law does not keep: void the entries, empty their parts, leave the chain whole.

Two steps in one transaction. First each entry is voided by an entry of the officer, as any
entry would be: feed, people, cases and figures follow from that, and a rebuild finds the
same. Then `privacy_erase`, which the owner wrote and the triggers of the journal and of held
entries know, empties the answers. The chain runs over digests, so it still holds; `vatra verify` says what is gone.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from vatra.database import scope, trips
from vatra.kit.ids import uuid7
from vatra.privacy import ledger, retention
from vatra.privacy.errors import NothingToEraseError
from vatra.records import attachments, derivers, entries, journal, queries
from vatra.records.incoming import Incoming, Subject
from vatra.records.journal import Accepted

log = logging.getLogger(__name__)
ROLE: Final = "data_protection_officer"
NOBODY: Final = UUID(int=0)
REASONS: Final = {
    "request": "Ștearsă la cererea persoanei, cu hotărârea {decision}.",
    "retention": "Ștearsă: termenul de păstrare din lege a trecut.",
    "restored": "Ștearsă din nou, după refacerea din copia de siguranță.",
}
# Heads only: what they replace goes with them, and is emptied too.
HEADS: Final = """
SELECT r.id, r.form, r.version, r.group_id, r.place_id, r.county_id, r.dossier_id, g.kind,
    r.subject_type, r.subject_id FROM records_record r
JOIN records_group g ON g.id = r.group_id
WHERE r.id = ANY (%s) AND r.intent <> 'void'
    AND NOT EXISTS (SELECT 1 FROM records_record n WHERE n.prev_id = r.id) ORDER BY r.seq
"""
BLOBS: Final = """
SELECT DISTINCT u.sha256 FROM records_attachmentuse u WHERE u.record_id = ANY (%s) AND NOT EXISTS (
    SELECT 1 FROM records_attachmentuse o WHERE o.sha256 = u.sha256 AND o.record_id <> ALL (%s))
"""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of erasing, as the log outside the database keeps it. Ids only."""

    id: str
    person_id: str
    place_id: int
    records: tuple[str, ...]
    user_id: str
    kind: str
    decision_id: str | None
    at: str


def erase(*, person_id: UUID, user_id: UUID, decision_id: UUID, on: date) -> Act:
    """Erase what the law does not keep of the person, as the officer's decision says (system scope).

    Raises:
        NothingToEraseError: the law keeps every entry.
    """
    free = [one.record_id for one in retention.plan(person_id, on) if not one.is_kept]
    return _begin(person_id, user_id, free, "request", decision_id)


def expire(*, person_id: UUID, on: date) -> Act:
    """Erase the entries of the person whose term has passed, for no request (system scope)."""
    free = [one.record_id for one in retention.expired(person_id, on)]
    return _begin(person_id, NOBODY, free, "retention", None)


def _begin(person_id: UUID, user_id: UUID, free: list[UUID], kind: str, decision_id: UUID | None) -> Act:
    if not free:
        raise NothingToEraseError
    with connection.cursor() as cursor:
        cursor.execute("SELECT place_id FROM people_person WHERE id = %s", [person_id])
        (place_id,) = cursor.fetchone()
    act = Act(
        id=uuid7(),
        person_id=str(person_id),
        place_id=place_id,
        records=tuple(str(each) for each in free),
        user_id=str(user_id),
        kind=kind,
        decision_id=str(decision_id) if decision_id else None,
        at=datetime.now(UTC).isoformat(),
    )
    ledger.settle(_done)
    run(act)
    # The last thing before the commit: without room for its line the erasure fails as a whole.
    ledger.begin({name: getattr(act, name) for name in act.__slots__} | {"begun": True})
    transaction.on_commit(lambda: ledger.done(act.id))
    return act


def run(act: Act) -> None:
    """Void, empty and throw away, in the caller's transaction and system scope."""
    records = [UUID(each) for each in act.records]
    county_id = queries.county_of(act.place_id)
    if county_id is None:
        raise LookupError(act.place_id)
    link = journal.link_of(trips.read(journal.head_asked(act.place_id, county_id))[0])
    voids = _voids(act, records)
    if voids:
        link = journal.append(link, voids)
        journal.save_head(act.place_id, link)
    groups = _empty(act, records, county_id)
    kinds = {(group, "household") for group in groups}
    journal.touch(kinds, act.place_id, county_id, link.seq)
    library = queries.library()
    change = derivers.Change(
        act.place_id,
        county_id,
        frozenset(groups),
        tuple(entries.entry_of(one, library) for one in voids),
        entries.RegistryJournal(library),
    )
    derivers.run(change)


def _voids(act: Act, records: Sequence[UUID]) -> list[Accepted]:
    with connection.cursor() as cursor:
        cursor.execute(HEADS, [list(records)])
        return [_void(act, row) for row in cursor.fetchall()]


def _void(act: Act, row: tuple[Any, ...]) -> Accepted:
    record_id, form, version, group, place, county, dossier, kind, of, subject = row
    now = datetime.fromisoformat(act.at)
    entry = Incoming(
        id=UUID(uuid7()), form=form, version=version, subject=Subject(of, subject),
        group=group, place=place, author=UUID(act.user_id), role=ROLE, made_at=now, answers={},
        dossier=dossier, prev=record_id, intent="void",
        reason=REASONS[act.kind].format(decision=act.decision_id),
    )  # fmt: skip
    mark = hashlib.sha256(f"{act.id}:{record_id}:{entry.id}".encode()).digest()
    return Accepted(entry, {}, {}, county, kind, now.date(), now, now, mark, ("erased",))


def _empty(act: Act, records: list[UUID], county_id: int) -> list[UUID]:
    """Empty the parts and what lies beside the journal; the groups they stood in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT group_id FROM records_record WHERE id = ANY (%s) "
            "UNION SELECT home_id FROM people_person WHERE id = %s",
            [records, act.person_id],
        )
        groups = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "INSERT INTO privacy_erasure (id, place_id, county_id, group_id, person_id, user_id, kind, "
            "decision_id, records, erased_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [act.id, act.place_id, county_id, groups[0], act.person_id, act.user_id, act.kind,
             act.decision_id, records, act.at],
        )  # fmt: skip
        cursor.execute("SELECT privacy_erase(%s)", [act.id])
        cursor.execute(BLOBS, [records, records])
        files = [row[0] for row in cursor.fetchall()]
    transaction.on_commit(lambda: _discard(files))
    return groups


def _discard(files: Iterable[str]) -> None:
    for sha256 in files:
        attachments.discard(sha256)


# ---- after a restore ----------------------------------------------------------


def reapply() -> int:
    """Erase again what a restored database has back; how many acts. Safe to repeat."""
    done = 0
    for raw in ledger.acts():
        with scope.system():
            known = _known(raw["records"])
            # A copy from before the entries came holds nothing that could come back.
            if known and not _done([raw["id"]]):
                run(Act(**{**raw, "records": tuple(known), "kind": "restored"}))
                done += 1
    log.info("erasures_reapplied", extra={"count": done})
    return done


def _done(acts: Collection[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM privacy_erasure WHERE id = ANY (%s::uuid[])", [list(acts)])
        return [row[0] for row in cursor.fetchall()]


def _known(records: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM records_record WHERE id = ANY (%s::uuid[])", [records])
        return [row[0] for row in cursor.fetchall()]


def remarks(place_id: int) -> list[str]:
    """For `vatra verify`: what of the place was erased, when, under which request."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.erased_at, e.kind, e.decision_id, (SELECT array_agg(r.seq ORDER BY r.seq) "
            "FROM records_record r WHERE r.id = ANY (e.records)) FROM privacy_erasure e "
            "WHERE e.place_id = %s ORDER BY e.erased_at",
            [place_id],
        )
        return [
            f"Localitatea {place_id}: la {at:%d.%m.%Y} s-au șters răspunsurile intrărilor "
            f"{', '.join(map(str, found or []))}. {REASONS[kind].format(decision=decision)}"
            for at, kind, decision, found in cursor.fetchall()
        ]
