"""After a new key: what former keys sealed is sealed again, in batches, while people work.

Each row is changed only if nobody changed it meanwhile, so that a push in between wins. The
place reached is kept in a file; a run that was broken off goes on there. In the journal and in
held entries sealed identifiers alone change, by functions of the database that allow nothing else;
the hash chain runs over what was signed, so it holds. Then a former key opens nothing any more.
"""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import connection

from vatra.accounts import sealing as factor
from vatra.database import scope
from vatra.people import sealing
from vatra.project import keys
from vatra.records import attachments

BATCH: Final = 500
FILE: Final = "reseal.json"
SEALED: Final = re.compile(r'"\$sealed": "([A-Za-z0-9+/=]+)"')
FIRST: Final = "00000000-0000-0000-0000-000000000000"

Row = tuple[Any, ...]
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where sealed values lie: how to read a batch, and what its rows should be.

    `read` takes the last key and the size of a batch and gives key, then the columns; `write`
    takes the new columns, the key, the old columns.
    """

    name: str
    count: str
    read: str
    write: str
    renew: Callable[[Row], Row]
    first: Any = FIRST


def _identity(row: Row) -> Row:
    person, cnp, cnp_index, foreign, foreign_index = row
    return (*_number("cnp", cnp, cnp_index, person), *_number("foreign", foreign, foreign_index, person))


def _number(kind: str, sealed: Any, index: Any, person: Any) -> Row:
    if sealed is None:
        return (None, index)
    text = sealing.unseal(bytes(sealed), person)
    return (sealing.seal(text, person), sealing.blind(kind, text))


def _device(row: Row) -> Row:
    device, secret = row
    return (sealing.seal(sealing.unseal(bytes(secret), device), device),)


def _factor(row: Row) -> Row:
    """Secrets of the second factor are texts `number:sealed` in a JSON object."""
    held: dict[str, Any] = json.loads(row[1])
    for name in ("secret", "seed", "codes"):
        value = held.get(name)
        if isinstance(value, str) and int(value.partition(":")[0]) != present():
            held[name] = factor.seal(factor.unseal(value))
    return (json.dumps(held, sort_keys=True),)


def _sealed(row: Row) -> Row:
    """The text of JSON with each sealed value sealed anew for its entry; nothing else is parsed or printed."""
    _, text, owner = row
    return (SEALED.sub(lambda found: _anew(found[1], owner), text), owner)


def _anew(sealed: str, owner: str) -> str:
    text = sealing.unseal(base64.b64decode(sealed), owner)
    return json.dumps(sealing.wrap(text, owner))[1:-1]


def _by_function(call: str) -> str:
    """A change by a function of the database: it says itself how many rows it changed."""
    return (
        "WITH given AS (SELECT %s::jsonb AS fresh, %s::text AS same, %s::uuid AS id, %s::jsonb AS was, "  # noqa: S608 - names of ours
        f"%s::text AS owner) SELECT 1 FROM given WHERE {call} > 0"
    )


SHELVES: Final = (
    Shelf(
        "journal",
        "SELECT count(DISTINCT record_id) FROM records_part WHERE position('$sealed' in answers::text) > 0",
        "SELECT record_id, jsonb_object_agg(sensitivity, answers)::text, record_id::text AS owner FROM records_part "
        "WHERE record_id > %s AND position('$sealed' in answers::text) > 0 "
        "GROUP BY record_id ORDER BY record_id LIMIT %s",
        _by_function("records_reseal_parts('journal', id, was, fresh)"),
        _sealed,
    ),
    Shelf(
        "held entries",
        "SELECT count(*) FROM records_quarantine WHERE position('$sealed' in payload::text) > 0",
        "SELECT key, payload::text, record_id::text FROM records_quarantine "
        "WHERE key > %s AND position('$sealed' in payload::text) > 0 ORDER BY key LIMIT %s",
        _by_function("records_reseal_held(id, was, fresh)"),
        _sealed,
    ),
    Shelf(
        "parts of held entries",
        "SELECT count(DISTINCT key) FROM records_heldpart WHERE position('$sealed' in answers::text) > 0",
        "SELECT h.key, jsonb_object_agg(h.sensitivity, h.answers)::text, q.record_id::text "
        "FROM records_heldpart h JOIN records_quarantine q ON q.key = h.key "
        "WHERE h.key > %s AND position('$sealed' in h.answers::text) > 0 "
        "GROUP BY h.key, q.record_id ORDER BY h.key LIMIT %s",
        _by_function("records_reseal_parts('held parts', id, was, fresh)"),
        _sealed,
    ),
    Shelf(
        "identities",
        "SELECT count(*) FROM people_identity",
        "SELECT person_id, cnp_sealed, cnp_index, foreign_sealed, foreign_index FROM people_identity "
        "WHERE person_id > %s ORDER BY person_id LIMIT %s",
        "UPDATE people_identity SET cnp_sealed = %s, cnp_index = %s, foreign_sealed = %s, foreign_index = %s "
        "WHERE person_id = %s AND (cnp_sealed, cnp_index, foreign_sealed, foreign_index) "
        "IS NOT DISTINCT FROM (%s::bytea, %s::bytea, %s::bytea, %s::bytea)",
        _identity,
    ),
    Shelf(
        "phones",
        "SELECT count(*) FROM records_device",
        "SELECT id, secret_sealed FROM records_device WHERE id > %s ORDER BY id LIMIT %s",
        "UPDATE records_device SET secret_sealed = %s WHERE id = %s AND secret_sealed = %s",
        _device,
    ),
    Shelf(
        "second factors",
        "SELECT count(*) FROM mfa_authenticator WHERE type <> 'webauthn'",
        "SELECT id, data::jsonb::text FROM mfa_authenticator "
        "WHERE id > %s AND type <> 'webauthn' ORDER BY id LIMIT %s",
        "UPDATE mfa_authenticator SET data = %s WHERE id = %s AND data::jsonb = %s::jsonb",
        _factor,
        first=0,
    ),
)


def present() -> int:
    """Number of the key that seals."""
    return settings.FIELD_KEY or max(settings.FIELD_KEYS)


def reseal(step: Step = lambda what, done, total: None) -> Counter[str]:
    """Bring every value to the present keys: how many were `changed`, and how many no key here opens (`shut`).

    May be broken off and called again.
    """
    progress = _Progress(settings.DATA_DIR / FILE)
    counted: Counter[str] = Counter()
    for shelf in SHELVES:
        counted += _shelf(shelf, progress, step)
    counted += _files(step)
    progress.path.unlink(missing_ok=True)
    return counted


class _Progress:
    """Where each shelf stands; forgotten when the keys are others than those it was begun with."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.target = json.dumps([keys.fingerprints(settings.KEYS), present()])
        held = json.loads(path.read_text()) if path.exists() else {}
        self.reached: dict[str, Any] = held.get("reached", {}) if held.get("target") == self.target else {}

    def note(self, shelf: str, key: Any) -> None:
        self.reached[shelf] = str(key) if not isinstance(key, int) else key
        half = self.path.with_suffix(".part")
        half.write_text(json.dumps({"target": self.target, "reached": self.reached}))
        half.replace(self.path)


def _shelf(shelf: Shelf, progress: _Progress, step: Step) -> Counter[str]:
    with scope.system():
        total = int(_fetch(shelf.count)[0][0])
    last, done = progress.reached.get(shelf.name, shelf.first), 0
    counted: Counter[str] = Counter()
    while True:
        with scope.system():
            rows = _fetch(shelf.read, last, BATCH)
            counted.update(_renew(shelf, row) for row in rows)
        if not rows:
            return counted
        last, done = rows[-1][0], done + len(rows)
        progress.note(shelf.name, last)
        step(shelf.name, done, total)


def _renew(shelf: Shelf, row: Row) -> str:
    try:
        new, old = shelf.renew(row), row[1:]
    except (InvalidTag, KeyError):
        return "shut"
    if _plain(new) == _plain(old):
        return "same"
    with connection.cursor() as cursor:
        cursor.execute(shelf.write, [*new, row[0], *old])
        return "changed" if cursor.rowcount else "same"


def _plain(values: Sequence[Any]) -> list[Any]:
    return [bytes(value) if isinstance(value, memoryview) else value for value in values]


def _fetch(query: str, *arguments: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments or None)
        return list(cursor.fetchall())


def _files(step: Step) -> Counter[str]:
    names = list(attachments.names())
    counted: Counter[str] = Counter()
    for number, name in enumerate(names, start=1):
        counted[_renew_file(name)] += 1
        step("attachments", number, len(names))
    return counted


def _renew_file(name: str) -> str:
    try:
        return "changed" if attachments.reseal(name) else "same"
    except InvalidTag:
        return "shut"


JOURNAL: Final = """
SELECT get_byte(decode(m[1], 'base64'), 0), count(*) FROM {table},
LATERAL regexp_matches({column}::text, '"\\$sealed": "([^"]+)"', 'g') m GROUP BY 1
"""
IDENTITIES: Final = """
SELECT get_byte(sealed, 0), count(*) FROM (SELECT cnp_sealed AS sealed FROM people_identity
UNION ALL SELECT foreign_sealed FROM people_identity UNION ALL SELECT secret_sealed FROM records_device) s
WHERE sealed IS NOT NULL GROUP BY 1
"""


def sealed_by() -> Iterator[tuple[str, int, int]]:
    """(what, number of the key, how many values): which former keys are still needed, and for what."""
    tables = (
        ("journal", "records_part", "answers"),
        ("held entries", "records_quarantine", "payload"),
        ("held entries", "records_heldpart", "answers"),
    )
    with scope.system():
        for what, table, column in tables:
            for number, count in _fetch(JOURNAL.format(table=table, column=column)):
                yield what, number, count
        for number, count in _fetch(IDENTITIES):
            yield "identities and phones", number, count
        for text, _ in _fetch("SELECT data::jsonb::text, id FROM mfa_authenticator WHERE type <> 'webauthn'"):
            for value in json.loads(text).values():
                if isinstance(value, str) and value.partition(":")[0].isdigit():
                    yield "second factors", int(value.partition(":")[0]), 1
