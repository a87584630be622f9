"""Records of an employer become facts and sheets, in the writing transaction (system scope).

New entries are added as they come; where a correction, a void or a rebuild touches a form, all facts
of that form are derived again from its effective entries.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from vatra.desks.pay.models import Fact, Sheet
from vatra.kit.dossiers import Entry
from vatra.kit.vocabulary import Sensitivity
from vatra.packs.pay import care
from vatra.records.derivers import Change

PAY: Final = int(Sensitivity.pay)
# kind: (what it is about, the mark of its row)
KEYS: Final = {
    "employer": "",
    "workplace": "code",
    "locality": "workplace",
    "employment": "staff_number",
    "percentage": "code",
    "cumulation": "rule",
}
CARED: Final = ("care", "care_ground")
SHEETS: Final = ("sheet", "sheet_step")


def derive(change: Change) -> None:
    """Bring the touched employers up to date."""
    by_employer: dict[str, list[Entry]] = {}
    for entry in change.entries:
        if entry.form.startswith("pay/"):
            by_employer.setdefault(entry.group_id, []).append(entry)
    for employer, entries in by_employer.items():
        _employer(change, employer, entries)


def _employer(change: Change, employer: str, entries: list[Entry]) -> None:
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        by_kind.setdefault(kind_of(entry), []).append(entry)
    for kind in KEYS:
        if kind in by_kind:
            _facts(change, employer, kind, by_kind[kind])
    if by_kind.keys() & set(CARED):
        _cared(change, employer)
    if by_kind.keys() & set(SHEETS):
        _sheets(change, employer)


def kind_of(entry: Entry) -> str:
    return entry.form.partition("/")[2]


def _facts(change: Change, employer: str, kind: str, entries: list[Entry]) -> None:
    is_new = all(entry.prev_id is None for entry in entries)
    present = Fact.objects.filter(employer_id=employer, kind=kind)
    if not is_new or present.filter(id__in=[entry.id for entry in entries]).exists():
        entries = effective(change, employer, (kind,))
        present.delete()
    rows = [_fact(change, entry, str(entry.answers.get(KEYS[kind], ""))) for entry in entries]
    Fact.objects.bulk_create(rows, batch_size=1000)


def effective(change: Change, employer: str, kinds: Iterable[str]) -> list[Entry]:
    """What counts now of these forms, in the journal's order."""
    return change.journal.of_groups([employer], [f"pay/{kind}" for kind in kinds])


def _fact(change: Change, entry: Entry, key: str, **more: Any) -> Fact:
    told = {
        "id": entry.root_id or entry.id,
        "employer_id": entry.group_id,
        "place_id": change.place_id,
        "county_id": change.county_id,
        "sensitivity": PAY,
        "kind": kind_of(entry),
        "key": key,
        "since": date.fromisoformat(entry.answers["since"]),
        "until": _day(entry.answers.get("until")),
        "body": {k: v for k, v in entry.answers.items() if k not in ("since", "until")},
        "record_id": entry.id,
    }
    return Fact(**{**told, **more})


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def _cared(change: Change, employer: str) -> None:
    """Care and its grounds: payroll gets marks, the ground stays with those who read health data."""
    entries = effective(change, employer, CARED)
    cared = {e.answers["ref"]: e for e in entries if kind_of(e) == "care"}
    rows = [
        _fact(change, entry, entry.answers["ref"], sensitivity=int(Sensitivity.ordinary))
        for entry in entries
        if kind_of(entry) == "care"
    ]
    for entry in entries:
        if kind_of(entry) == "care_ground":
            rows += _ground(change, entry, cared.get(entry.answers["ref"]))
    Fact.objects.filter(employer_id=employer, kind__in=("care", "care_ground", "marks")).delete()
    Fact.objects.bulk_create(rows, batch_size=1000)


def _ground(change: Change, entry: Entry, cared: Entry | None) -> list[Fact]:
    ref = entry.answers["ref"]
    own = _fact(change, entry, ref, sensitivity=int(Sensitivity.medical_special))
    if cared is None:
        return [own]
    found = sorted(care.marks(cared.answers["kind"], entry.answers))
    # Its own id, the same at every rebuild: the ground's, turned.
    turned = UUID(int=UUID(str(own.id)).int ^ 1)
    return [own, _fact(change, entry, ref, id=turned, kind="marks", body={"ref": ref, "marks": found})]


def _sheets(change: Change, employer: str) -> None:
    entries = effective(change, employer, SHEETS)
    steps: dict[str, list[Entry]] = {}
    for entry in entries:
        if kind_of(entry) == "sheet_step":
            steps.setdefault(entry.subject_id, []).append(entry)
    rows = [_sheet(change, e, steps.get(e.root_id or e.id, [])) for e in entries if kind_of(e) == "sheet"]
    Sheet.objects.filter(employer_id=employer).delete()
    Sheet.objects.bulk_create(rows)


def _sheet(change: Change, entry: Entry, steps: list[Entry]) -> Sheet:
    told = entry.answers
    ordered = sorted(steps, key=lambda step: step.seq)
    return Sheet(
        id=entry.root_id or entry.id,
        employer_id=entry.group_id,
        place_id=change.place_id,
        county_id=change.county_id,
        sensitivity=PAY,
        month=told["month"],
        workplace=told.get("workplace", ""),
        number=told["number"],
        state=ordered[-1].answers["step"] if ordered else "drafted",
        total=told["total"],
        corrects=told.get("corrects"),
        drafted_on=date.fromisoformat(told["drafted_on"]),
        body={**told, "author": entry.author_id},
        steps=[{**step.answers, "author": step.author_id} for step in ordered],
    )
