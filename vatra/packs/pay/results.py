"""What the computation answers, in shapes that pages, sheets and tests read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from vatra.packs.pay.catalogue import Supplement
from vatra.packs.pay.conditions import Check
from vatra.packs.pay.edition import Range
from vatra.packs.pay.facts import Choice, Decision, Employee


@dataclass(frozen=True, slots=True)
class Line:
    """One amount of the sheet. `part`: (days, days of the month)."""

    post: str
    supplement: Supplement
    care: str
    workplace: str
    since: date
    until: date
    part: tuple[int, int]
    base: Decimal
    percent: Decimal
    amount: Decimal
    decision: Decision | None
    checks: tuple[Check, ...]
    range: Range

    @property
    def code(self) -> str:
        return self.supplement.code

    @property
    def order(self) -> tuple[Any, ...]:
        return self.post, self.since, self.code, self.care


@dataclass(frozen=True, slots=True)
class Refused:
    """A supplement that is not paid: conditions that do not hold, or a reason in words."""

    post: str
    supplement: Supplement | None
    lacking: tuple[Check, ...]
    reason: str = ""
    care: str = ""
    since: date = date.min
    until: date = date.max

    @property
    def code(self) -> str:
        return self.supplement.code if self.supplement else ""

    def lasting(self, since: date, until: date) -> Refused:
        return replace(self, since=since, until=until)


@dataclass(frozen=True, slots=True)
class Question:
    """What a person decides: a percentage (`rule` "percent") or what stands where the text is silent."""

    rule: str
    post: str
    codes: tuple[str, ...]
    care: str
    text: str
    cites: tuple[str, ...]
    workplace: str
    proposal: str = ""
    choice: Choice | None = None
    since: date = date.min
    until: date = date.max

    @property
    def is_open(self) -> bool:
        return self.choice is None

    def lasting(self, since: date, until: date) -> Question:
        return replace(self, since=since, until=until)


@dataclass(frozen=True, slots=True)
class Month:
    """One employee's month."""

    employee: Employee
    month: tuple[int, int]
    lines: list[Line]
    refused: list[Refused]
    questions: list[Question]

    def __post_init__(self) -> None:
        self.lines.sort(key=lambda one: one.order)
        self.refused.sort(key=lambda one: (one.post, one.since, one.code, one.care, one.reason))
        self.questions.sort(key=lambda one: (one.post, one.since, one.rule, one.codes, one.care))

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal("0.00"))

    @property
    def open_questions(self) -> list[Question]:
        return [one for one in self.questions if one.is_open]


def key_of(thing: Any) -> tuple[Any, ...]:
    """What makes two findings on two days one and the same."""
    if isinstance(thing, Refused):
        return "refused", thing.post, thing.code, thing.care, thing.lacking, thing.reason
    if isinstance(thing, Question):
        chosen = thing.choice and (thing.choice.key, thing.choice.keep, thing.choice.reason)
        return "question", thing.rule, thing.post, thing.codes, thing.care, thing.text, chosen
    one = thing.candidate
    decided = thing.decision and (thing.decision.key, thing.decision.number, thing.decision.decided_on)
    return "line", one.post, one.code, one.care, one.percent, one.workplace, thing.base, decided
