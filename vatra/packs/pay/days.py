"""Months, spans and their days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

Month = tuple[int, int]  # year, month
Span = tuple[date, date]  # both days included
SATURDAY = 5


def whole(month: Month) -> Span:
    return date(*month, 1), date(*month, monthrange(*month)[1])


def month_of(day: date) -> Month:
    return day.year, day.month


def following(month: Month) -> Month:
    return (month[0] + 1, 1) if month[1] == 12 else (month[0], month[1] + 1)


def cuts(first: date, last: date, since: date, until: date | None) -> Iterable[date]:
    """Days of the month, after the first, on which something that lasts changes the state."""
    if first < since <= last:
        yield since
    if until is not None and first <= until < last:
        yield until + timedelta(days=1)


def spans(first: date, last: date, changes: Iterable[date]) -> list[Span]:
    """The month cut at the days of change."""
    starts = sorted({first, *changes})
    ends = [start - timedelta(days=1) for start in starts[1:]] + [last]
    return list(zip(starts, ends, strict=True))


def counted(since: date, until: date, basis: str) -> int:
    """Days of a span: all of them (calendar) or Monday to Friday (weekdays)."""
    many = (until - since).days + 1
    if basis == "calendar":
        return many
    return sum((since + timedelta(days=n)).weekday() < SATURDAY for n in range(many))
