"""Places of a programme: the direct share, who is next, practice units, two programmes at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from vatra.packs.training import catalogue
from vatra.packs.training.catalogue import SELF


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody with a valid enrolment, or who waits for one."""

    file: str
    route: str
    valid_on: date
    order: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """A health unit of a centre where practice is done."""

    centre: str
    name: str
    places: int


@dataclass(frozen=True, slots=True)
class Placed:
    file: str
    unit: Unit | None


def share_refusal(percent: Decimal, on: date) -> str:
    """Why the direct share cannot be this; empty when it can."""
    most = catalogue.settings().at("direct_share_most", on)
    if 0 <= percent <= most:
        return ""
    return f"Cota de înscriere directă este cel mult {most} % din locuri."


def direct_places(places: int, percent: Decimal) -> int:
    """`percent` of the places, rounded down: "not larger than"."""
    return int((places * percent / 100).to_integral_value(ROUND_FLOOR))


def is_free(route: str, places: int, direct: int, taken: Iterable[str]) -> bool:
    """Whether one more of this route fits; `taken` are the routes of those who hold a place."""
    routes = list(taken)
    if len(routes) >= places:
        return False
    return route != SELF or routes.count(SELF) < direct


def next_in(waiting: Sequence[Seat], places: int, direct: int, taken: Iterable[str]) -> Seat | None:
    """Who gets the place that is free now: the day the enrolment was paid in full, then the order of entry."""
    routes = list(taken)
    ordered = sorted(waiting, key=lambda one: (one.valid_on, one.order))
    return next((one for one in ordered if is_free(one.route, places, direct, routes)), None)


def placed(files: Sequence[str], units: Sequence[Unit]) -> list[Placed]:
    """Trainees to practice units in order; who finds no place stands unplaced."""
    rooms = [unit for unit in units for _ in range(unit.places)]
    return [Placed(file, rooms[n] if n < len(rooms) else None) for n, file in enumerate(files)]


def overlap(starts: date, ends: date, others: Iterable[tuple[str, date, date]]) -> str:
    """The programme that runs on a day of this one; empty if none does."""
    return next((title for title, since, until in others if since <= ends and starts <= until), "")
