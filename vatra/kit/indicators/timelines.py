"""From which month on a person is of which age band, and whether a count asks for that age.

A birth date has one timeline for each pair of age limits: people born on the same day share
it, and so do all the counts with the same limits.
"""

import calendar
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from vatra.kit import months, values
from vatra.kit.indicators.definitions import AGE_BANDS, band_of

MAX_AGE: Final = 130  # a band change later than this in a life is not looked for
BEFORE: Final = -1
# (first month, whether the count takes the person from then on, her age band then)
State = tuple[int, bool, int | None]
Line = tuple[State, ...]
ALWAYS: Final[Line] = ((BEFORE, True, None),)


def timeline(birth_date: str | None, first: int | None, last: int | None, by_band: bool) -> Line:
    """States of a life, in order; age is that of the last day of each month."""
    birth = values.earliest(birth_date)
    if birth is None:
        return ((BEFORE, first is None and last is None, None),)
    # Of the day only this matters: in most years the last day of February comes before the 29th.
    is_leap_day = (birth.month, birth.day) == (2, 29)
    return _timeline(months.month_of(birth), is_leap_day, (first, last), by_band)


@lru_cache(maxsize=16_384)
def _timeline(birth: int, is_leap_day: bool, limits: tuple[int | None, int | None], by_band: bool) -> Line:
    first, last = limits
    has_limits = limits != (None, None)
    ages = {low for low, _ in AGE_BANDS} | {first or 0, (MAX_AGE if last is None else last) + 1}
    turning = {BEFORE} | {birth + age * 12 for age in ages}
    if is_leap_day:
        turning |= {month + 1 for month in turning}
    states: list[State] = []
    for month in sorted(turning):
        age = _age(birth, is_leap_day, month)
        is_in = not has_limits or (age is not None and (first or 0) <= age and (last is None or age <= last))
        band = band_of(age) if by_band and age is not None else None
        if not states or states[-1][1:] != (is_in, band):
            states.append((month, is_in, band))
    return tuple(states)


def _age(birth: int, is_leap_day: bool, month: int) -> int | None:
    """Full years on the last day of the month; None before birth."""
    if month < birth:
        return None
    years, rest = divmod(month - birth, 12)
    is_early = is_leap_day and rest == 0 and not calendar.isleap(months.year_month(month)[0])
    return years - 1 if is_early else years


def state_at(line: Line, month: int) -> tuple[bool, int | None]:
    """Whether the person is counted at the end of the month, and her band."""
    _, is_in, band = line[_index(line, month)]
    return is_in, band


def changes(line: Line, begin: int, end: int | None) -> Iterator[tuple[int, int, int | None]]:
    """``(month, +1 or -1, band)`` of something that stands from ``begin`` until before ``end``."""
    if end is not None and end <= begin:
        return
    standing: tuple[int | None] | None = None
    for month, is_in, band in line[_index(line, begin) :]:
        at = max(month, begin)
        if end is not None and at >= end:
            break
        if standing is not None and (not is_in or standing[0] != band):
            yield at, -1, standing[0]
            standing = None
        if is_in and standing is None:
            standing = (band,)
            yield at, 1, band
    if standing is not None and end is not None:
        yield end, -1, standing[0]


def _index(line: Line, month: int) -> int:
    return 0 if len(line) == 1 else bisect_right(line, month, key=lambda state: state[0]) - 1
