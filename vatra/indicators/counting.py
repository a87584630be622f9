"""A group's present cells against those it had: the difference goes out as deltas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from vatra.database import bulk, trips
from vatra.dossiers.derivation import Derived
from vatra.indicators import bases, definitions
from vatra.kit.indicators import Cell, contributions, plans
from vatra.records.queries import library

Row = tuple[Any, ...]
COLUMNS = "indicator, part, place_id, county_id, locality_id, month, area, code, sex, age_band, sensitivity"
KINDS = ["text", "text", "int", "int", "int", "int", "text", "text", "text", "smallint", "smallint"]
SELECT = f"SELECT id, group_id, {COLUMNS}, value FROM indicators_contribution WHERE group_id = ANY (%s)"  # noqa: S608 - names of ours
# Arrays instead of one statement a row: a household has hundreds of cells.
ARRAYS = ", ".join(f"%s::{kind}[]" for kind in (*KINDS, "int"))
ADD_DELTAS = f"INSERT INTO indicators_delta ({COLUMNS}, value) SELECT * FROM unnest({ARRAYS})"  # noqa: S608 - names of ours
ADD = (
    f"INSERT INTO indicators_contribution ({COLUMNS}, value, group_id) "  # noqa: S608 - names of ours
    f"SELECT * FROM unnest({ARRAYS}, %s::uuid[])"
)
REMOVE = "DELETE FROM indicators_contribution WHERE id = ANY (%s)"


PARTLY = f"{SELECT} AND (indicator, part) IN (SELECT * FROM unnest(%s::text[], %s::text[]))"  # noqa: S608 - names of ours


@dataclass(frozen=True, slots=True)
class _Work:
    """A group to count: what it is counted from now, and which counts may differ (None: all)."""

    derived: Derived
    marks: bases.Marks
    facets: set[str] | None


def follow(derived: Sequence[Derived], before: Sequence[Sequence[Any]]) -> None:
    """Count the groups again and write what changed (system scope, the record's transaction).

    ``before``: the marks of what they were last counted from; counts whose mark stands are left alone.
    """
    stored = bases.stored(before)
    work: dict[UUID, _Work] = {}
    for each in derived:
        group, marks = UUID(each.view.group_id), bases.marks_of(each)
        facets = None if each.is_anew else bases.changed(stored.get(group), marks)
        if facets is None or facets:
            work[group] = _Work(each, marks, facets)
    if work:
        _count(work)
        fresh = {group: (one.derived, one.marks) for group, one in work.items()}
        bases.save({group: one for group, one in fresh.items() if stored.get(group) != one[1]})


def _count(work: dict[UUID, _Work]) -> None:
    present = _present(work)
    deltas: Counter[Row] = Counter()
    stale: list[int] = []
    fresh: list[tuple[Any, ...]] = []
    for group, one in work.items():
        gone, come = _differences(present.get(group, {}), cells_of(one.derived, one.facets))
        stale += [row_id for _, row_id, _ in gone]
        fresh += [(*row, value, group) for row, value in come]
        deltas.update(dict(come))
        deltas.subtract({row: value for row, _, value in gone})
    changes = [(*row, value) for row, value in deltas.items() if value]
    with connection.cursor() as cursor:
        if stale:
            cursor.execute(REMOVE, [stale])
        if fresh:
            cursor.execute(ADD, [bulk.array(column) for column in zip(*fresh, strict=True)])
        if changes:
            cursor.execute(ADD_DELTAS, [bulk.array(column) for column in zip(*changes, strict=True)])


def _differences(
    before: dict[Row, tuple[int, int]], cells: Counter[Row]
) -> tuple[list[tuple[Row, int, int]], list[tuple[Row, int]]]:
    """Stored rows that no longer hold ``(row, id, value)``, and rows to store ``(row, value)``."""
    gone = [(row, row_id, value) for row, (row_id, value) in before.items() if cells.get(row) != value]
    come = [(row, n) for row, n in cells.items() if row not in before or before[row][1] != n]
    return gone, come


def cells_of(derived: Derived, facets: set[str] | None = None) -> Counter[Row]:
    """Stored rows of the group's cells and their values; zeros left out. ``facets``: of these counts only."""
    cells = contributions(derived.view, derived.dossiers, definitions.current(), facets)
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


@lru_cache(maxsize=1)
def _marks() -> dict[str, int]:
    """Sensitivity of each code that a cell may carry."""
    catalogue = library().catalogue
    known: Iterable[Any] = (*catalogue.vulnerabilities.values(), *catalogue.needs.values())
    return {each.code: int(each.sensitivity) for each in known}


def _present(work: dict[UUID, _Work]) -> dict[UUID, dict[Row, tuple[int, int]]]:
    """``{group: {row: (id, value)}}`` as stored, of the counts that may differ."""
    by_facet = plans.plan_of(definitions.current()).facets
    heads = {
        group: frozenset().union(*(by_facet.get(facet, ()) for facet in one.facets))
        for group, one in work.items()
        if one.facets is not None
    }
    wanted = sorted(frozenset().union(*heads.values()))
    anew = [group for group in work if group not in heads]
    whole, partly = trips.read_some(
        (SELECT, [anew]) if anew else None,
        (PARTLY, [list(heads), [head[0] for head in wanted], [head[1] for head in wanted]])
        if heads
        else None,
    )
    found: dict[UUID, dict[Row, tuple[int, int]]] = {}
    for row_id, group, *row, value in whole:
        found.setdefault(group, {})[tuple(row)] = (row_id, value)
    for row_id, group, *row, value in partly:
        # Another group of the same write may count more.
        if (row[0], row[1]) in heads[group]:
            found.setdefault(group, {})[tuple(row)] = (row_id, value)
    return found
