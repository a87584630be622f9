"""What the computation looks at: dated facts of employer, places of work, staff, care and decisions.

Everything counts from a day on. Of two facts of one thing the one that begins later holds; a fact that
ended leaves nothing. The order in which facts came in never matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar


class Lasting(Protocol):
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


L = TypeVar("L", bound=Lasting)


@dataclass(frozen=True, slots=True)
class Period:
    """Facts (`body`) that hold from `since` to `until`, both included."""

    since: date
    until: date | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Care:
    """One person cared for. `marks`: which supplements the ground opens, never the ground itself."""

    ref: str
    kind: str  # child, adult, elderly
    since: date
    until: date | None
    marks: frozenset[str] = frozenset()
    starts: date | None = None  # these marks count from here on; `since` is the day the person came


@dataclass(frozen=True, slots=True)
class Post:
    """One employment of a person; `periods` hold position, category, workplace, base, contract, home."""

    number: str
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Employee:
    id: str
    number: str
    name: str
    posts: tuple[Post, ...]
    care: tuple[Care, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The percentage the employer set, for whom it names; None = for all."""

    code: str
    percent: Decimal
    since: date
    until: date | None
    number: str
    decided_on: date
    workplace: str | None = None
    category: str | None = None
    employee: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided where the text is silent: `keep` is both, or the code that stays."""

    rule: str
    keep: str
    since: date
    until: date | None
    reason: str
    number: str = ""
    workplace: str | None = None
    employee: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Employer:
    """The employer's own facts (`kind`), its places of work, their localities, what it decided."""

    periods: tuple[Period, ...]
    workplaces: Mapping[str, tuple[Period, ...]]
    localities: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    choices: tuple[Choice, ...] = ()


def cared_for(cared: Sequence[Care], on: date) -> list[Care]:
    """Who is cared for on a day, with the marks of that day, in order of arrival."""
    present = [
        one for one in cared if (one.starts or one.since) <= on and (one.until is None or on <= one.until)
    ]
    return sorted(present, key=lambda one: (one.since, one.ref))


def holds(one: Lasting, on: date) -> bool:
    return one.since <= on and (one.until is None or on <= one.until)


def state(periods: Iterable[Period], on: date) -> Period | None:
    """The fact that counts on a day; None before the first and after the last one ended."""
    begun = [one for one in periods if one.since <= on]
    if not begun:
        return None
    last = begun[0] if len(begun) == 1 else max(begun, key=_order)
    return last if last.until is None or on <= last.until else None


def _order(one: Period) -> tuple[date, str]:
    return one.since, repr(sorted(one.body.items(), key=lambda pair: pair[0]))


def current(things: Sequence[L], on: date) -> list[L]:
    return [one for one in things if holds(one, on)]
