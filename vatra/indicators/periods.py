"""Periods of figures: whole months, quarters, years; a month is ``year * 12 + month - 1``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vatra.kit import months

_TEXT = re.compile(r"(\d{4})(?:-(\d{2})|-T([1-4]))?", re.ASCII)


class PeriodError(ValueError):
    """The text names no period."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """``first`` and ``last`` month, both included. Stocks are read at the end of ``last``."""

    first: int
    last: int

    @property
    def text(self) -> str:
        """``2026-11``, ``2026-T4`` or ``2026``: the form that stands in URLs."""
        year, month = divmod(self.first, 12)
        if self.last == self.first:
            return f"{year}-{month + 1:02d}"
        return str(year) if self.last - self.first == 11 else f"{year}-T{month // 3 + 1}"

    @property
    def title(self) -> str:
        """``noiembrie 2026``, ``trimestrul 4 din 2026``, ``anul 2026``."""
        year, month = divmod(self.first, 12)
        if self.last == self.first:
            return months.title(self.first)
        if self.last - self.first == 11:
            return f"anul {year}"
        return f"trimestrul {month // 3 + 1} din {year}"

    @property
    def ends_on(self) -> date:
        """The reference date: ages and states are those of this day."""
        return months.last_day(self.last)

    @property
    def before(self) -> Period:
        """The period of the same length just before."""
        length = self.last - self.first + 1
        return Period(self.first - length, self.last - length)

    def back(self, count: int) -> Iterator[Period]:
        """``count`` periods that end with this one, oldest first."""
        length = self.last - self.first + 1
        for step in range(count - 1, -1, -1):
            yield Period(self.first - step * length, self.last - step * length)


def parse(text: str) -> Period:
    """The period that ``Period.text`` writes. Raises PeriodError."""
    match = _TEXT.fullmatch(text)
    if match is None:
        raise PeriodError("Perioada se scrie 2026, 2026-T4 sau 2026-11.")
    year, month, quarter = match.groups()
    start = int(year) * 12
    if month:
        if not 1 <= int(month) <= 12:
            raise PeriodError("Luna este între 01 și 12.")
        return Period(start + int(month) - 1, start + int(month) - 1)
    if quarter:
        first = start + (int(quarter) - 1) * 3
        return Period(first, first + 2)
    return Period(start, start + 11)


def month_of(day: date) -> Period:
    month = months.month_of(day)
    return Period(month, month)
