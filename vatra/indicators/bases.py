"""From what each group was counted, stored beside what it was counted to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db import connection

from vatra.database import bulk
from vatra.database.trips import Question
from vatra.dossiers.derivation import Derived
from vatra.indicators import definitions
from vatra.kit import indicators, months, values
from vatra.kit.indicators import basis, plans
from vatra.records.queries import library

Marks = Mapping[str, str]
COLUMNS: Final = ("group_id", "place_id", "county_id", "marks")


def asked(groups: Iterable[UUID]) -> tuple[Question, ...]:
    """The question for the marks stored of these groups; :func:`stored` reads the answer."""
    return (("SELECT group_id, marks::text FROM indicators_basis WHERE group_id = ANY (%s)", [list(groups)]),)


def stored(rows: Iterable[Sequence[Any]]) -> dict[UUID, Marks]:
    return {group: msgspec.json.decode(text) for group, text in rows}


def marks_of(derived: Derived) -> dict[str, str]:
    """What the group is counted from now."""
    known = definitions.current()
    return basis.marks(derived.view, derived.dossiers, known, _program(plans.plan_of(known).told))


def changed(before: Marks | None, now: Marks) -> set[str] | None:
    """The facets to count again; None where all must be, and with them whatever is stored."""
    if before is None or before.get(basis.COMMON) != now[basis.COMMON]:
        return None
    return {facet for facet in {*before, *now} if before.get(facet) != now.get(facet)}


def save(rows: Mapping[UUID, tuple[Derived, Marks]]) -> None:
    """Remember from what these groups have just been counted."""
    values_ = [(group, d.view.place_id, d.view.county_id, marks) for group, (d, marks) in rows.items()]
    with connection.cursor() as cursor:
        again = bulk.replacing("group_id", ("marks",))
        bulk.insert(cursor, "indicators_basis", COLUMNS, values_, again)


@lru_cache(maxsize=4)
def _program(told: str) -> str:
    """Changes with the definitions, the marks of codes and the code that counts: then all is counted anew."""
    catalogue = library().catalogue
    codes: tuple[Any, ...] = (*catalogue.vulnerabilities.values(), *catalogue.needs.values())
    marks = repr(sorted((each.code, int(each.sensitivity)) for each in codes))
    return hashlib.sha256("\n".join([told, marks, *_sources()]).encode()).hexdigest()


@lru_cache(maxsize=1)
def _sources() -> tuple[str, ...]:
    inner = sorted(Path(indicators.__file__).parent.glob("*.py"))
    others = [Path(str(module.__file__)) for module in (months, values)]
    return tuple(path.read_text() for path in (*inner, *others, Path(__file__).with_name("counting.py")))
