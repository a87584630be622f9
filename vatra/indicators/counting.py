"""A group's present cells against those it had: the difference goes out as deltas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from vatra.dossiers.derivation import Derived
from vatra.indicators import definitions
from vatra.kit.indicators import Cell, contributions
from vatra.records.queries import library

Row = tuple[Any, ...]
COLUMNS = "indicator, part, place_id, county_id, locality_id, month, area, code, sex, age_band, sensitivity"
SELECT = f"SELECT group_id, {COLUMNS}, value FROM indicators_contribution WHERE group_id = ANY (%s)"  # noqa: S608
PLACES = ", ".join(["%s"] * 12)
ADD_DELTA = f"INSERT INTO indicators_delta ({COLUMNS}, value) VALUES ({PLACES})"  # noqa: S608
ADD = f"INSERT INTO indicators_contribution ({COLUMNS}, value, group_id) VALUES ({PLACES}, %s)"  # noqa: S608
REMOVE = "DELETE FROM indicators_contribution WHERE group_id = ANY (%s)"


def follow(derived: Sequence[Derived]) -> None:
    """Count the groups again and write what changed (system scope, the record's transaction)."""
    groups = [UUID(each.view.group_id) for each in derived]
    wanted = {UUID(each.view.group_id): cells_of(each) for each in derived}
    present = _present(groups)
    changed = [group for group in groups if wanted[group] != present.get(group, Counter())]
    if not changed:
        return
    deltas: Counter[Row] = Counter()
    for group in changed:
        deltas.update(wanted[group])
        deltas.subtract(present.get(group, Counter()))
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, [changed])
        cursor.executemany(ADD, [(*row, n, group) for group in changed for row, n in wanted[group].items()])
        cursor.executemany(ADD_DELTA, [(*row, n) for row, n in sorted(deltas.items(), key=str) if n])


def cells_of(derived: Derived) -> Counter[Row]:
    """Stored rows of the group's cells and their values; zeros left out."""
    cells = contributions(derived.view, derived.dossiers, definitions.current())
    marks = _marks()
    found: Counter[Row] = Counter()
    for cell, value in cells.items():
        if value:
            found[_row(cell, derived.view.county_id, marks)] += value
    return found


def _row(cell: Cell, county_id: int, marks: dict[str, int]) -> Row:
    return (
        *(cell.indicator, cell.part, cell.place_id, county_id, cell.locality_id or 0, cell.month),
        *(cell.area or "", cell.code or "", cell.sex or ""),
        -1 if cell.age_band is None else cell.age_band,
        marks.get(cell.code or "", 1),
    )


def _marks() -> dict[str, int]:
    """Sensitivity of each code that a cell may carry."""
    catalogue = library().catalogue
    known: Iterable[Any] = (*catalogue.vulnerabilities.values(), *catalogue.needs.values())
    return {each.code: int(each.sensitivity) for each in known}


def _present(groups: list[UUID]) -> dict[UUID, Counter[Row]]:
    found: dict[UUID, Counter[Row]] = {}
    with connection.cursor() as cursor:
        cursor.execute(SELECT, [groups])
        for group, *row, value in cursor.fetchall():
            found.setdefault(group, Counter())[tuple(row)] += value
    return found
