"""Words about people: a name where the reader may know it, else what describes without naming."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import template
from django.utils import timezone

from vatra.office.forms import numbers

register = template.Library()
SEXES: Final = {"f": "Femeie", "m": "Bărbat"}
CHILDREN: Final = {"f": "Fată", "m": "Băiat"}
STATES: Final = {
    "yes": "da",
    "no": "nu",
    "unknown": "nu se știe",
    "in_progress": "dosarul este depus",
    "cnp": "are CNP",
    "foreign": "are act străin",
    "none_yet": "nu are încă CNP",
    "refused": "nu vrea să îl spună",
}


@register.filter
def who(person: Mapping[str, Any]) -> str:
    """``Ionescu Ana``; without identity ``Femeie, 36 de ani``."""
    name = f"{person.get('family_name') or ''} {person.get('given_name') or ''}".strip()
    return name or described(person)


@register.filter
def described(person: Mapping[str, Any]) -> str:
    years = age(person)
    word = sex_in_words(person.get("sex"), years) or "Persoană"
    return f"{word}, {years_in_words(years)}" if years is not None else word


@register.filter
def sexed(person: Mapping[str, Any]) -> str:
    """``femeie``, ``băiat``; empty where it is not known."""
    return sex_in_words(person.get("sex"), age(person)).lower()


def sex_in_words(sex: str | None, years: int | None) -> str:
    """``Femeie`` or ``Bărbat``, of a child ``Fată`` or ``Băiat``; nothing where it is not known."""
    adult_from = numbers.number("adult_age")
    is_child = years is not None and adult_from is not None and years < adult_from
    return (CHILDREN if is_child else SEXES).get(sex or "", "")


@register.filter
def age(person: Mapping[str, Any]) -> int | None:
    """Years completed today; by the year alone where no more is known or may be shown."""
    return age_on(person, timezone.localdate())


def age_on(person: Mapping[str, Any], on: date) -> int | None:
    """Years completed on a day. A date known in part counts from its first day."""
    text = person.get("birth_date") or str(person.get("birth_year") or "")
    if not text:
        return None
    year, month, day = (int(part) for part in f"{text}-01-01".split("-")[:3])
    return on.year - year - ((on.month, on.day) < (month, day))


@register.filter
def years_in_words(years: int | None) -> str:
    """``1 an``, ``19 ani``, ``20 de ani``: Romanian counts so."""
    if years is None:
        return ""
    if years == 1:
        return "1 an"
    return f"{years} {'de ' if years % 100 >= 20 or (years > 0 and years % 100 == 0) else ''}ani"


@register.filter
def state(code: str | None) -> str:
    return STATES.get(code or "unknown", code or "")


@register.filter
def option(code: str | None, name: str) -> str:
    """The text of a code of a pack's list, such as ``relations``."""
    return numbers.option_text(name, code) if code else ""


@register.filter
def surely(probability: Decimal) -> str:
    """``97 %``; never 100, because only a person can be sure."""
    return "peste 99 %" if probability > Decimal("0.99") else f"{probability * 100:.0f} %"
