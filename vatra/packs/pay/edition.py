"""The law as it counts on a day: conditions with their numbers filled in, ranges, settings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from vatra.packs.pay.catalogue import Condition, Law, Supplement

Range = tuple[Decimal | None, Decimal]


@dataclass(frozen=True, eq=False)
class Edition:
    """One is kept for each stretch of days without a change of the law."""

    since: date
    supplements: tuple[Supplement, ...]
    common: tuple[Condition, ...]
    ranges: Mapping[str, Range]
    rounding: tuple[Decimal, str]
    part_month: str
    first_child_paid: int


def at(law: Law, on: date) -> Edition | None:
    """The edition of a day; None before the regulation."""
    days = _days(law)
    place = bisect_right(days, on)
    return _edition(law, days[place - 1]) if place else None


@lru_cache(maxsize=8)
def _days(law: Law) -> list[date]:
    ends = {one.until for one in law.supplements if one.until is not None}
    return sorted({*law.days(), *(date.fromordinal(end.toordinal() + 1) for end in ends)})


@lru_cache(maxsize=256)
def _edition(law: Law, on: date) -> Edition | None:
    own = law.parameters
    if own.find("applies", on) is None:
        return None
    counting = [one for one in law.supplements if one.since <= on and (one.until is None or on <= one.until)]
    ranges = {one.code: found for one in counting if (found := law.range_at(one.code, on)) is not None}
    return Edition(
        since=on,
        supplements=tuple(_filled(one, law, on) for one in counting if one.code in ranges),
        common=law.common,
        ranges=ranges,
        rounding=(Decimal(own.at("rounding_step", on)), own.at("rounding_mode", on)),
        part_month=own.at("part_month", on),
        first_child_paid=own.at("first_child_paid", on),
    )


def _filled(one: Supplement, law: Law, on: date) -> Supplement:
    asked = [each for each in one.conditions if not each.setting or law.parameters.at(each.setting, on)]
    return replace(one, conditions=tuple(_number(each, law, on) for each in asked))


def _number(one: Condition, law: Law, on: date) -> Condition:
    if not one.param:
        return one
    value = law.parameters.at(one.param, on)
    return replace(one, value=value, text=one.text.replace("{value}", str(value)))
