"""The supplements, the cumulation table and the annexes as read from their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Final

from vatra.kit import parameters, yaml12
from vatra.kit.parameters import Dated, Parameters

ROOT: Final = Path(__file__).parent
LAW: Final = "Legea-cadru 153/2017"


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be true; `setting` names a yes/no parameter without which it is not asked."""

    op: str
    text: str
    fact: str = ""
    value: Any = None
    param: str = ""
    setting: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Supplement:
    """One supplement of annex 9. `per`: post, child (one for each) or care (borne by one person)."""

    code: str
    point: str
    legal_letter: str
    title: str
    conditions: tuple[Condition, ...]
    cites: tuple[str, ...]
    per: str = "post"
    mark: str = ""
    is_of_unit: bool = False
    since: date = date.min
    until: date | None = None

    @property
    def ground(self) -> str:
        """As it stands on the sheet: point, letter of the law, annex."""
        return f"pct. {self.code}, art. 14 alin. (1) lit. {self.legal_letter}) cap. II anexa II {LAW}"


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for two supplements that meet; see cumulation.yaml."""

    rank: int
    id: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    scope: str
    kind: str
    text: str
    cites: tuple[str, ...]
    keep: str = ""
    proposal: str = ""
    only_one: bool = False
    named: str = ""

    @property
    def title(self) -> str:
        """Which supplements it is about: "I.A, I.B.3 cu I.C.1"."""
        if self.named:
            return self.named
        if self.first == self.second:
            return "Orice altă pereche" if self.first == ("*",) else f"{_named(self.first, ' și ')} între ele"
        return f"{_named(self.first, ' sau ')} cu {_named(self.second, ' sau ')}"

    def fits(self, one: str, other: str) -> bool:
        return self._way(one, other) or self._way(other, one)

    def is_first(self, one: str, other: str) -> bool:
        """Whether `one` stands on the first side of the pair."""
        return self._way(one, other)

    def _way(self, one: str, other: str) -> bool:
        return covers(self.first, one) and covers(self.second, other)


@dataclass(frozen=True, slots=True)
class Annex:
    number: int
    article: str
    title: str
    cites: tuple[str, ...]

    @property
    def ground(self) -> str:
        return f"anexa nr. {self.number}, {self.article} cap. II anexa II {LAW}"


@dataclass(frozen=True, eq=False)
class Law:
    """Everything the pack says, by day. Two laws are the same only if they are one object."""

    supplements: tuple[Supplement, ...]
    common: tuple[Condition, ...]
    rules: tuple[Rule, ...]
    annexes: tuple[Annex, ...]
    points: Mapping[str, Mapping[str, Any]]
    parameters: Parameters

    def days(self) -> list[date]:
        """Days on which anything of the law begins or ends to count."""
        found = {dated.since for one in self.parameters.by_name.values() for dated in one.values}
        found |= {one.since for one in self.supplements if one.since != date.min}
        return sorted(found)

    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.code for one in self.supplements))

    def titles(self) -> dict[str, str]:
        return {one.code: one.title for one in self.supplements}

    def range_at(self, code: str, on: date) -> tuple[Decimal | None, Decimal] | None:
        """(least, most) percentage on a day; None in front = "up to"; None before the regulation."""
        found = self.parameters.find(f"percent_{code}", on)
        if found is None:
            return None
        least, most = found
        return (None if least is None else Decimal(least)), Decimal(most)


def _named(side: tuple[str, ...], last: str) -> str:
    names = ["oricare altul" if one == "*" else one.removesuffix(".*") for one in side]
    return last.join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def covers(patterns: tuple[str, ...], code: str) -> bool:
    return any(fnmatchcase(code, pattern) for pattern in patterns)


@cache
def law() -> Law:
    """The law as it stands in the pack's files."""
    return read(yaml12.load(ROOT / "parameters.yaml"))


def read(own: Mapping[str, Any]) -> Law:
    """The law with other parameters than those of the file: an amendment that is tried."""
    raw = yaml12.load(ROOT / "supplements.yaml")
    points = raw["points"]
    return Law(
        supplements=tuple(_supplement(one, points) for one in raw["supplements"]),
        common=tuple(_condition(one) for one in raw["common"]),
        rules=tuple(_rule(rank, one) for rank, one in enumerate(yaml12.load(ROOT / "cumulation.yaml"))),
        annexes=tuple(_annex(one) for one in yaml12.load(ROOT / "annexes.yaml")),
        points=points,
        parameters=parameters.parse(own),
    )


def amended(law: Law, code: str, since: date, most: Decimal) -> Law:
    """The law with another upper limit of a supplement from a day on: a dated value more, nothing edited.

    A lower limit above it comes down with it; a fixed percentage stays fixed, at the new value.
    """
    one = law.parameters[f"percent_{code}"]
    kept = tuple(dated for dated in one.values if dated.since < since)
    least, old = (kept or one.values)[-1].value
    low = None if least is None else str(most if least == old else min(Decimal(least), most))
    values = (*kept, Dated(since, [low, str(most)]))
    names = {**law.parameters.by_name, one.name: replace(one, values=values)}
    return replace(law, parameters=Parameters(names))


def _supplement(raw: Mapping[str, Any], points: Mapping[str, Any]) -> Supplement:
    code = raw["code"]
    point = code.split(".")[0]
    return Supplement(
        code=code,
        point=point,
        legal_letter=points[point]["letter"],
        title=raw["title"],
        conditions=tuple(_condition(one) for one in raw["conditions"]),
        cites=(f"pay-2018/{code}",),
        per=raw.get("per", "post"),
        mark=raw.get("mark", ""),
        is_of_unit=raw.get("staff") == "unit",
        since=date.fromisoformat(raw["since"]) if "since" in raw else date.min,
        until=date.fromisoformat(raw["until"]) if "until" in raw else None,
    )


def _condition(raw: Mapping[str, Any]) -> Condition:
    value = raw.get("value")
    return Condition(
        op=raw["op"],
        text=raw["text"],
        fact=raw.get("fact", ""),
        value=tuple(value) if isinstance(value, list) else value,
        param=raw.get("param", ""),
        setting=raw.get("setting", ""),
        cites=tuple(raw.get("cites", ())),
    )


def _rule(rank: int, raw: Mapping[str, Any]) -> Rule:
    return Rule(
        rank=rank,
        id=raw["id"],
        first=tuple(raw["first"]),
        second=tuple(raw["second"]),
        scope=raw["scope"],
        kind=raw["rule"],
        text=raw["text"],
        cites=tuple(raw["cites"]),
        keep=raw.get("keep", ""),
        proposal=raw.get("proposal", ""),
        only_one=raw.get("may") == ["one"],
        named=raw.get("title", ""),
    )


def _annex(raw: Mapping[str, Any]) -> Annex:
    return Annex(raw["number"], raw["article"], raw["title"], tuple(raw["cites"]))
