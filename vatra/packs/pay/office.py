"""What the staff of one employer have in common in one month, looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vatra.packs.pay import conditions, days, facts, localities, percents
from vatra.packs.pay.catalogue import Law
from vatra.packs.pay.conditions import Verdict
from vatra.packs.pay.days import Month, Span
from vatra.packs.pay.edition import Edition
from vatra.packs.pay.facts import Decision, Employee, Employer, Period


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Every supplement against one set of facts; `holding`: the places of those that fit."""

    all: tuple[Verdict, ...]
    holding: tuple[int, ...]


@dataclass(slots=True)
class Office:
    """What the staff of one employer have in common in one month, looked up once."""

    law: Law
    employer: Employer
    month: Month
    first: date = field(init=False)
    last: date = field(init=False)
    changes: frozenset[date] = field(init=False)
    decisions: dict[str, list[Decision]] = field(init=False)
    _verdicts: dict[Any, Verdicts] = field(default_factory=dict)
    _units: dict[tuple[str, date], dict[str, Any]] = field(default_factory=dict)
    _decided: dict[Any, Decision | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.first, self.last = days.whole(self.month)
        self.decisions = {}
        for one in self.employer.decisions:
            self.decisions.setdefault(one.code, []).append(one)
        lasting: list[facts.Lasting] = [
            *self.employer.periods,
            *self.employer.decisions,
            *self.employer.choices,
        ]
        own = (one for periods in self.employer.workplaces.values() for one in periods)
        sheets = (one for periods in self.employer.localities.values() for one in periods)
        law_days = (day for day in self.law.days() if self.first < day <= self.last)
        self.changes = frozenset({*self._cuts([*lasting, *own, *sheets]), *law_days})

    def _cuts(self, lasting: Iterable[facts.Lasting]) -> Iterator[date]:
        for one in lasting:
            yield from days.cuts(self.first, self.last, one.since, one.until)

    def spans(self, employee: Employee) -> list[Span]:
        own: list[facts.Lasting] = [
            *employee.care,
            *(period for post in employee.posts for period in post.periods),
        ]
        starts = {one.starts for one in employee.care if one.starts and self.first < one.starts <= self.last}
        return days.spans(self.first, self.last, {*self.changes, *self._cuts(own), *starts})

    def unit(self, workplace: str, on: date) -> dict[str, Any]:
        """Facts of a place of work and of its locality."""
        found = self._units.get((workplace, on))
        if found is None:
            found = self._units[workplace, on] = self._unit(workplace, on)
        return found

    def _unit(self, workplace: str, on: date) -> dict[str, Any]:
        kind = facts.state(self.employer.periods, on)
        unit = facts.state(self.employer.workplaces.get(workplace, ()), on)
        sheet = facts.state(self.employer.localities.get(workplace, ()), on)
        body = unit.body if unit else {}
        criteria = localities.criteria(sheet.body, self.law.parameters, on) if sheet else ()
        return {
            "employer.kind": kind.body.get("kind") if kind else None,
            "unit.accommodation": body.get("accommodation"),
            "unit.targets": tuple(body.get("targets") or ()),
            "unit.exclusive": body.get("exclusive"),
            "unit.service": body.get("service"),
            "locality.criteria": localities.met(criteria) if sheet else None,
            "locality.criteria.told": localities.told(sheet.body, criteria) if sheet else "",
        }

    def verdicts(self, edition_: Edition, post: Period, cared: tuple[facts.Care, ...], on: date) -> Verdicts:
        body = post.body
        keys = ("position", "workplace", "contract", "annex_ii", "lives_there", "days_a_week")
        # Who the cared persons are does not matter here, only what they open.
        marks = tuple(sorted((one.kind, tuple(sorted(one.marks))) for one in cared))
        key = (edition_.since, on, *(body.get(name) for name in keys), marks)
        found = self._verdicts.get(key)
        if found is None:
            told = self.unit(body.get("workplace", ""), on) | facts_of(post, cared)
            all_ = conditions.judge(edition_, told)
            found = self._verdicts[key] = Verdicts(
                all_, tuple(n for n, each in enumerate(all_) if each.holds)
            )
        return found

    def decision(self, code: str, body: Any, employee: Employee, on: date) -> Decision | None:
        own = self.decisions.get(code)
        if not own:
            return None
        workplace, category = body.get("workplace", ""), body.get("category", "")
        is_named = any(one.employee == employee.id for one in own)
        key = (code, workplace, category, employee.id if is_named else "", on)
        if key not in self._decided:
            self._decided[key] = percents.counting(
                own, workplace=workplace, category=category, employee=employee.id, on=on
            )
        return self._decided[key]


def facts_of(post: Period, cared: tuple[facts.Care, ...]) -> dict[str, Any]:
    """Facts of the post, of the home and of those cared for."""
    body = post.body
    told: dict[str, Any] = {
        "post.position": body.get("position"),
        "post.annex_ii": body.get("annex_ii"),
        "post.contract": body.get("contract"),
        "home.lives_there": body.get("lives_there"),
        "home.days_a_week": body.get("days_a_week"),
        "care.children": sum(one.kind == "child" for one in cared),
    }
    for mark in (
        "psychic_mental",
        "disabled_child",
        "severe_special",
        "severe_other",
        "severe_adult",
        "dependence_1",
    ):
        told[f"care.{mark}"] = sum(mark in one.marks for one in cared)
    return told
