"""What comes back of the fee, by the day of withdrawal. Where the notice is silent a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from vatra.packs.training import catalogue

NAMES: Final = (
    "refund_full_days", "refund_part_days", "refund_part_percent", "refund_gap", "refund_day_count",
)  # fmt: skip
# How many days after the start still count as "the first 30", beyond the one that every reading allows.
MORE: Final = {"first": 0, "after": 1, "free": 2}
CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`amount` None: not regulated, a person decides, perhaps as the `proposal` says."""

    amount: Decimal | None
    why: str
    cites: tuple[str, ...]
    proposal: Decimal | None = None


def rules(on: date, changed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The numbers and settings of a day; `changed` puts a person's standing decision in."""
    own = catalogue.settings()
    first = max(on, min(own[NAMES[0]].values, key=lambda one: one.since).since)
    return {name: own.at(name, first) for name in NAMES} | dict(changed or {})


def outcome(starts_on: date, withdrawn_on: date, fee: Decimal, rule: Mapping[str, Any]) -> Outcome:
    """What is returned of `fee` paid. Days are counted as the difference of dates."""
    after = (withdrawn_on - starts_on).days
    part = (fee * rule["refund_part_percent"] / 100).quantize(CENT, ROUND_HALF_UP)
    if -after >= rule["refund_full_days"]:
        return Outcome(fee, f"retragere cu {days(-after)} înainte de început", ("inmss-2023/refund.full",))
    if after < 0:
        return _gap(-after, part, rule)
    return _begun(after, part, rule)


def _gap(before: int, part: Decimal, rule: Mapping[str, Any]) -> Outcome:
    why, cites = f"retragere cu {days(before)} înainte de început", ("inmss-2023/refund.gap",)
    match rule["refund_gap"]:
        case "part":
            return Outcome(part, why, cites)
        case "none":
            return Outcome(Decimal(0), why, cites)
    more = "; anunțul nu spune nimic despre aceste zile. Propunem partea din prima zi: altfel ar fi mai bine să aștepte"
    return Outcome(None, why + more, cites, proposal=part)


def _begun(after: int, part: Decimal, rule: Mapping[str, Any]) -> Outcome:
    last = rule["refund_part_days"] - 1  # the start day is day 1: true in every way of counting
    count = rule["refund_day_count"]
    why = f"retragere în ziua {after + 1} de program, cu tot cu ziua începerii"
    if after <= last + MORE.get(count, 0):
        return Outcome(part, why, ("inmss-2023/refund.75",))
    if count == "decide" and after <= last + MORE["free"]:
        return Outcome(None, f"{why}; depinde de cum se numără zilele", ("inmss-2023/refund.75",))
    return Outcome(Decimal(0), why, ("inmss-2023/refund.none",))


def days(number: int) -> str:
    """``o zi``, ``5 zile``, ``31 de zile``."""
    if number == 1:
        return "o zi"
    return f"{number} zile" if number < 20 or 0 < number % 100 < 20 else f"{number} de zile"
