"""Where a file is: its steps folded in order. Steps never change; everything shown comes from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from vatra.packs.training import payments
from vatra.packs.training.calls import Call, Series
from vatra.packs.training.payments import Paid, Payment

PASSED: Final = "passed"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a file: `on` is the day it speaks of, `at` the day it was written."""

    name: str
    on: date
    at: date
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Exam:
    session: str
    registered_on: date
    paid: Decimal = Decimal(0)
    result: str = ""


@dataclass(slots=True)
class Standing:
    """A file as its steps left it. `details`: what was sent, by the last sending."""

    state: str = "draft"
    details: Mapping[str, Any] = field(default_factory=dict)
    submitted_on: date | None = None
    validated_on: date | None = None
    valid_on: date | None = None
    due: date | None = None
    money: list[Payment] = field(default_factory=list)
    proof_on: date | None = None
    reasons: list[Mapping[str, Any]] = field(default_factory=list)
    reason: str = ""
    withdrawn_on: date | None = None
    withdrawal: Mapping[str, Any] = field(default_factory=dict)
    refund: Mapping[str, Any] = field(default_factory=dict)
    unit: str = ""
    attendance: dict[str, bool] = field(default_factory=dict)
    finals: Mapping[str, Any] = field(default_factory=dict)
    paper_on: date | None = None
    certificate: Mapping[str, Any] = field(default_factory=dict)
    exams: list[Exam] = field(default_factory=list)

    @property
    def exam(self) -> Exam | None:
        return self.exams[-1] if self.exams else None

    @property
    def failed(self) -> list[str]:
        return [one.session for one in self.exams if one.result == "failed"]

    @property
    def is_validated(self) -> bool:
        return self.validated_on is not None

    @property
    def holds_place(self) -> bool:
        return self.valid_on is not None and self.state not in ("withdrawn", "waiting_list")

    def paid(self, call: Call) -> Paid:
        return payments.paid(self.money, call.fee, self.due or call.payment_due)


def fold(steps: Iterable[Step]) -> Standing:
    """The standing after these steps; a step of an unknown name is a mistake and raises KeyError."""
    standing = Standing()
    for step in steps:
        HANDLERS[step.name](standing, step)
    return standing


def shown(standing: Standing, call: Call, series: Series | None, today: date) -> str:
    """The state on a day: terms that passed and programmes that began are read, never stored."""
    if standing.state == "awaiting_payment" and today > (standing.due or call.payment_due):
        return "awaiting_payment" if standing.paid(call).full_on else "lapsed"
    if standing.state == "assigned" and series is not None and today >= series.starts_on:
        return "in_training"
    return standing.state


def _submit(standing: Standing, step: Step) -> None:
    standing.state, standing.submitted_on = "submitted", step.on
    standing.details, standing.reasons, standing.reason = step.body.get("details", {}), [], ""


def _return(standing: Standing, step: Step) -> None:
    standing.state = "returned"
    standing.reasons = list(step.body.get("reasons", ()))


def _reject(standing: Standing, step: Step) -> None:
    standing.state, standing.reason = "rejected", step.body["reason"]


def _validate(standing: Standing, step: Step) -> None:
    standing.state, standing.validated_on = "awaiting_payment", step.on


def _payment(standing: Standing, step: Step) -> None:
    told = step.body
    standing.money.append(Payment(step.on, Decimal(str(told["amount"])), told.get("method", "other")))


def _proof(standing: Standing, step: Step) -> None:
    standing.proof_on = standing.proof_on or step.on


def _extend(standing: Standing, step: Step) -> None:
    standing.due = date.fromisoformat(step.body["until"])


def _enrol(standing: Standing, step: Step) -> None:
    standing.state, standing.valid_on = "enrolled", step.on


def _wait(standing: Standing, step: Step) -> None:
    standing.state, standing.valid_on = "waiting_list", step.on


def _withdraw(standing: Standing, step: Step) -> None:
    standing.state, standing.withdrawn_on = "withdrawn", step.on
    standing.withdrawal = {**step.body, "recorded_on": step.at.isoformat()}
    standing.refund = step.body.get("refund", {})


def _refund(standing: Standing, step: Step) -> None:
    standing.refund = {**standing.refund, **step.body}


def _assign(standing: Standing, step: Step) -> None:
    standing.state, standing.unit = "assigned", step.body["unit"]


def _attend(standing: Standing, step: Step) -> None:
    standing.attendance[step.on.isoformat()] = bool(step.body["present"])


def _finals(standing: Standing, step: Step) -> None:
    standing.finals = step.body
    is_passed = step.body["theory"] == PASSED == step.body["practice"]
    standing.state = "assessed" if is_passed else "not_assessed"


def _paper(standing: Standing, step: Step) -> None:
    standing.paper_on = step.on


def _certificate(standing: Standing, step: Step) -> None:
    standing.certificate = {**step.body, "on": step.on.isoformat()}


def _exam(standing: Standing, step: Step) -> None:
    standing.state = "exam_registered"
    standing.exams.append(Exam(step.body["session"], step.on))


def _exam_fee(standing: Standing, step: Step) -> None:
    if standing.exam:
        standing.exam.paid += Decimal(str(step.body["amount"]))


def _result(standing: Standing, step: Step) -> None:
    if standing.exam:
        standing.exam.result = step.body["result"]
    exhausted = "retakes_exhausted" if step.body.get("is_exhausted") else "exam_failed"
    standing.state = "exam_passed" if step.body["result"] == PASSED else exhausted


def _note(standing: Standing, step: Step) -> None:
    """Kept in the history; it changes nothing (a file received on paper before the first day, a call)."""


HANDLERS: Final[Mapping[str, Callable[[Standing, Step], None]]] = {
    "submit": _submit, "return": _return, "reject": _reject, "validate": _validate, "payment": _payment,
    "proof": _proof, "extend": _extend, "enrol": _enrol, "wait": _wait, "withdraw": _withdraw,
    "refund": _refund, "assign": _assign, "attend": _attend, "finals": _finals, "paper": _paper,
    "certificate": _certificate, "exam_register": _exam, "exam_fee": _exam_fee, "exam_result": _result,
    "note": _note,
}  # fmt: skip
