"""Months as integers, `year * 12 + month - 1`: cheap to store, compare and add."""

import calendar
from datetime import date
from functools import lru_cache

NAMES = (
    "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie",
    "iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie",
)  # fmt: skip


def month_of(on: date) -> int:
    return on.year * 12 + on.month - 1


def year_month(month: int) -> tuple[int, int]:
    """(year, month 1..12)."""
    year, index = divmod(month, 12)
    return year, index + 1


def first_day(month: int) -> date:
    return date(*year_month(month), 1)


@lru_cache(maxsize=4096)
def last_day(month: int) -> date:
    year, number = year_month(month)
    return date(year, number, calendar.monthrange(year, number)[1])


def title(month: int) -> str:
    """`noiembrie 2026`."""
    year, number = year_month(month)
    return f"{NAMES[number - 1]} {year}"


def iso(month: int) -> str:
    """`2026-11`."""
    year, number = year_month(month)
    return f"{year:04d}-{number:02d}"


def parse(text: str) -> int:
    """Month of `2026-11` (or of a whole ISO date); ValueError when it is neither."""
    return month_of(date.fromisoformat(f"{text[:7]}-01"))
