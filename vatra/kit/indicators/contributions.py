"""What one group adds to the figures: +1 and -1 in cells of months.

Stock: +1 in the month a thing begins, -1 in the month it ends, and both when its person passes
into another age band; the value at the end of a period is the sum of all months up to it.
Flow: +1 in its month. Age is that of the last day of the month.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from vatra.kit import months
from vatra.kit.dossiers import DossierView, GroupView, Member
from vatra.kit.indicators.definitions import Definition
from vatra.kit.indicators.plans import Line, plan_of
from vatra.kit.indicators.timelines import ALWAYS, changes, state_at, timeline
from vatra.kit.indicators.units import Unit, units

# month, area told by the unit, code, sex, age band
Key = tuple[int, str | None, str | None, str | None, int | None]


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


class _Present:
    """What the group has at all: most counts ask for something that a household does not have."""

    def __init__(self, view: GroupView, dossiers: Sequence[DossierView]) -> None:
        self.forms = {entry.form for entry in view.entries}
        self.codes = {finding.code for finding in view.findings}
        self.items = {item.kind for dossier in dossiers for item in dossier.items}
        self.dossiers = {dossier.kind for dossier in dossiers}

    def may_have(self, line: Line) -> bool:
        count = line.count
        if count.of in ("entries", "answers"):
            return count.form in self.forms
        if count.of == "findings":
            return "code" not in count.where or not self.codes.isdisjoint(count.where["code"])
        if count.of == "items":
            return count.kind in self.items
        return count.of != "dossiers" or count.kind in self.dossiers


def contributions(
    view: GroupView,
    dossiers: Sequence[DossierView],
    definitions: Iterable[Definition],
    facets: set[str] | None = None,
) -> Counter[Cell]:
    """Everything the group adds to the given indicators, cells of zero left out.

    `facets`: only to the counts that look at one of these (see `basis`).
    """
    cells: Counter[Cell] = Counter()
    members = {member.id: member for member in view.members}
    present = _Present(view, dossiers)
    where = (view.place_id, view.locality_id)
    for line in plan_of(definitions).lines:
        if not present.may_have(line) or not (facets is None or line.facet in facets):
            continue
        counted = _counted(line, units(line.count, line.like, view, dossiers), members)
        for indicator, part, area in line.heads:
            for (month, own_area, code, sex, band), number in counted.items():
                cells[Cell(indicator, part, *where, month, own_area or area, code, sex, band)] += number
    return Counter({cell: number for cell, number in cells.items() if number})


def _counted(line: Line, found: Iterable[Unit], members: dict[str, Member]) -> Counter[Key]:
    counted: Counter[Key] = Counter()
    for unit in found:
        member = members.get(unit.person_id or "")
        sex = member.sex if member else None
        if line.sex is not None and sex != line.sex:
            continue
        code = unit.code if line.by_code else None
        shown_sex = sex if line.by_sex else None
        for month, number, band in _unit(line, unit, member):
            counted[month, unit.area, code, shown_sex, band] += number
    return counted


def _unit(line: Line, unit: Unit, member: Member | None) -> Iterator[tuple[int, int, int | None]]:
    life = timeline(member.birth_date if member else None, *line.ages) if line.looks_at_age else ALWAYS
    if line.like.is_stock:
        start, end = _clipped(line, unit, member)
        yield from changes(life, months.month_of(start), months.month_of(end) if end else None)
        return
    if line.valid_from <= unit.start <= (line.valid_to or unit.start):
        month = months.month_of(unit.start)
        is_in, band = state_at(life, month)
        if is_in:
            yield month, 1, band


def _clipped(line: Line, unit: Unit, member: Member | None) -> tuple[date, date | None]:
    """The unit's days within the indicator's validity and the member's time in the group."""
    last = line.valid_to
    ends = [unit.end, last + timedelta(days=1) if last else None, member.until if member else None]
    return max(unit.start, line.valid_from), min((day for day in ends if day is not None), default=None)
