"""Households as they are found in villages: who lives together, how old, how hard it is."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from vatra.demo import ids, names

BEGAN = datetime(2025, 1, 6, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Somebody:
    """An invented person. ``has_papers`` False: no identity number is known."""

    id: str
    family_name: str
    given_name: str
    sex: str
    birth_date: date
    relation: str
    id_state: str
    cnp: str | None

    def age(self, on: date) -> int:
        passed = (on.month, on.day) >= (self.birth_date.month, self.birth_date.day)
        return on.year - self.birth_date.year - (not passed)


@dataclass(frozen=True, slots=True)
class Home:
    """An invented household."""

    id: str
    people: tuple[Somebody, ...]
    hardship: float
    street: str
    number: str
    village: int


# (share, ages of adults, how many children, hardship around)
SHAPES = (
    (0.22, ((70, 88),), (0, 0), 0.22),
    (0.14, ((62, 80), (60, 78)), (0, 0), 0.12),
    (0.16, ((25, 55), (24, 52)), (1, 2), 0.14),
    (0.22, ((22, 45), (20, 42)), (2, 5), 0.34),
    (0.14, ((20, 45),), (1, 4), 0.40),
    (0.12, ((58, 80), (28, 45), (24, 42)), (1, 4), 0.30),
)


def make(choose: random.Random, villages: list[int], county: int, today: date) -> Home:
    """One household, drawn from the shapes."""
    _, adults, children, around = choose.choices(SHAPES, weights=[shape[0] for shape in SHAPES])[0]
    family = choose.choice(names.FAMILY)
    hardship = min(0.9, max(0.02, choose.gauss(around, 0.12)))
    kin = _Kin(family, county, hardship)
    people: list[Somebody] = []
    for index, (youngest, oldest) in enumerate(adults):
        sex = "f" if index == 1 or (len(adults) == 1 and choose.random() < 0.6) else "m"
        relation = "head" if index == 0 else ("spouse" if len(adults) == 2 else "child")
        born = _born(choose, today, choose.randint(youngest, oldest))
        people.append(_somebody(choose, kin, sex, born, relation))
    for _ in range(choose.randint(*children)):
        born = _born(choose, today, choose.randint(0, 17))
        sex = choose.choice("mf")
        people.append(_somebody(choose, kin, sex, born, "child"))
    number = str(choose.randint(1, 480))
    return Home(
        ids.at(choose, BEGAN),
        tuple(people),
        hardship,
        choose.choice(names.STREETS),
        number,
        choose.choice(villages),
    )


@dataclass(frozen=True, slots=True)
class _Kin:
    """What the people of one household share."""

    family: str
    county: int
    hardship: float


def _somebody(choose: random.Random, kin: _Kin, sex: str, born: date, relation: str) -> Somebody:
    hardship = kin.hardship
    given = choose.choice(names.WOMEN if sex == "f" else names.MEN)
    state = choose.choices(
        ("cnp", "none_yet", "refused", "unknown"), (1 - hardship / 5, hardship / 10, 0.02, hardship / 10)
    )[0]
    cnp = _cnp(choose, sex, born, kin.county) if state == "cnp" else None
    return Somebody(ids.at(choose, BEGAN), kin.family, given, sex, born, relation, state, cnp)


def _born(choose: random.Random, today: date, age: int) -> date:
    return today - timedelta(days=age * 365 + age // 4 + choose.randint(1, 364))


def _cnp(choose: random.Random, sex: str, born: date, county: int) -> str:
    century = {19: (1, 2), 20: (5, 6)}[born.year // 100]
    first = century[0] if sex == "m" else century[1]
    body = f"{first}{born:%y%m%d}{county:02d}{choose.randint(1, 999):03d}"
    rest = sum(int(a) * int(b) for a, b in zip(body, "279146358279", strict=True)) % 11
    return f"{body}{1 if rest == 10 else rest}"
