"""Percentages: what the text allows, and which decision of the employer counts for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from vatra.packs.pay.catalogue import Law
from vatra.packs.pay.edition import Range
from vatra.packs.pay.facts import Decision, holds


def words(range_: Range) -> str:
    """`65 % – 75 %`, `până la 20 %`, `25 %`."""
    least, most = range_
    if least is None:
        return f"până la {plain(most)} %"
    return f"{plain(most)} %" if least == most else f"{plain(least)} % – {plain(most)} %"


def plain(value: Decimal) -> str:
    """As Romanian writes it, without idle zeros."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")


def within(range_: Range, percent: Decimal) -> bool:
    least, most = range_
    return (percent > 0 if least is None else percent >= least) and percent <= most


def refusal(law: Law, code: str, percent: Decimal, on: date) -> str:
    """Why the percentage cannot be set from that day; empty if it can."""
    range_ = law.range_at(code, on)
    if range_ is None:
        return f"Regulamentul nu prevedea sporul {code} la {on:%d.%m.%Y}: se aplică de la 1 martie 2018."
    if within(range_, percent):
        return ""
    return f"Sporul {code} se poate stabili numai în limitele textului: {words(range_)}. Ați scris {plain(percent)} %."


def is_fixed(range_: Range) -> bool:
    return range_[0] == range_[1]


def counting(
    decisions: Iterable[Decision], *, workplace: str, category: str, employee: str, on: date
) -> Decision | None:
    """The decision for this post: the one that names him most closely, then the latest."""
    fitting = [
        one
        for one in decisions
        if holds(one, on)
        and one.workplace in (None, workplace)
        and one.category in (None, category)
        and one.employee in (None, employee)
    ]
    return max(fitting, key=_closeness, default=None)


def _closeness(one: Decision) -> tuple[bool, bool, bool, date, date, str, Decimal]:
    return (
        one.employee is not None,
        one.workplace is not None,
        one.category is not None,
        one.since,
        one.decided_on,
        one.number,
        one.percent,
    )
