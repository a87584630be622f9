"""What would change if a fact were another: computed beside the true month, never written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from vatra.desks.pay.queries import House
from vatra.packs.pay import catalogue, computing, days, office
from vatra.packs.pay.catalogue import Law
from vatra.packs.pay.days import Month
from vatra.packs.pay.facts import Decision, Employee, Employer, Period
from vatra.packs.pay.results import Month as Result

OF_POST: Final = ("base", "position", "category", "workplace", "lives_there", "days_a_week")
OF_UNIT: Final = ("service", "accommodation", "targets")


@dataclass(frozen=True, slots=True)
class Difference:
    code: str
    title: str
    before: Decimal
    after: Decimal

    @property
    def by(self) -> Decimal:
        return self.after - self.before


def result(house: House, employee: Employee, month: Month, changes: Mapping[str, Any]) -> Result:
    """The month as it would be. Keys of `changes`: those of a post, of its unit, and `code` with `percent` or `most`.

    `percent`: another decision of the employer; `most`: an amended act with another upper limit.
    """
    post = {key: changes[key] for key in OF_POST if key in changes}
    unit = {key: changes[key] for key in OF_UNIT if key in changes}
    employer = _employer(house.employer, unit, employee, changes, month)
    staff = office.Office(_law(changes, month), employer, month)
    posts = tuple(
        replace(one, periods=tuple(replace(p, body={**p.body, **post}) for p in one.periods))
        for one in employee.posts
    )
    return computing.month_of(staff, replace(employee, posts=posts))


def differences(before: Result, after: Result) -> list[Difference]:
    """By supplement, those that stay as they are included."""
    sums: dict[str, list[Decimal]] = {}
    for index, one in enumerate((before, after)):
        for line in one.lines:
            sums.setdefault(line.code, [Decimal(0), Decimal(0)])[index] += line.amount
    titles = catalogue.law().titles()
    return [Difference(code, titles[code], *pair) for code, pair in sorted(sums.items())]


def _employer(
    employer: Employer, unit: Mapping[str, Any], employee: Employee, changes: Mapping[str, Any], month: Month
) -> Employer:
    decisions = employer.decisions
    if "percent" in changes:
        first, _ = days.whole(month)
        tried = Decision(
            changes["code"], changes["percent"], first, None, "de încercare", first, employee=employee.id
        )
        others = tuple(one for one in decisions if (one.code, one.employee) != (tried.code, tried.employee))
        decisions = (*others, tried)
    places = {post.body["workplace"] for one in employee.posts for post in one.periods}
    workplaces = dict(employer.workplaces)
    for key in places | {changes.get("workplace", "")}:
        if key in workplaces and unit:
            workplaces[key] = tuple(_changed(period, unit) for period in workplaces[key])
    return replace(employer, decisions=decisions, workplaces=workplaces)


def _changed(period: Period, unit: Mapping[str, Any]) -> Period:
    return replace(period, body={**period.body, **unit})


def _law(changes: Mapping[str, Any], month: Month) -> Law:
    if "most" not in changes:
        return catalogue.law()
    first, _ = days.whole(month)
    return catalogue.amended(catalogue.law(), changes["code"], first, changes["most"])
