"""What the law keeps of a person's entries, until when, and what may go: pure reading, nothing changes.

An entry of the case file is kept while the case is open and for some years after; who the
person is and where she lived alone, as long as any other entry is kept. The years are dated
parameters with their source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.kit import packs
from vatra.kit.errors import UnknownFormError
from vatra.kit.parameters import Parameter
from vatra.kit.vocabulary import Sensitivity
from vatra.privacy.derivation import later

MEDICAL: Final = frozenset(
    {Sensitivity.medical, Sensitivity.medical_special, Sensitivity.psychology, Sensitivity.medical_words}
)
IDENTITY: Final = "identity"
HOUSEHOLD: Final = "household"
REQUEST: Final = "keep_request_years"
CASE: Final = "keep_case_file_years"
WORDS: Final = {
    "keep_consent_years": "Dovada acordului",
    REQUEST: "Cererea și răspunsul",
    "keep_medical_years": "Însemnare medicală",
    CASE: "Parte a dosarului social",
    IDENTITY: "Cine este persoana",
    HOUSEHOLD: "Gospodăria persoanei",
}
WHO: Final = frozenset({IDENTITY, HOUSEHOLD})
WHILE_KEPT: Final = (
    "Se păstrează cât timp se păstrează dosarul gospodăriei sau o altă intrare despre persoană."
)
# Files joined with this one are the same person's; what is empty by decision is listed no more. Of whoever
# lived there alone, what is said of the household and its case is said of her.
ENTRIES: Final = """
SELECT r.id, r.form, r.version, r.occurred_on, r.group_id, r.subject_id,
    array(SELECT p.sensitivity FROM records_part p WHERE p.record_id = r.id AND p.answers <> '{}'),
    (SELECT count(*) FROM dossiers_dossier d WHERE d.group_id = s.home_id AND d.closed_on IS NULL),
    (SELECT max(d.closed_on) FROM dossiers_dossier d WHERE d.group_id = s.home_id), r.subject_type
FROM people_person s JOIN records_record r ON (r.subject_id = s.id AND r.subject_type = 'person')
    OR (r.group_id = s.home_id AND r.subject_type IN ('household', 'dossier') AND privacy_is_alone(s.id, s.home_id))
WHERE s.id = %s AND r.intent <> 'void'
    AND NOT EXISTS (SELECT 1 FROM privacy_erased e WHERE e.record_id = r.id)
ORDER BY r.occurred_on, r.seq
"""


@dataclass(frozen=True, slots=True)
class Held:
    """One entry and what the law says of it. ``until`` None: the case is still open."""

    record_id: UUID
    title: str
    occurred_on: date
    kind: str
    why: str
    until: date | None
    is_kept: bool

    @property
    def kind_told(self) -> str:
        return WORDS[self.kind]


def plan(person_id: UUID, on: date) -> list[Held]:
    """Every entry about the person, each kept or not on the day (system scope)."""
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES, [person_id])
        rows = cursor.fetchall()
    others = [_held(row, on) for row in rows if _kind(row) not in WHO]
    # A request and its answer are kept without the name: they prove that the law was followed.
    terms = [one.until for one in others if one.is_kept and one.kind != REQUEST] + _of_case(rows, on)
    is_kept = bool(terms)
    until = None if None in terms else max((each for each in terms if each), default=on)
    own = [
        Held(row[0], _title(row), row[3], _kind(row), WHILE_KEPT if is_kept else "", until, is_kept)
        for row in rows
        if _kind(row) in WHO
    ]
    return [*own, *others]


def _of_case(rows: Sequence[Any], on: date) -> list[date | None]:
    """Until when the household's own case needs to know who its people are; nothing without a case."""
    if not rows:
        return []
    is_open, closed_on = rows[0][7] > 0, rows[0][8]
    if is_open:
        return [None]
    until = later(closed_on, 12 * _parameter(CASE).at(on)) if closed_on else on
    return [until] if until > on else []


def expired(person_id: UUID, on: date) -> list[Held]:
    """Entries whose term has passed. Somebody who was only registered has no term that could pass."""
    found = plan(person_id, on)
    year_ago = on.replace(year=on.year - 1, day=min(on.day, 28))
    over = [one for one in found if not one.is_kept and one.occurred_on < year_ago]
    return over if any(one.kind not in WHO for one in over) else []


def _held(row: Any, on: date) -> Held:
    kind = _kind(row)
    term = _parameter(kind)
    is_open = kind in ("keep_medical_years", CASE) and row[7] > 0
    begins = row[3] if kind in ("keep_consent_years", REQUEST) else max(row[3], row[8] or row[3])
    until = None if is_open else later(begins, 12 * term.at(on))
    return Held(row[0], _title(row), row[3], kind, term.source or "", until, until is None or until > on)


def _kind(row: Any) -> str:
    effects = {effect.partition(".")[0] for effect in (_form(row).get("effects") or ())}
    if effects & {"request", "restriction", "erasure"}:
        return REQUEST
    if "consent" in effects:
        return "keep_consent_years"
    if effects:
        return HOUSEHOLD if row[9] == "household" else IDENTITY
    return "keep_medical_years" if MEDICAL & set(row[6]) else CASE


def _form(row: Any) -> dict[str, Any]:
    try:
        return packs.library().form(row[1], row[2])
    except UnknownFormError:
        return {}


def _title(row: Any) -> str:
    return str(_form(row).get("title") or "Intrare")


def _parameter(name: str) -> Parameter:
    return next(own[name] for own in packs.library().parameters.values() if name in own)
