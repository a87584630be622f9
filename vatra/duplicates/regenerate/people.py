"""An invented county: households with parents, children, twins and fathers named as their sons."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from uuid import UUID

from vatra.duplicates.entered import Entered
from vatra.duplicates.regenerate.names import MEN, STREETS, WOMEN, families

COMMUNES = 40
VILLAGES = 5  # of a commune
TWINS, NAMESAKES = 0.04, 0.08  # households with twins; with a child named as the parent
HAS_CNP = 0.85


@dataclass(slots=True)
class County:
    """Draws people from one seed; names by frequency (the most frequent some hundred times the rarest)."""

    choose: random.Random

    def people(self, persons: int) -> Iterator[Entered]:
        made = 0
        while made < persons:
            household = list(self._household())
            made += len(household)
            yield from household

    def given(self, sex: str) -> str:
        names = WOMEN if sex == "f" else MEN
        one = self._often(names)
        if self.choose.random() < 0.3:
            other = self._often(names)
            return one if other == one else f"{one}{self.choose.choice((' ', '-'))}{other}"
        return one

    def family(self) -> str:
        return self._often(FAMILIES)

    def cnp(self) -> str:
        """A keyed digest stands for the number: equal for equal numbers, nothing else."""
        return f"{self.choose.getrandbits(128):032x}" if self.choose.random() < HAS_CNP else ""

    def _often(self, names: tuple[str, ...]) -> str:
        weights = _zipf(len(names))
        return self.choose.choices(names, cum_weights=weights)[0]

    def _household(self) -> Iterator[Entered]:
        family, home = self.family(), self.home()
        elder = date(1940, 1, 1) + timedelta(days=self.choose.randrange(365 * 66))
        parents = [
            self._person(home, family, sex, elder) for sex in ("m", "f")[: self.choose.choice((1, 2, 2))]
        ]
        yield from parents
        for _ in range(self.choose.choice((0, 0, 1, 1, 2, 3))):
            born = elder + timedelta(days=365 * 19 + self.choose.randrange(365 * 20))
            if born > date(2026, 10, 1):
                continue
            child = self._person(home, family, self.choose.choice("mf"), born, spread=0)
            if self.choose.random() < NAMESAKES:
                namesake = self.choose.choice(parents)
                child = replace(child, given=namesake.given, sex=namesake.sex)
            yield child
            twin = self.given(child.sex)
            if self.choose.random() < TWINS and twin != child.given:
                yield replace(child, id=self._id(), given=twin, cnp=self.cnp())

    def home(self) -> Entered:
        commune = 1 + self.choose.randrange(COMMUNES)
        return Entered(
            *("", "", "", "", "", "", "", self._id(), commune),
            commune * 100 + self.choose.randrange(VILLAGES),
            self.choose.choice(STREETS),
            str(1 + self.choose.randrange(300)),
        )

    def _person(self, home: Entered, family: str, sex: str, about: date, spread: int = 2000) -> Entered:
        born = about + timedelta(days=self.choose.randrange(-spread, spread + 1))
        return replace(
            home, id=self._id(), family=family, given=self.given(sex), birth=born.isoformat(), sex=sex,
            cnp=self.cnp(),
        )  # fmt: skip

    def _id(self) -> str:
        return str(UUID(int=self.choose.getrandbits(128)))


FAMILIES = tuple(families())


def _zipf(size: int) -> list[float]:
    if size not in _WEIGHTS:
        _WEIGHTS[size] = list(accumulate(1 / (rank + 10) for rank in range(size)))
    return _WEIGHTS[size]


_WEIGHTS: dict[int, list[float]] = {}
