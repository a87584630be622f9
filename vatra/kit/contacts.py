"""Text with a named format: personal number, telephone, e-mail. The phone keeps the same rules.

cnp: spaces, hyphens and points are dropped; see `cnp` for what a right number is.
phone: spaces, points, hyphens, slashes and brackets are dropped; `0040`, `+40` or one leading `0`
become `+40`; Romanian: 9 digits after it, the first 2, 3, 7 or 8; foreign: `+` and 8 to 15 digits.
email: the everyday shape only, at most 254 signs.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from vatra.kit import cnp

_DROPPED_IN_PHONE = re.compile(r"[ .\-/()]")
_ROMANIAN = re.compile(r"\+40[2378][0-9]{8}", re.ASCII)
_FOREIGN = re.compile(r"\+(?!40)[1-9][0-9]{7,14}", re.ASCII)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}", re.ASCII)
MAX_EMAIL: Final = 254


def phone(text: str) -> str | None:
    """The number as `+40722123456`, None when it is not one."""
    digits = _DROPPED_IN_PHONE.sub("", text)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("0"):
        digits = "+40" + digits[1:]
    return digits if _ROMANIAN.fullmatch(digits) or _FOREIGN.fullmatch(digits) else None


def email(text: str) -> str | None:
    return text if len(text) <= MAX_EMAIL and _EMAIL.fullmatch(text) else None


def canonical(name: str, text: str) -> str:
    """The text as it is kept: tidied when it can be read, else as written."""
    return _TIDY[name](text) or text


def faults(name: str, text: str, on: date | None) -> list[str]:
    """Reasons in Romanian why a tidied text is wrong; empty when it is right."""
    if name == "cnp":
        return cnp.explain(text, on)
    return [] if _TIDY[name](text) else [_REASONS[name]]


_TIDY: Final[Mapping[str, Callable[[str], str | None]]] = {"cnp": cnp.compact, "phone": phone, "email": email}
_REASONS: Final[Mapping[str, str]] = {
    "phone": "Scrieți numărul cu 10 cifre, de exemplu 0722 123 456, sau cu prefixul țării, de exemplu +39…",
    "email": "Scrieți adresa întreagă, de exemplu nume@exemplu.ro.",
}
FORMATS: Final = tuple(_TIDY)
