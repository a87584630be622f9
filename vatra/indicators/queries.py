"""Readings: a figure for a territory and a period, with its breakdown, always exact.

All run in the reader's scope: row-level security cuts what the role may not count. A
reading is the folded total plus the deltas not folded yet, in one statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, Literal
from uuid import UUID

from django.db import connection

from vatra.indicators import closing, definitions, suppression
from vatra.indicators.periods import Period
from vatra.kit.indicators import Definition
from vatra.records.queries import library

By = Literal["place_id", "county_id", "locality_id", "month", "area", "code", "sex", "age_band"]
DIMENSIONS: Final = frozenset(By.__args__)  # type: ignore[attr-defined]  # a Literal's words
ONLY_BY_PLACE: Final = frozenset({"place_id", "locality_id"})


@dataclass(frozen=True, slots=True)
class Territory:
    """What is counted: one place, one county, or (both None) the country."""

    place_id: int | None = None
    county_id: int | None = None

    @property
    def identifies(self) -> bool:
        """Figures of one place, read by its own team, hide nothing."""
        return self.place_id is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a breakdown. ``value`` None: hidden, or nothing to divide by."""

    key: tuple[Any, ...]
    numerator: int | None
    denominator: int | None
    value: Decimal | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure. ``value`` is the count, or the percentage where there is a denominator."""

    definition: Definition
    period: Period
    numerator: int | None
    denominator: int | None
    value: Decimal | None
    is_hidden: bool = False
    rows: tuple[Row, ...] = field(default=())


def reading(
    code: str,
    *,
    territory: Territory,
    period: Period,
    by: Sequence[By] = (),
    where: dict[str, Any] | None = None,
    hides: bool = True,
) -> Reading | None:
    """The indicator's figure; None where no indicator has the code.

    ``where`` narrows by dimension (``{"area": "housing"}``). ``hides`` keeps small numbers
    back; the local team of one place sees its own (``hides=False``).
    """
    definition = definitions.by_code(code)
    if definition is None:
        return None
    counts = counted(definition, territory, period, by, where or {})
    return _reading(definition, period, counts, hides=hides)


def counted(
    definition: Definition,
    territory: Territory,
    period: Period,
    by: Sequence[By],
    where: dict[str, Any],
) -> dict[tuple[Any, ...], dict[str, int]]:
    """``{breakdown key: {"n": .., "d": ..}}`` from tallies and open deltas: one statement."""
    unknown = (set(by) | set(where)) - DIMENSIONS
    if unknown:
        raise ValueError(f"unknown dimensions {sorted(unknown)}")
    conditions, arguments = _conditions(definition, territory, period, where)
    source, sources = _source(definition.kind, territory, {*by, *where}, period)
    columns = ", ".join([*by, "part"])
    query = (
        f"SELECT {columns}, sum(value) FROM ("  # noqa: S608 - names of ours
        f"SELECT * FROM ({source}) cells WHERE {conditions}) counted GROUP BY {columns}"
    )
    found: dict[tuple[Any, ...], dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(query, [*sources, *arguments])
        for *key, part, total in cursor.fetchall():
            found.setdefault(tuple(key), {})[part] = int(total)
    return found


def _source(kind: str, territory: Territory, dimensions: set[str], period: Period) -> tuple[str, list[Any]]:
    """SQL of the cells to sum, and its arguments: what is closed comes from where it was frozen."""
    common = "indicator, part, county_id, month, area, code, sex, age_band, value"
    is_by_county = territory.place_id is None and not dimensions & ONLY_BY_PLACE
    columns = common if is_by_county else f"{common}, place_id, locality_id"
    table = "indicators_countytally" if is_by_county else "indicators_tally"
    live = f"SELECT {columns} FROM {table} UNION ALL SELECT {columns} FROM indicators_delta"  # noqa: S608 - names of ours
    frozen = columns.replace("month", "closed_month AS month", 1)
    closed = closing.closed_within(period)
    if kind == "stock":
        if period.last not in closed:
            return live, []
        return f"SELECT {frozen} FROM indicators_frozen WHERE closed_month = %s", [period.last]  # noqa: S608 - names of ours
    if not closed:
        return live, []
    return (
        f"SELECT * FROM ({live}) open WHERE month <> ALL (%s) "  # noqa: S608 - names of ours
        f"UNION ALL SELECT {frozen} FROM indicators_frozen WHERE closed_month = ANY (%s)",
        [closed, closed],
    )


def _conditions(
    definition: Definition, territory: Territory, period: Period, where: dict[str, Any]
) -> tuple[str, list[Any]]:
    conditions, arguments = ["indicator = %s", "month <= %s"], [definition.code, period.last]
    if definition.kind == "flow":
        conditions.append("month >= %s")
        arguments.append(period.first)
    where_, more = _territory(territory)
    if where_:
        conditions.append(where_.removeprefix(" AND "))
        arguments += more
    for name, value in where.items():
        conditions.append(f"{name} = %s")
        arguments.append(value)
    return " AND ".join(conditions), arguments


def _reading(
    definition: Definition,
    period: Period,
    counts: dict[tuple[Any, ...], dict[str, int]],
    *,
    hides: bool,
) -> Reading:
    least = threshold(period) if hides else 0
    numerators = {key: parts.get("n", 0) for key, parts in counts.items()}
    hidden = suppression.hide(numerators, least) if least else frozenset()
    rows = tuple(
        _row(definition, key, counts[key], key in hidden)
        for key in sorted(counts, key=lambda k: tuple(map(str, k)))
        if key and any(counts[key].values())
    )
    numerator = sum(numerators.values())
    denominator = sum(parts.get("d", 0) for parts in counts.values())
    is_hidden = 0 < numerator < least
    shown = None if is_hidden else numerator
    total = denominator if definition.denominator is not None else None
    return Reading(definition, period, shown, total, _value(shown, total, definition), is_hidden, rows)


def _row(definition: Definition, key: tuple[Any, ...], parts: dict[str, int], is_hidden: bool) -> Row:
    numerator = None if is_hidden else parts.get("n", 0)
    denominator = parts.get("d", 0) if definition.denominator is not None else None
    return Row(key, numerator, denominator, _value(numerator, denominator, definition), is_hidden)


def _value(numerator: int | None, denominator: int | None, definition: Definition) -> Decimal | None:
    if numerator is None:
        return None
    if definition.denominator is None:
        return Decimal(numerator)
    if not denominator:
        return None
    share = Decimal(numerator) * 100 / Decimal(denominator)
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def threshold(period: Period) -> int:
    """The count below which a figure is hidden, in force at the end of the period.

    A trend looks back to years before the first dated value: that value holds there too.
    """
    for parameters in library().parameters.values():
        if "suppression_threshold" in parameters:
            found = parameters["suppression_threshold"]
            value = found.find(period.ends_on)
            return int(found.values[0].value if value is None else value)
    raise LookupError("no pack gives suppression_threshold")


def overview(
    definitions_: Sequence[Definition], territory: Territory, period: Period, *, hides: bool
) -> dict[str, Reading]:
    """One reading of every definition, without breakdown: one statement for each kind."""
    counts: dict[str, dict[str, int]] = {}
    for kind in ("stock", "flow"):
        codes = [each.code for each in definitions_ if each.kind == kind]
        where, arguments = _territory(territory)
        source, sources = _source(kind, territory, set(), period)
        first = period.first if kind == "flow" else 0
        query = (
            f"SELECT indicator, part, sum(value) FROM ({source}) cells "  # noqa: S608 - names of ours
            f"WHERE indicator = ANY (%s) AND month BETWEEN %s AND %s{where} GROUP BY indicator, part"
        )
        with connection.cursor() as cursor:
            cursor.execute(query, [*sources, codes, first, period.last, *arguments])
            for code, part, total in cursor.fetchall():
                counts.setdefault(code, {})[part] = int(total)
    return {
        each.code: _reading(each, period, {(): counts.get(each.code, {})}, hides=hides)
        for each in definitions_
    }


def trend(
    definition: Definition, territory: Territory, period: Period, count: int, *, hides: bool
) -> list[Reading]:
    """The figure of this period and the ``count - 1`` before it, oldest first."""
    return [_alone(definition, territory, each, hides=hides) for each in period.back(count)]


def _alone(definition: Definition, territory: Territory, period: Period, *, hides: bool) -> Reading:
    return _reading(definition, period, counted(definition, territory, period, (), {}), hides=hides)


def _territory(territory: Territory) -> tuple[str, list[Any]]:
    if territory.place_id is not None:
        return " AND place_id = %s", [territory.place_id]
    if territory.county_id is not None:
        return " AND county_id = %s", [territory.county_id]
    return "", []


def groups_behind(
    definition: Definition, place_id: int, period: Period, *, where: dict[str, Any], limit: int
) -> list[UUID]:
    """The households (or problems) that make up the figure of one place, in a fixed order."""
    unknown = set(where) - DIMENSIONS
    if unknown:
        raise ValueError(f"unknown dimensions {sorted(unknown)}")
    conditions, arguments = _conditions(definition, Territory(place_id=place_id), period, where)
    query = (
        f"SELECT group_id FROM indicators_contribution WHERE {conditions} AND part = 'n' "  # noqa: S608 - names of ours
        "GROUP BY group_id HAVING sum(value) > 0 ORDER BY group_id LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*arguments, limit])
        return [row[0] for row in cursor.fetchall()]
