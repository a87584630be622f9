"""Staff lists read with a review: what is new, what changes, what is known already, what is wrong.

Nothing is written before a person has seen the review. A row that is known already adds nothing, so a
list can be read twice; rows with faults stay in the review, each with its column, and the others can go in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from vatra.accounts.principals import Principal
from vatra.desks.pay import cells, queries, writing
from vatra.desks.pay.models import Fact
from vatra.desks.pay.spreadsheet import COLUMNS, Line
from vatra.kit import forms
from vatra.records.queries import library

NEW, CHANGED, KNOWN, WRONG = "new", "changed", "known", "wrong"
HEADS = {column.item: column.head for column in COLUMNS}
Key = tuple[str, str, str]  # staff number, post, since


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One row and what will become of it. `faults`: (column, what is wrong)."""

    line: Line
    state: str
    answers: dict[str, Any]
    faults: tuple[tuple[str, str], ...] = ()
    prev: UUID | None = None

    @property
    def title(self) -> str:
        return f"{self.line.cells.get('staff_number', '')} {self.line.cells.get('name', '')}".strip()


@dataclass(frozen=True, slots=True)
class Review:
    rows: list[Reviewed] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.state for row in self.rows)

    def of(self, state: str) -> list[Reviewed]:
        return [row for row in self.rows if row.state == state]


def review(employer_id: UUID, lines: Sequence[Line]) -> Review:
    """Every row against the form and against what is on file."""
    on_file = {
        (row.key, row.body["post"], row.since.isoformat()): row
        for row in Fact.objects.filter(employer_id=employer_id, kind="employment")
    }
    workplaces = set(
        Fact.objects.filter(employer_id=employer_id, kind="workplace").values_list("key", flat=True)
    )
    seen: dict[Key, int] = {}
    return Review([_row(line, workplaces, on_file, seen) for line in lines])


def _row(line: Line, workplaces: set[str], on_file: dict[Key, Fact], seen: dict[Key, int]) -> Reviewed:
    told, faults = cells.answers(line)
    told.setdefault("post", "1")
    faults = {**_faults(told), **faults}
    if told.get("workplace") and told["workplace"] not in workplaces:
        faults["workplace"] = f"nu există locul de muncă „{told['workplace']}”; adăugați-l întâi"
    key: Key = (told.get("staff_number", ""), told["post"], told.get("since", ""))
    if key in seen and not faults:
        faults["staff_number"] = f"aceeași marcă, același post și aceeași dată ca pe rândul {seen[key]}"
    if faults:
        return Reviewed(line, WRONG, told, tuple((HEADS[item], fault) for item, fault in faults.items()))
    seen[key] = line.number
    known = on_file.get(key)
    if known is None:
        return Reviewed(line, NEW, told)
    is_same = {**known.body, "since": key[2], **_until(known.until)} == told
    return Reviewed(line, KNOWN if is_same else CHANGED, told, prev=known.record_id)


def _until(day: date | None) -> dict[str, str]:
    return {"until": day.isoformat()} if day else {}


def _faults(told: dict[str, Any]) -> dict[str, str]:
    """Faults that the form itself finds; what it keeps replaces what was read."""
    form = library().form("pay/employment")
    today = timezone.localdate().isoformat()
    checked = forms.check(form, told, {"today": today, "date": told.get("since") or today})
    faults = {issue.path: issue.message for issue in checked.issues if issue.path in HEADS}
    if not faults:
        told.clear()
        told.update(checked.answers)
    return faults


def take(principal: Principal, employer_id: UUID, reviewed: Review) -> Counter[str]:
    """Write the rows that are new or changed; how many were written, known, and left with faults.

    A row that the journal refuses all the same counts as `held` and waits in quarantine.
    """
    place = queries.employer_row(employer_id).place_id
    records = []
    for row in (*reviewed.of(NEW), *reviewed.of(CHANGED)):
        made = writing.entry(principal, "employment", str(employer_id), row.answers, place=place)
        if row.prev is not None:
            made = writing.correction(made, row.prev, "lista de personal citită din nou")
        records.append(made)
    receipts = writing.send_all(principal, records)
    held = sum(receipt.status != "accepted" for receipt in receipts)
    counts = reviewed.counts
    return Counter(written=len(receipts) - held, held=held, known=counts[KNOWN], wrong=counts[WRONG])
