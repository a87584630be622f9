"""Exact lei and bani: Decimal throughout, rounded once, at the end of a line."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

MODES: Final = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN}
HUNDRED: Final = Decimal(100)


def amount(base: Decimal, percent: Decimal, part: tuple[int, int], rounding: tuple[Decimal, str]) -> Decimal:
    """``base`` x percent x (days / days of the month), rounded to the step of the rule.

    The division comes last, so that no digit is lost before it.
    """
    days, of_days = part
    step, mode = rounding
    exact = base * percent * days / (HUNDRED * of_days)
    return (exact / step).quantize(Decimal(1), rounding=MODES[mode]) * step
