"""Dates, decimals and comparison of answers, alike in Python and on the phone.

None means missing. Numbers travel as whole numbers or decimal text, never as floats.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import ge, gt, le, lt
from typing import Any, Final, Literal

Kind = Literal["number", "date", "time", "boolean", "list", "text", "none"]

MAX_INTEGER: Final = 2**53 - 1  # beyond it JavaScript loses digits
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?", re.ASCII)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)

ORDER: Final[dict[str, Callable[[Any, Any], bool]]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
HALF: Final = Fraction(1, 2)


def is_whole(value: Any) -> bool:
    """A whole number that both languages hold exactly; a boolean is not one."""
    return type(value) is int and -MAX_INTEGER <= value <= MAX_INTEGER


def decimal(value: Any) -> Decimal | None:
    """The number of a whole number or of decimal text, else None."""
    if is_whole(value):
        return Decimal(value)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    return None


def decimal_text(number: Decimal) -> str:
    """Shortest text: 6.20 is "6.2", -0 is "0"."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def divided(left: Decimal, right: Decimal, places: int = 2) -> str | None:
    """Quotient rounded half away from zero; None when dividing by zero."""
    if right == 0:
        return None
    scaled = Fraction(left) / Fraction(right) * 10**places
    rounded = int(abs(scaled) + HALF) * (-1 if scaled < 0 else 1)
    return decimal_text(Decimal(rounded).scaleb(-places))


def earliest(value: Any) -> date | None:
    """First day that a full or partial date can mean; None when it is no real date."""
    return _earliest(value) if isinstance(value, str) else None


@lru_cache(maxsize=16_384)
def _earliest(value: str) -> date | None:
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def precision(value: str) -> str:
    """`day`, `month` or `year`: how exact a date text is."""
    return {10: "day", 7: "month"}.get(len(value), "year")


def is_day(value: Any) -> bool:
    return isinstance(value, str) and precision(value) == "day" and earliest(value) is not None


def is_time(value: Any) -> bool:
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def _as_boolean(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _as_time(value: Any) -> str | None:
    return value if is_time(value) else None


def _as_text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


_READ: Final[dict[str, Callable[[Any], Any]]] = {
    "number": decimal,
    "date": earliest,
    "time": _as_time,
    "boolean": _as_boolean,
    "text": _as_text,
}


def comparison(kind: str, op: str) -> Callable[[Any, Any], bool]:
    """The test `left op right` for sides of one kind; what cannot be compared is only `!=`."""
    read = _READ[kind]
    compare = ORDER.get(op)

    def test(left: Any, right: Any) -> bool:
        first, second = read(left), read(right)
        if first is None or second is None:
            return op == "!="
        if compare is not None:
            return compare(first, second)
        return (first == second) is (op == "=")

    return test


def holds_member(values: Any, code: Any) -> bool:
    """Whether a list, or a list inside it, holds the code."""
    if not isinstance(values, list | tuple) or code is None:
        return False
    return any(_same(one, code) or holds_member(one, code) for one in values)


def _same(left: Any, right: Any) -> bool:
    """Equal and of one type: true is not 1, and 1 is not "1"."""
    return type(left) is type(right) and bool(left == right)
