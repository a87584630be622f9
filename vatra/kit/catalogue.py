"""Vulnerabilities, needs and services of a pack: read, checked, mapped to AMC-MSR both ways."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from vatra.kit import vocabulary
from vatra.kit.errors import PackError

T = TypeVar("T")
ABOUT: Final = ("person", "household", "community")


@dataclass(frozen=True, slots=True)
class Need:
    code: str
    title: str
    area: str
    sensitivity: int
    cites: tuple[str, ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class Service:
    """`amc_msr`: the ministry application's code, None when it has none."""

    code: str
    title: str
    area: str
    who: tuple[str, ...]
    group: str
    prophylaxis: str | None
    cites: tuple[str, ...]
    source: str | None
    amc_msr: str | None


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """`need`: what it calls for; `services`: its minimum package."""

    code: str
    title: str
    area: str
    group: str
    sensitivity: int
    urgency: int
    favourable: bool
    about: str
    who: tuple[str, ...]
    cites: tuple[str, ...]
    source: str | None
    amc_msr: str | None
    need: str | None
    services: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None

    def is_valid(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_to or on)


@dataclass(frozen=True, slots=True)
class Catalogue:
    needs: Mapping[str, Need] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    vulnerabilities: Mapping[str, Vulnerability] = field(default_factory=dict)


AmcKey = tuple[str, str, str]  # category, code, label: their codes alone are not unique


def to_amc(one: Vulnerability) -> AmcKey | None:
    """The ministry application's key of a vulnerability."""
    return None if one.amc_msr is None else (one.group, one.amc_msr, one.title)


def from_amc(vulnerabilities: Iterable[Vulnerability]) -> dict[AmcKey, str]:
    """Their key to our code; PackError when two of ours claim one key."""
    keys: dict[AmcKey, str] = {}
    for one in vulnerabilities:
        key = to_amc(one)
        if key is not None and keys.setdefault(key, one.code) != one.code:
            raise PackError(f"{one.code} and {keys[key]} claim the same AMC-MSR entry {key}")
    return keys


def parse(needs: Any, services: Any, vulnerabilities: Any, *, name: str = "pack") -> Catalogue:
    """The three lists checked alone and against one another; PackError names every fault."""
    faults = [
        *_entry_faults("needs", needs, _NEED_KEYS),
        *_entry_faults("services", services, _SERVICE_KEYS),
        *_entry_faults("vulnerabilities", vulnerabilities, _VULNERABILITY_KEYS),
    ]
    if not faults:
        faults = [*_reference_faults(needs, services, vulnerabilities)]
    if faults:
        raise PackError("\n".join(f"{name}: {fault}" for fault in faults))
    catalogue = Catalogue(
        {raw["code"]: _need(raw) for raw in needs},
        {raw["code"]: _service(raw) for raw in services},
        {raw["code"]: _vulnerability(raw) for raw in vulnerabilities},
    )
    from_amc(catalogue.vulnerabilities.values())
    return catalogue


_COMMON: Final = {"code", "title", "area", "cites", "source"}
_NEED_KEYS: Final = _COMMON | {"sensitivity"}
_SERVICE_KEYS: Final = _COMMON | {"who", "group", "prophylaxis", "amc_msr"}
_VULNERABILITY_KEYS: Final = _COMMON | frozenset({
    "group", "sensitivity", "urgency", "favourable", "about", "who", "amc_msr", "need", "services",
    "valid_from", "valid_to",
})  # fmt: skip
_MAY_LACK: Final = {"cites", "source", "prophylaxis", "amc_msr", "need", "services", "valid_from", "valid_to"}


def _entry_faults(kind: str, entries: Any, keys: Set[str]) -> Iterator[str]:
    if not isinstance(entries, list):
        yield f"{kind} is not a list"
        return
    codes = [raw.get("code") for raw in entries]
    if twice := sorted({str(code) for code in codes if codes.count(code) > 1}):
        yield f"{kind}: codes stand twice: {twice}"
    for raw in entries:
        yield from (f"{kind} {raw.get('code')}: {fault}" for fault in _one_entry(raw, keys))


def _one_entry(raw: Mapping[str, Any], keys: Set[str]) -> Iterator[str]:
    if unknown := sorted(set(raw) - keys):
        yield f"unknown keys {unknown}"
    if lacking := sorted(keys - set(raw) - _MAY_LACK):
        yield f"lacks {lacking}"
    if not raw.get("cites") and not raw.get("source"):
        yield "neither cites nor source"
    for key, known in _CLOSED.items():
        if key in raw and key in keys and raw[key] not in known:
            yield f"unknown {key} {raw[key]!r}"
    if unknown := [role for role in raw.get("who", ()) if role not in vocabulary.ROLES]:
        yield f"unknown roles {unknown}"


_CLOSED: Final[Mapping[str, Any]] = {
    "area": vocabulary.AREAS,
    "sensitivity": vocabulary.SENSITIVITY,
    "urgency": vocabulary.URGENCY,
    "about": ABOUT,
    "favourable": (True, False),
}


def _reference_faults(needs: Any, services: Any, vulnerabilities: Any) -> Iterator[str]:
    need_codes = {raw["code"] for raw in needs}
    service_codes = {raw["code"] for raw in services}
    for raw in vulnerabilities:
        if raw.get("need") is not None and raw["need"] not in need_codes:
            yield f"vulnerabilities {raw['code']}: no need {raw['need']}"
        if unknown := sorted(set(raw.get("services") or ()) - service_codes):
            yield f"vulnerabilities {raw['code']}: no services {unknown}"
        if raw["favourable"] and raw["urgency"] != "none":
            yield f"vulnerabilities {raw['code']}: favourable, yet urgent"


def _need(raw: Mapping[str, Any]) -> Need:
    sensitivity = vocabulary.SENSITIVITY[raw["sensitivity"]]
    return Need(raw["code"], raw["title"], raw["area"], sensitivity, _texts(raw, "cites"), raw.get("source"))


def _service(raw: Mapping[str, Any]) -> Service:
    return Service(
        code=raw["code"],
        title=raw["title"],
        area=raw["area"],
        who=_texts(raw, "who"),
        group=raw["group"],
        prophylaxis=raw.get("prophylaxis"),
        cites=_texts(raw, "cites"),
        source=raw.get("source"),
        amc_msr=raw.get("amc_msr"),
    )


def _vulnerability(raw: Mapping[str, Any]) -> Vulnerability:
    return Vulnerability(
        code=raw["code"],
        title=raw["title"],
        area=raw["area"],
        group=raw["group"],
        sensitivity=vocabulary.SENSITIVITY[raw["sensitivity"]],
        urgency=vocabulary.URGENCY[raw["urgency"]],
        favourable=raw["favourable"],
        about=raw["about"],
        who=_texts(raw, "who"),
        cites=_texts(raw, "cites"),
        source=raw.get("source"),
        amc_msr=raw.get("amc_msr"),
        need=raw.get("need"),
        services=_texts(raw, "services"),
        valid_from=_day(raw.get("valid_from")),
        valid_to=_day(raw.get("valid_to")),
    )


def _texts(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(raw.get(key) or ())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def merged(catalogues: Iterable[Catalogue]) -> Catalogue:
    """All catalogues as one; PackError when two packs use one code."""
    every = list(catalogues)
    return Catalogue(
        _union("needs", [one.needs for one in every]),
        _union("services", [one.services for one in every]),
        _union("vulnerabilities", [one.vulnerabilities for one in every]),
    )


def _union(kind: str, maps: list[Mapping[str, T]]) -> dict[str, T]:
    union: dict[str, T] = {}
    for one in maps:
        if both := sorted(set(one) & set(union)):
            raise PackError(f"two packs have the {kind} {both}")
        union.update(one)
    return union
