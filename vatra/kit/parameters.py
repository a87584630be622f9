"""Numbers of the law: dated values, each with its citation. Code holds none.

Python and the phone resolve them alike: the value whose `from` is the latest not after the date.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from vatra.kit.errors import PackError

Value = int | str | bool | tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """`value` counts from this day on; `last_checked_on` = when a person last read the source."""

    since: date
    value: Any
    last_checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    title: str
    unit: str | None
    cites: tuple[str, ...]
    source: str | None
    values: tuple[Dated, ...]

    def at(self, on: date | str) -> Any:
        """The value that counts on a day; PackError before the first dated value."""
        value = self.find(on)
        if value is None:
            raise PackError(f"parameter {self.name} has no value on {on}")
        return value

    def find(self, on: date | str) -> Any:
        """The value that counts on a day, None before the first dated value."""
        day = on if isinstance(on, date) else date.fromisoformat(on)
        counting = [dated.value for dated in self.values if dated.since <= day]
        return counting[-1] if counting else None


@dataclass(frozen=True, slots=True)
class Parameters:
    """The dated parameters of one pack."""

    by_name: Mapping[str, Parameter] = field(default_factory=dict)

    def at(self, name: str, on: date | str) -> Any:
        return self[name].at(on)

    def find(self, name: str, on: date | str) -> Any:
        """The value on a day, None when there is none: forms read a missing number as missing."""
        parameter = self.by_name.get(name)
        return parameter.find(on) if parameter else None

    def __getitem__(self, name: str) -> Parameter:
        if name not in self.by_name:
            raise PackError(f"unknown parameter {name}")
        return self.by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    def as_json(self) -> dict[str, list[dict[str, Any]]]:
        """`{name: [{from, value}]}`, ordered by date: what an evaluation needs."""
        return {
            name: [{"from": d.since.isoformat(), "value": d.value} for d in parameter.values]
            for name, parameter in sorted(self.by_name.items())
        }

    def described(self) -> dict[str, dict[str, Any]]:
        """With title, unit and source, so that the phone can answer *why?*."""
        dated = self.as_json()
        return {
            name: {
                "title": parameter.title,
                "unit": parameter.unit,
                "cites": list(parameter.cites),
                "source": parameter.source,
                "values": dated[name],
            }
            for name, parameter in sorted(self.by_name.items())
        }


def parse(raw: Mapping[str, Any]) -> Parameters:
    """Parameters from the mapping of parameters.yaml; PackError says what is wrong."""
    return Parameters({name: _parameter(name, body) for name, body in raw.items()})


def _parameter(name: str, raw: Mapping[str, Any]) -> Parameter:
    unknown = set(raw) - {"title", "unit", "cites", "source", "values", "note"}
    if unknown:
        raise PackError(f"parameter {name}: unknown keys {sorted(unknown)}")
    if not raw.get("title"):
        raise PackError(f"parameter {name}: no title")
    if not raw.get("cites") and not raw.get("source"):
        raise PackError(f"parameter {name}: neither cites nor source")
    values = tuple(_dated(name, value) for value in raw.get("values") or ())
    if not values:
        raise PackError(f"parameter {name}: no values")
    if any(a.since >= b.since for a, b in pairwise(values)):
        raise PackError(f"parameter {name}: values are not in order of date")
    cites = tuple(raw.get("cites") or ())
    return Parameter(name, raw["title"], raw.get("unit"), cites, raw.get("source"), values)


def _dated(name: str, raw: Mapping[str, Any]) -> Dated:
    if "from" not in raw or "value" not in raw:
        raise PackError(f"parameter {name}: a value needs `from` and `value`")
    checked = raw.get("last_checked_on")
    return Dated(
        date.fromisoformat(raw["from"]),
        raw["value"],
        date.fromisoformat(checked) if checked else None,
    )
