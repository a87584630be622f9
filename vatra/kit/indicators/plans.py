"""Definitions put together so that what several of them count is counted once.

Sixty indicators have a hundred numerators and denominators; many are the same count ("all
persons assessed"), differing only in the indicator they stand under.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from vatra.kit.indicators.definitions import Count, Definition


@dataclass(slots=True)
class Line:
    """One count, and the ``heads`` (indicator, part, area) under which it stands.

    ``like`` is one of the definitions that share it: they agree in kind and breakdown.
    """

    count: Count
    like: Definition
    valid_from: date
    valid_to: date | None
    by_code: bool
    by_sex: bool
    sex: str | None
    ages: tuple[int | None, int | None, bool]
    heads: list[tuple[str, str, str]] = field(default_factory=list)
    facet: str = field(init=False)  # the kind of thing the count looks at

    def __post_init__(self) -> None:
        of = "form" if self.count.of in ("entries", "answers") else self.count.of
        self.facet = ":".join(part for part in (of, self.count.form or self.count.kind) if part)

    @property
    def looks_at_age(self) -> bool:
        """Whether a birthday can change what is counted, or where."""
        return self.ages != (None, None, False)


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines of some definitions; which heads look at which kind of thing; the definitions as text."""

    lines: tuple[Line, ...]
    facets: Mapping[str, frozenset[tuple[str, str]]]
    told: str


_KEPT: Final = 4
_plans: list[tuple[tuple[Definition, ...], Plan]] = []


def plan_of(definitions: Iterable[Definition]) -> Plan:
    """The plan of these definitions; remembered for the few tuples that a process counts with."""
    wanted = tuple(definitions)
    for known, plan in _plans:
        # The same objects, not equal ones: comparing sixty definitions would cost as much as counting.
        if len(known) == len(wanted) and all(map(_is_same, known, wanted)):
            return plan
    plan = _plan(wanted)
    _plans.insert(0, (wanted, plan))
    del _plans[_KEPT:]
    return plan


def _plan(definitions: tuple[Definition, ...]) -> Plan:
    lines = _lines(definitions)
    facets: dict[str, frozenset[tuple[str, str]]] = {}
    for line in lines:
        heads = {(indicator, part) for indicator, part, _ in line.heads}
        facets[line.facet] = facets.get(line.facet, frozenset()) | heads
    return Plan(tuple(lines), facets, repr(definitions))


def _is_same(left: Definition, right: Definition) -> bool:
    return left is right


def _lines(definitions: tuple[Definition, ...]) -> list[Line]:
    lines: dict[tuple[Any, ...], Line] = {}
    for definition in definitions:
        for part, count in (("n", definition.numerator), ("d", definition.denominator)):
            if count is not None:
                line = _line(definition, count)
                shared = lines.setdefault(_key(line), line)
                shared.heads.append((definition.code, part, definition.area))
    return list(lines.values())


def _line(definition: Definition, count: Count) -> Line:
    by, where = definition.breakdown, count.where
    return Line(
        count=count,
        like=definition,
        valid_from=definition.valid_from,
        valid_to=definition.valid_to,
        by_code="code" in by,
        by_sex="sex" in by,
        sex=where.get("sex"),
        ages=(where.get("age_from"), where.get("age_to"), "age_band" in by),
    )


def _key(line: Line) -> tuple[Any, ...]:
    shape = (line.like.kind, line.valid_from, line.valid_to, line.by_code, line.by_sex, line.ages)
    return (*shape, repr(line.count))
