"""Words and figures as a Romanian office prints them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final

NBSP: Final = "\u00a0"
MONTHS: Final = (
    *("ianuarie", "februarie", "martie", "aprilie", "mai", "iunie"),
    *("iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie"),
)


def day(value: date | datetime | str | None) -> str:
    """``21 noiembrie 2026``; a partial date says what is known of it."""
    if not value:
        return ""
    text = value if isinstance(value, str) else value.isoformat()
    parts = text[:10].split("-")
    if len(parts) == 1:
        return parts[0]
    named = f"{MONTHS[int(parts[1]) - 1]}{NBSP}{parts[0]}"
    return named if len(parts) == 2 else f"{int(parts[2])}{NBSP}{named}"


def short(value: date | datetime | str | None) -> str:
    """``21.11.2026``, for columns of tables."""
    if not value:
        return ""
    text = value if isinstance(value, str) else value.isoformat()
    return ".".join(reversed(text[:10].split("-")))


def amount(number: int | str | Decimal, unit: str = "") -> str:
    """``12 kg``, ``95 %``: the unit never goes to the next line; decimals by comma."""
    text = str(number).replace(".", ",")
    return f"{text}{NBSP}{unit}" if unit else text


def count(number: int, one: str, many: str) -> str:
    """``o persoană``, ``19 persoane``, ``20 de persoane``."""
    if number == 1:
        return one
    rest = number % 100
    joint = f"de{NBSP}" if number and (rest == 0 or rest >= 20) else ""
    return f"{number}{NBSP}{joint}{many}"


def listed(parts: list[str]) -> str:
    """``a, b și c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} și {parts[-1]}" if parts else ""
