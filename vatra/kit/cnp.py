"""Romanian personal number (CNP): S YYMMDD CC NNN K, 13 digits.

S tells sex and century: 1/2 born 1900-1999, 3/4 born 1800-1899, 5/6 born 2000-2099; 7/8 residents
from abroad and 9 other foreigners, whose century it does not tell. Odd is male, even female; 9 tells
no sex. For 7, 8 and 9 we take the latest century (2000, else 1900) in which the birth date is real and
not after the reference date: a resident past a hundred would be read as a child, so the birth
date asked in the form decides there, and `Cnp.century_assumed` says so.

CC is the county of registration; NNN runs from 001; K is the check digit over the weights
2 7 9 1 4 6 3 5 8 2 7 9, modulo 11, 10 written as 1.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

LENGTH: Final = 13
WEIGHTS: Final = (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)
CENTURIES: Final = {"1": 1900, "2": 1900, "3": 1800, "4": 1800, "5": 2000, "6": 2000}
ASSUMED: Final = (2000, 1900)
# 41-46: Bucharest's sectors; 47, 48: sectors now dissolved; 70: registered without a county;
# 80-83 stand in numbers in use (as python-stdnum also has it).
COUNTY_CODES: Final = frozenset(
    [*(f"{code:02d}" for code in range(1, 49)), "51", "52", "70", "80", "81", "82", "83"]
)
_SEPARATORS = re.compile(r"[ .\-]")
_DIGITS = re.compile(r"[0-9]{13}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cnp:
    """What a right number says. `sex` is "m", "f" or None (first digit 9)."""

    sex: str | None
    birth_date: date
    county_code: str
    century_assumed: bool


def compact(text: str) -> str | None:
    """The 13 digits without separators, None when they are not 13 digits."""
    digits = _SEPARATORS.sub("", text)
    return digits if _DIGITS.fullmatch(digits) else None


def check_digit(first_twelve: str) -> str:
    rest = sum(w * int(d) for w, d in zip(WEIGHTS, first_twelve, strict=True)) % 11
    return "1" if rest == 10 else str(rest)


def explain(text: str, on: date | None) -> list[str]:
    """Why the number is wrong, part by part, in Romanian; empty when it is right.

    `on` is the day of the check (births after it are refused); None leaves that rule out.
    The number itself is never part of the message.
    """
    digits = _SEPARATORS.sub("", text)
    if not digits.isascii() or not digits.isdigit():
        return ["CNP-ul are numai cifre. Ștergeți literele și semnele."]
    if len(digits) != LENGTH:
        return [
            f"CNP-ul are 13 cifre, aici sunt {len(digits)}. Verificați dacă lipsește sau e în plus o cifră."
        ]
    reasons = [
        _first_digit_fault(digits),
        _date_fault(digits, on),
        _county_fault(digits),
        _serial_fault(digits),
    ]
    found = [reason for reason in reasons if reason]
    return found or _check_digit_fault(digits)


def decode(text: str, on: date | None) -> Cnp | None:
    """The parts of a right number; None when `explain` would give reasons."""
    if explain(text, on):
        return None
    digits = _SEPARATORS.sub("", text)
    birth = _birth_date(digits, on)
    if birth is None:
        return None
    sex = None if digits[0] == "9" else "mf"[(int(digits[0]) - 1) % 2]
    return Cnp(sex, birth, digits[7:9], digits[0] not in CENTURIES)


def _birth_date(digits: str, on: date | None) -> date | None:
    """The birth date in the century of the first digit; None when no day fits."""
    centuries = (CENTURIES[digits[0]],) if digits[0] in CENTURIES else ASSUMED
    days = [day for century in centuries if (day := _day(century, digits)) is not None]
    past = [day for day in days if on is None or day <= on]
    return next(iter(past or days), None)


def _day(century: int, digits: str) -> date | None:
    try:
        return date(century + int(digits[1:3]), int(digits[3:5]), int(digits[5:7]))
    except ValueError:
        return None


def _first_digit_fault(digits: str) -> str | None:
    if digits[0] != "0":
        return None
    return "Prima cifră nu poate fi 0: ea arată sexul și secolul nașterii (1–9)."


def _date_fault(digits: str, on: date | None) -> str | None:
    if digits[0] == "0":
        return None
    month, day = digits[3:5], digits[5:7]
    if not "01" <= month <= "12":
        return f"Cifrele 4–5 (luna nașterii) sunt {month}. Luna este între 01 și 12."
    birth = _birth_date(digits, on)
    if birth is None:
        return f"Cifrele 6–7 (ziua nașterii) sunt {day}. Luna {month} nu are această zi în anul scris."
    if on is not None and birth > on:
        return "Cifrele 2–7 dau o dată a nașterii în viitor. Verificați prima cifră și anul."
    return None


def _county_fault(digits: str) -> str | None:
    if digits[7:9] in COUNTY_CODES:
        return None
    return f"Cifrele 8–9 (județul) sunt {digits[7:9]}. Nu există județ cu acest cod."


def _serial_fault(digits: str) -> str | None:
    if digits[9:12] != "000":
        return None
    return "Cifrele 10–12 (numărul de ordine) nu pot fi 000."


def _check_digit_fault(digits: str) -> list[str]:
    if check_digit(digits[:12]) == digits[12]:
        return []
    return ["Ultima cifră (de control) nu se potrivește: cel puțin o cifră este greșită. Comparați cu actul."]
