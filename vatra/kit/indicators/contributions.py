"""What one group adds to the figures: +1 and -1 in cells of months.

Stock: +1 in the month a thing begins, -1 in the month it ends, and both when its person passes
into another age band; the value at the end of a period is the sum of all months up to it.
Flow: +1 in its month. Age is that of the last day of the month.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from vatra.kit import expressions, months, values
from vatra.kit.dossiers import DossierView, GroupView, Member
from vatra.kit.indicators.definitions import AGE_BANDS, Count, Definition, band_of
from vatra.kit.indicators.units import Unit, units

MAX_AGE = 130  # a band change later than this in a life is not looked for


class Cell(NamedTuple):
    """Where a number is counted. None: not broken down by it, or not known.

    `month` is `year * 12 + month - 1`; `age_band` an index of AGE_BANDS.
    """

    indicator: str
    part: str
    place_id: int
    locality_id: int | None
    month: int
    area: str | None
    code: str | None
    sex: str | None
    age_band: int | None


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all cells of one count have in common."""

    definition: Definition
    count: Count
    part: str
    view: GroupView

    def cell(self, unit: Unit, month: int, member: Member | None) -> Cell:
        by = self.definition.breakdown
        return Cell(
            indicator=self.definition.code,
            part=self.part,
            place_id=self.view.place_id,
            locality_id=self.view.locality_id,
            month=month,
            area=unit.area or self.definition.area,
            code=unit.code if "code" in by else None,
            sex=member.sex if member is not None and "sex" in by else None,
            age_band=_band(member, month) if "age_band" in by else None,
        )


def contributions(
    view: GroupView, dossiers: Sequence[DossierView], definitions: Iterable[Definition]
) -> Counter[Cell]:
    """Everything the group adds to the given indicators, cells of zero left out."""
    cells: Counter[Cell] = Counter()
    members = {member.id: member for member in view.members}
    for definition in definitions:
        for part, count in (("n", definition.numerator), ("d", definition.denominator)):
            if count is None:
                continue
            frame = _Frame(definition, count, part, view)
            for unit in units(count, definition, view, dossiers):
                member = members.get(unit.person_id or "")
                for cell, number in _unit(frame, unit, member):
                    cells[cell] += number
    return Counter({cell: number for cell, number in cells.items() if number})


def _unit(frame: _Frame, unit: Unit, member: Member | None) -> Iterator[tuple[Cell, int]]:
    clipped = _clipped(frame.definition, unit, member)
    if clipped is None:
        return
    if not frame.definition.is_stock:
        month = months.month_of(clipped.start)
        if _fits(frame.count, member, month):
            yield frame.cell(clipped, month, member), 1
        return
    if not _looks_at_age(frame):
        yield from _without_age(frame, clipped, member)
        return
    before: Cell | None = None
    for month in _turning_months(clipped, frame.count, member):
        now = frame.cell(clipped, month, member) if _stands(clipped, frame.count, member, month) else None
        if before is not None and (now is None or now._replace(month=before.month) != before):
            yield before._replace(month=month), -1
            before = None
        if now is not None and before is None:
            yield now, 1
            before = now


def _looks_at_age(frame: _Frame) -> bool:
    """Whether a birthday can change what is counted, or where."""
    where = frame.count.where
    return "age_band" in frame.definition.breakdown or "age_from" in where or "age_to" in where


def _without_age(frame: _Frame, unit: Unit, member: Member | None) -> Iterator[tuple[Cell, int]]:
    """The same as turning month by month, for the many counts that no birthday touches."""
    begin = months.month_of(unit.start)
    end = months.month_of(unit.end) if unit.end else None
    if end is not None and (end <= begin or unit.end <= unit.start):  # type: ignore[operator]
        return
    if _fits(frame.count, member, begin):
        cell = frame.cell(unit, begin, member)
        yield cell, 1
        if end is not None:
            yield cell._replace(month=end), -1


def _clipped(definition: Definition, unit: Unit, member: Member | None) -> Unit | None:
    """The unit within the indicator's validity and, for a stock, the member's time in the group."""
    last = definition.valid_to
    if not definition.is_stock:
        is_valid = definition.valid_from <= unit.start <= (last or unit.start)
        return unit if is_valid else None
    ends = [unit.end, last + timedelta(days=1) if last else None, member.until if member else None]
    end = min((day for day in ends if day is not None), default=None)
    return replace(unit, start=max(unit.start, definition.valid_from), end=end)


def _stands(unit: Unit, count: Count, member: Member | None, month: int) -> bool:
    """Whether the unit counts at the end of the month."""
    day = months.last_day(month)
    is_there = unit.start <= day and (unit.end is None or day < unit.end)
    return is_there and _fits(count, member, month)


def _fits(count: Count, member: Member | None, month: int) -> bool:
    """Whether the person is of the sex and age that the count asks for, at the end of the month."""
    where = count.where
    if "sex" in where and (member is None or member.sex != where["sex"]):
        return False
    first, last = where.get("age_from"), where.get("age_to")
    if first is None and last is None:
        return True
    age = _age(member, month)
    return age is not None and (first or 0) <= age and (last is None or age <= last)


def _turning_months(unit: Unit, count: Count, member: Member | None) -> list[int]:
    """Months at whose end the unit may count otherwise than a month before, in order."""
    begin = months.month_of(unit.start)
    end = months.month_of(unit.end) if unit.end else None
    turning = {begin} | ({end} if end is not None else set())
    birth = values.earliest(member.birth_date) if member else None
    if birth is not None:
        ages = {first for first, _ in AGE_BANDS} | {count.where.get("age_from", 0)}
        ages.add(count.where.get("age_to", MAX_AGE) + 1)
        for age in ages:
            month = months.month_of(birth) + age * 12
            turning |= {month, month + 1}  # a birthday of 29 February may fall into March
    return sorted(month for month in turning if begin <= month and (end is None or month <= end))


def _age(member: Member | None, month: int) -> int | None:
    birth = values.earliest(member.birth_date) if member else None
    day = months.last_day(month)
    return None if birth is None or birth > day else expressions.years_between(birth, day)


def _band(member: Member | None, month: int) -> int | None:
    age = _age(member, month)
    return None if age is None else band_of(age)
