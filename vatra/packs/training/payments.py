"""The fee: paid in full, in time, with its proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Payment:
    on: date
    amount: Decimal
    method: str = "other"


@dataclass(frozen=True, slots=True)
class Paid:
    """`full_on`: the day on which the whole fee had come, counting payments up to the term only."""

    total: Decimal
    in_time: Decimal
    full_on: date | None


def paid(payments: Iterable[Payment], fee: Decimal, due: date) -> Paid:
    """Parts add up; a payment after the term counts only if the term was moved."""
    total, in_time, full_on = Decimal(0), Decimal(0), None
    for one in sorted(payments, key=lambda each: each.on):
        total += one.amount
        if one.on <= due:
            in_time += one.amount
            if in_time >= fee and full_on is None:
                full_on = one.on
    return Paid(total, in_time, full_on)


def words(told: Paid, fee: Decimal, due: date, *, has_proof: bool) -> str:
    """Where the payment stands, in one sentence."""
    if told.full_on and not has_proof:
        return "Plata s-a văzut, lipsește dovada plății."
    if told.full_on:
        return "Taxa este plătită și dovada este la dosar."
    if told.total >= fee:
        return (
            f"Taxa a venit după {due:%d.%m.%Y}: înscrierea nu este valabilă dacă INMSS nu hotărăște altfel."
        )
    return f"S-au primit {lei(told.total)} din {lei(fee)}."


def lei(value: Decimal) -> str:
    text = f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{text} lei"
