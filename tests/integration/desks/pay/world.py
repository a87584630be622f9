"""An employer with a little staff, written through the journal by its payroll officer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tests import factories
from tests.factories import VORONA
from vatra.accounts.models import User
from vatra.accounts.principals import Principal
from vatra.desks.pay import queries, sheets, writing
from vatra.desks.pay.queries import House
from vatra.packs.pay.results import Month

WORKPLACE = {
    "code": "camin",
    "since": "2018-01-01",
    "name": "Căminul pentru vârstnici",
    "service": "general",
    "accommodation": True,
    "targets": ["elderly"],
    "exclusive": True,
}
POST = {
    "post": "1",
    "since": "2018-01-01",
    "job_title": "infirmieră",
    "position": "staff",
    "category": "auxiliary",
    "workplace": "camin",
    "base": "4000",
    "annex_ii": True,
    "contract": True,
    "lives_there": False,
}
DECIDED = {"number": "12", "decided_on": "2018-02-20", "decided_by": "Directorul"}


@dataclass
class World:
    """Who writes, and what was written. Money is read inside the officer's own scope by the tests."""

    officer: User
    nurse: User
    principal: Principal = field(init=False)
    employer: str = ""
    written: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.principal = factories.principal(self.officer)

    def write(self, form: str, *, subject: str = "", **answers: Any) -> dict[str, Any]:
        principal = factories.principal(self.nurse) if form == "care_ground" else self.principal
        record = writing.entry(principal, form, self.employer, answers, place=VORONA, subject=subject)
        writing.send(principal, record)
        self.written.append(record)
        return record

    def begin(self) -> None:
        made = self.write(
            "employer", name="Direcția de asistență socială", kind="social_unit", since="2018-01-01"
        )
        self.employer = made["id"]
        self.write("workplace", **WORKPLACE)

    def employ(self, number: str, **more: Any) -> dict[str, Any]:
        return self.write("employment", staff_number=number, name=f"Angajatul {number}", **{**POST, **more})

    def decide(self, code: str, percent: str, **more: Any) -> dict[str, Any]:
        return self.write(
            "percentage", code=code, percent=percent, **{"since": "2018-03-01", **DECIDED, **more}
        )

    def choose(self, rule: str, keep: str, **more: Any) -> dict[str, Any]:
        told = {
            "since": "2018-01-01",
            "number": "13",
            "decided_by": "Directorul",
            "reason": "consultarea sindicatului",
        }
        return self.write("cumulation", rule=rule, keep=keep, **{**told, **more})

    def house(self) -> House:
        return queries.house(UUID(self.employer))

    def month(self, number: str, year: int = 2018, month: int = 3) -> Month:
        house = self.house()
        found = sheets.computed(house, (year, month), explains=True)
        return next(one for one in found if one.employee.number == number)

    def draft(self, workplace: str = "", month: tuple[int, int] = (2018, 3), **more: Any) -> UUID:
        made = sheets.draft(self.principal, self.house(), month, workplace, date(2018, 4, 2), **more)
        return UUID(made)

    def step(self, sheet: UUID, step: str, **more: Any) -> None:
        sheets.step(
            self.principal, queries.sheet(sheet), {"done_on": "2018-04-02", "step": step, "by": "Ana", **more}
        )

    def freeze(self, sheet: UUID) -> None:
        for step in ("checked", "approved", "frozen"):
            self.step(sheet, step)
