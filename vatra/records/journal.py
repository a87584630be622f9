"""Reading and writing the journal's rows: plain SQL, because a push is the hot path.

All functions run inside the caller's transaction and scope.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.database import bulk
from vatra.database.trips import Question
from vatra.kit.vocabulary import Sensitivity
from vatra.records.incoming import Incoming


@dataclass(frozen=True, slots=True)
class Accepted:
    """An entry that passed every check, with what the server adds to it."""

    entry: Incoming
    answers: dict[str, Any]
    parts: dict[int, dict[str, Any]]
    county_id: int
    group_kind: str
    occurred_on: date
    effective_at: datetime
    received_at: datetime
    sha256: bytes
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Where the chain of a place stands."""

    seq: int
    chain: bytes


RECORD: Final = (
    *("id", "place_id", "county_id", "group_id", "seq", "form", "version", "subject_type"),
    *("subject_id", "dossier_id", "prev_id", "settles", "intent", "reason", "author_id", "role"),
    *("device_id", "device_seq", "made_at", "received_at", "effective_at"),
    *("occurred_on", "sha256", "chain", "flags", "app"),
)
PART: Final = ("record_id", "sensitivity", "place_id", "county_id", "group_id", "answers")
USE: Final = ("record_id", "sha256", "place_id", "county_id", "sensitivity")
GROUP: Final = ("id", "kind", "place_id", "county_id", "seq")


def head_asked(place_id: int, county_id: int) -> Question:
    """Take the place's counter until the transaction ends; two pushes of one place queue here."""
    return (
        "INSERT INTO records_head (place_id, county_id, seq, chain) VALUES (%s, %s, 0, '') "
        "ON CONFLICT (place_id) DO UPDATE SET seq = records_head.seq RETURNING seq, chain",
        [place_id, county_id],
    )


def link_of(rows: Sequence[Sequence[Any]]) -> Link:
    """Where the chain stands, from the answer to :func:`head_asked`."""
    seq, chain = rows[0]
    return Link(seq, bytes(chain))


def save_head(place_id: int, link: Link) -> None:
    """Keep where the chain stands, once the numbers of the phones go as far (``records.tallies``)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_head SET seq = %s, chain = %s, counted_seq = %s WHERE place_id = %s",
            [link.seq, link.chain, link.seq, place_id],
        )


def append(link: Link, accepted: Sequence[Accepted]) -> Link:
    """Write the entries after ``link``; the new end of the chain.

    ``chain = sha256(previous chain + sha256 of the entry)``: whoever changes, removes or
    reorders an entry must recompute every later one of the place (``vatra check``).
    """
    rows = []
    for item in accepted:
        link = Link(link.seq + 1, hashlib.sha256(link.chain + item.sha256).digest())
        rows.append(_row(item, link))
    with connection.cursor() as cursor:
        bulk.insert(cursor, "records_record", RECORD, rows)
        bulk.insert(cursor, "records_part", PART, [part for item in accepted for part in _parts(item)])
        uses = [use for item in accepted for use in _uses(item)]
        bulk.insert(cursor, "records_attachmentuse", USE, uses, "ON CONFLICT DO NOTHING")
    return link


def touch(groups: Iterable[tuple[UUID, str]], place_id: int, county_id: int, seq: int) -> None:
    """Put the groups at the end of the place's feed."""
    rows = [(group, kind, place_id, county_id, seq) for group, kind in sorted(groups)]
    with connection.cursor() as cursor:
        bulk.insert(cursor, "records_group", GROUP, rows, bulk.replacing("id", ("seq",)))


def _row(item: Accepted, link: Link) -> tuple[Any, ...]:
    e = item.entry
    return (
        *(e.id, e.place, item.county_id, e.group, link.seq, e.form, e.version, e.subject.type),
        *(e.subject.id, e.dossier, e.prev, e.settles, e.intent, e.reason, e.author, e.role),
        *(e.device, e.device_seq, e.made_at, item.received_at, item.effective_at),
        *(item.occurred_on, item.sha256, link.chain, list(item.flags), e.app),
    )


def _parts(item: Accepted) -> list[tuple[Any, ...]]:
    # A record without a single answer (a void) still has one part, so that a join finds it.
    parts = item.parts or {1: {}}
    e = item.entry
    return [(e.id, level, e.place, item.county_id, e.group, answers) for level, answers in parts.items()]


def _uses(item: Accepted) -> list[tuple[Any, ...]]:
    """Attachments under the sensitivity of the question they answer; identity if none names one."""
    e = item.entry
    texts = {level: json.dumps(answers) for level, answers in item.parts.items()}
    return [(e.id, blob.sha256, e.place, item.county_id, _level(texts, blob.sha256)) for blob in e.blobs]


def _level(texts: dict[int, str], sha256: str) -> int:
    return next((level for level, text in texts.items() if sha256 in text), int(Sensitivity.personal))
