"""What the case changed: each vulnerability and need at entry and now (art. 4 (4) g, i; art. 7 g)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from vatra.kit.dossiers import DossierView, Finding, Item
from vatra.kit.vocabulary import AREAS
from vatra.packs.integrated_services.episodes import is_open, is_problem
from vatra.packs.integrated_services.needs import IS_OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """A finding or a need of one person. Solved: there at entry, no longer there."""

    kind: str  # finding | need
    code: str
    area: str | None
    person_id: str | None
    sensitivity: int
    at_entry: bool
    now: bool

    @property
    def solved(self) -> bool:
        return self.at_entry and not self.now


def impact(view: DossierView, findings: Iterable[Finding] = (), on: date | None = None) -> tuple[Line, ...]:
    """One line for each finding and each need of the case, in the law's order of areas.

    Entry is the first complete assessment (until then, the day the case opened); now is `on`, or
    all that is recorded. Findings are the household's; those gone before entry are left out.
    """
    entry = entry_on(view)
    lines = [*_findings(findings, entry, on, view.closed_on), *_needs(view.items, entry, on)]
    return tuple(sorted(lines, key=_rank))


_AREA_ORDER: Final = {area: place for place, area in enumerate(AREAS)}


def _rank(line: Line) -> tuple[int, str, str, str]:
    return _AREA_ORDER.get(line.area or "", len(AREAS)), line.kind, line.code, line.person_id or ""


def entry_on(view: DossierView) -> date:
    assessed = (stage.on for stage in view.stages if stage.code == "initially_assessed")
    return next(assessed, view.opened_on)


def _findings(
    findings: Iterable[Finding], entry: date, on: date | None, closed_on: date | None
) -> Iterator[Line]:
    for one in findings:
        gone = one.closed_on is not None and one.closed_on <= entry
        late = closed_on is not None and one.opened_on > closed_on
        if is_problem(one) and not gone and not late and (on is None or one.opened_on <= on):
            now = one.closed_on is None if on is None else is_open(one, on)
            yield Line(
                "finding", one.code, one.area, one.person_id, one.sensitivity, is_open(one, entry), now
            )


def _needs(items: Iterable[Item], entry: date, on: date | None) -> Iterator[Line]:
    for item in items:
        if item.kind != "need" or item.code is None or (on is not None and item.opened_on > on):
            continue
        is_left = item.state in (*IS_OPEN, "unresolved")
        later = on is not None and item.closed_on is not None and item.closed_on > on
        at_entry = item.opened_on <= entry
        yield Line("need", item.code, item.area, item.person_id, item.sensitivity, at_entry, is_left or later)


@dataclass(frozen=True, slots=True)
class AreaCount:
    at_entry: int
    now: int
    solved: int


def by_area(lines: Iterable[Line]) -> dict[str, AreaCount]:
    """Counts of lines by area: six rows, also where a row is 0."""
    every = tuple(lines)
    return {area: _count([line for line in every if line.area == area]) for area in AREAS}


def _count(lines: list[Line]) -> AreaCount:
    return AreaCount(
        at_entry=sum(line.at_entry for line in lines),
        now=sum(line.now for line in lines),
        solved=sum(line.solved for line in lines),
    )
