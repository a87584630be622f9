"""Written procedures of a programme and their versions, each in force from a day.

`procedures.yaml` says which forms and which kinds of dossier follow a procedure; one procedure of
a pack may be the default of its forms. A form names the version in force on the day it is opened,
a dossier the one in force on the day it was opened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from vatra.kit.errors import PackError
from vatra.kit.vocabulary import ROLES

_NEEDED: Final = {"code", "title", "owner", "cites", "versions"}
_MORE: Final = {"forms", "dossiers", "default"}


@dataclass(frozen=True, slots=True)
class Version:
    """One version; ``source`` names the act or document that holds it, ``steps`` its course in short."""

    number: str
    since: date
    source: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """``forms`` are full ids (pack/name)."""

    code: str
    title: str
    owner: str
    cites: tuple[str, ...]
    versions: tuple[Version, ...]
    forms: frozenset[str] = frozenset()
    dossiers: frozenset[str] = frozenset()
    is_default: bool = False

    def at(self, on: date) -> Version | None:
        """The version in force on a day; None before the first."""
        begun = [version for version in self.versions if version.since <= on]
        return begun[-1] if begun else None


@dataclass(frozen=True, slots=True)
class Followed:
    """What a form or a dossier names: a procedure and its version of a day."""

    procedure: Procedure
    version: Version


def parse(raw: Iterable[Mapping[str, Any]], pack: str) -> tuple[Procedure, ...]:
    """The procedures of a pack's procedures.yaml; PackError says what is wrong."""
    found = tuple(_procedure(one, pack) for one in raw)
    if len({one.code for one in found}) != len(found):
        raise PackError(f"{pack}: two procedures share a code")
    if sum(one.is_default for one in found) > 1:
        raise PackError(f"{pack}: two procedures are the default")
    for name, what in (("form", "forms"), ("kind of dossier", "dossiers")):
        named = [each for one in found for each in getattr(one, what)]
        if twice := sorted({each for each in named if named.count(each) > 1}):
            raise PackError(f"{pack}: a {name} follows two procedures: {twice}")
    return found


def check(found: Iterable[Procedure], forms: Iterable[str], kinds: Iterable[str]) -> None:
    """PackError on a form or a kind of dossier that the pack has not."""
    known, deriving = set(forms), set(kinds)
    for one in found:
        if strangers := sorted((one.forms - known) | (one.dossiers - deriving)):
            raise PackError(f"procedure {one.code}: unknown {strangers}")


def of_form(found: Iterable[Procedure], form_id: str, on: date) -> Followed | None:
    """What a form of the pack follows on a day: the procedure that names it, else the default."""
    every = tuple(found)
    named = [one for one in every if form_id in one.forms] or [one for one in every if one.is_default]
    return followed(named, on)


def of_dossier(found: Iterable[Procedure], kind: str, on: date) -> Followed | None:
    """What a dossier of the kind, opened on a day, follows."""
    return followed([one for one in found if kind in one.dossiers], on)


def followed(named: Iterable[Procedure], on: date) -> Followed | None:
    """The first of the procedures with its version of a day; None without either."""
    procedure = next(iter(named), None)
    version = procedure.at(on) if procedure else None
    return Followed(procedure, version) if procedure and version else None


def _procedure(raw: Mapping[str, Any], pack: str) -> Procedure:
    name = f"{pack}: procedure {raw.get('code')}"
    if missing := sorted(_NEEDED - set(raw)):
        raise PackError(f"{name}: lacks {missing}")
    if unknown := sorted(set(raw) - _NEEDED - _MORE):
        raise PackError(f"{name}: unknown keys {unknown}")
    if raw["owner"] not in ROLES:
        raise PackError(f"{name}: unknown owner {raw['owner']}")
    versions = tuple(_version(one, name) for one in raw["versions"])
    if not versions or any(a.since >= b.since for a, b in pairwise(versions)):
        raise PackError(f"{name}: versions are in order of date, at least one")
    return Procedure(
        code=raw["code"],
        title=raw["title"],
        owner=raw["owner"],
        cites=tuple(raw["cites"]),
        versions=versions,
        forms=frozenset(f"{pack}/{form}" for form in raw.get("forms", ())),
        dossiers=frozenset(raw.get("dossiers", ())),
        is_default=bool(raw.get("default", False)),
    )


def _version(raw: Mapping[str, Any], name: str) -> Version:
    if set(raw) - {"steps"} != {"version", "from", "source"}:
        raise PackError(f"{name}: a version has version, from and source")
    since, steps = date.fromisoformat(raw["from"]), tuple(raw.get("steps", ()))
    return Version(str(raw["version"]), since, raw["source"], steps)
