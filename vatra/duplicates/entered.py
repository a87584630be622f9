"""What is compared of an entered person: folded words and keyed numbers, in memory only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from vatra.people.names import fold

FULL_DATE: Final = len("2026-01-01")


@dataclass(frozen=True, slots=True)
class Entered:
    """One file as it was entered. ``cnp`` and ``foreign`` are keyed digests, never the numbers."""

    id: str
    family: str
    given: str
    birth: str
    sex: str
    cnp: str
    foreign: str
    household: str
    place: int
    locality: int | None
    street: str
    number: str


def table(people: Iterable[Entered]) -> pa.Table:
    """The columns that the comparisons name; an empty text is null, which says nothing."""
    rows = [_row(person) for person in people]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _row(person: Entered) -> dict[str, Any]:
    family, given = fold(person.family), fold(person.given)
    words = sorted(f"{family} {given}".split())
    street, number = fold(person.street), fold(person.number)
    return {
        "unique_id": person.id,
        "family": family or None,
        "given": given or None,
        "first": given.split(" ")[0] or None,
        "words": " ".join(words) or None,
        "birth": person.birth if len(person.birth) == FULL_DATE else None,
        "born": person.birth[:4] or None,
        "sex": person.sex if person.sex in ("f", "m") else None,
        "number": person.cnp or person.foreign or None,
        "household": person.household,
        "place": person.place,
        "address": f"{person.locality} {street} {number}" if person.locality and number else None,
    }


SCHEMA: Final = pa.schema(
    [
        *(
            (name, pa.string())
            for name in ("unique_id", "family", "given", "first", "words", "birth", "born")
        ),
        *((name, pa.string()) for name in ("sex", "number", "household", "address")),
        ("place", pa.int32()),
    ]
)
