"""What the pack's files say: programmes, professions, document slots, states, settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from vatra.kit import parameters, yaml12
from vatra.kit.parameters import Parameters

ROOT: Final = Path(__file__).parent
SELF, EMPLOYER = "self", "employer"
ROUTE_TITLES: Final = {SELF: "înscriere directă", EMPLOYER: "prin angajator"}
METHODS: Final = {
    "online": "online",
    "payment_order": "ordin de plată",
    "e_banking": "internet banking",
    "postal_order": "mandat poștal",
    "other": "alt mod",
}


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of the list; `direct`: a nurse may apply herself. All are of the one kind this call opens."""

    code: str
    title: str
    position: tuple[int, ...]
    direct: bool
    kind: str = "abilities_development"


@dataclass(frozen=True, slots=True)
class Profession:
    code: str
    title: str
    cites: tuple[str, ...]
    programmes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One document of the file; see slots.yaml."""

    code: str
    number: str
    title: str
    routes: tuple[str, ...]
    when: str
    cites: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class State:
    code: str
    title: str
    tone: str
    says: str
    ours: bool = False


@cache
def programmes() -> dict[str, Programme]:
    found = (
        Programme(**{**one, "position": tuple(one["position"])}) for one in _read("matrix")["programmes"]
    )
    return {one.code: one for one in found}


@cache
def professions() -> dict[str, Profession]:
    rows = _read("matrix")["professions"]
    found = (Profession(r["code"], r["title"], tuple(r["cites"]), tuple(r["programmes"])) for r in rows)
    return {one.code: one for one in found}


@cache
def slots() -> dict[str, Slot]:
    rows = ({**one, "routes": tuple(one["routes"]), "cites": tuple(one["cites"])} for one in _read("slots"))
    return {one["code"]: Slot(**one) for one in rows}


@cache
def states() -> dict[str, State]:
    return {one["code"]: State(**one) for one in _read("states")}


@cache
def settings() -> Parameters:
    """The dated numbers of the notice and what it leaves open."""
    return parameters.parse(_read("parameters"))


def _read(name: str) -> Any:
    return yaml12.load(ROOT / f"{name}.yaml")
