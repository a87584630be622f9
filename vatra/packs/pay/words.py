"""Codes of facts in the words of the pack's lists, and what the sheet says of a line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from vatra.kit import yaml12
from vatra.packs.pay.catalogue import ROOT, Law
from vatra.packs.pay.percents import plain, words

if TYPE_CHECKING:
    from datetime import date

    from vatra.packs.pay.results import Line

LISTS: Final = {
    "employer.kind": "employer_kinds",
    "unit.targets": "targets",
    "unit.service": "services",
    "post.position": "positions",
}
MONTHS: Final = (
    "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie",
    "octombrie", "noiembrie", "decembrie",
)  # fmt: skip


@cache
def listed(name: str) -> Mapping[str, str]:
    """Texts of one of the pack's lists, by code."""
    return {one["code"]: one["text"] for one in yaml12.load(ROOT / "lists" / f"{name}.yaml")}


def told(fact: str, value: Any) -> str:
    """A fact as people say it."""
    texts = listed(LISTS[fact]) if fact in LISTS else {}
    if value is None:
        return "nu se știe"
    if isinstance(value, bool):
        return "da" if value else "nu"
    if isinstance(value, tuple):
        return "; ".join(texts.get(one, str(one)) for one in value) or "nimic"
    return texts.get(value, str(value))


def month(year: int, number: int) -> str:
    return f"{MONTHS[number - 1]} {year}"


def ground(line: Line) -> str:
    """All that defends the line: title, article, range, each condition with what was found."""
    checks = "; ".join(f"{check.text} (găsit: {check.found})" for check in line.checks)
    return f"{line.supplement.title}. Temei: {line.supplement.ground}. Limite: {words(line.range)}. Condiții: {checks}."


def decision(line: Line) -> str:
    """Which decision set the percentage, or that the text itself does."""
    if line.decision is None:
        return "cotă fixă în text"
    return f"decizia nr. {line.decision.number} din {line.decision.decided_on:%d.%m.%Y}"


def calculation(line: Line) -> str:
    """The amount as it is worked out: `4.000,00 lei × 25 % × 16/31 zile`."""
    days, of_days = line.part
    part = "" if days == of_days else f" × {days}/{of_days} zile"
    return f"{lei(line.base)} × {plain(line.percent)} %{part}"


def lei(value: Any) -> str:
    """`4.000,00 lei`."""
    return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".") + " lei"


def source(law: Law, on: date) -> str:
    """Which text of the regulation counts on a day, and when a person last read it."""
    counting = [dated for dated in law.parameters["applies"].values if dated.since <= on]
    if not counting:
        return "niciun text: regulamentul se aplică de la 1 martie 2018"
    last = counting[-1]
    checked = f", verificat la {last.last_checked_on:%d.%m.%Y}" if last.last_checked_on else ""
    return f"HG 153/2018, anexa 9, versiunea {last.value} (de la {last.since:%d.%m.%Y}{checked})"


def rounding(law: Law, on: date) -> str:
    """How amounts are rounded and days counted, as the sheet prints it."""
    own = law.parameters
    step = plain_step(own.at("rounding_step", on))
    how = "jumătatea în sus" if own.at("rounding_mode", on) == "half_up" else "în jos"
    days = "zile calendaristice" if own.at("part_month", on) == "calendar" else "zile de luni până vineri"
    return (
        f"Suma = salariul de bază × procentul × zilele ÷ zilele lunii ({days}); fiecare linie se rotunjește o dată, "
        f"la {step}, {how}. Rotunjirea și partea de lună sunt setări: textul nu le dă."
    )


def plain_step(step: str) -> str:
    return {"0.01": "un ban", "1": "un leu"}.get(step, f"{step} lei")
