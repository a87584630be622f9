"""Documents that packs declare: `documents/<code>.yaml` in a pack's folder, found by walking.

    code: trimitere            # the address: /documente/trimitere/<id>.pdf
    title: Scrisoare de trimitere
    cites: [protocol-2017/3.4.p.1]
    about: record              # record | case | place | report | form
    source: referral           # who gathers its data (vatra.office.documents); the template's name if left out
    template: referral         # a template of vatra/documents/templates, or <name>.typ beside the yaml
    forms: [integrated_services/referral]    # about a record: of which forms; none named = of any
    kinds: [case]              # about a case: of which kinds of dossier; none named = of any
    roles: [community_nurse]   # who makes it; none named = everybody who may read its subject
    levels: [local]            # none named = local

Words that a template needs and the law decides stand in `texts:` and reach it as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from vatra.documents import press
from vatra.kit import clauses, packs, yaml12
from vatra.kit.errors import PackError
from vatra.kit.packs import HOME, Library
from vatra.kit.vocabulary import ACTIVE_ROLES, LEVELS

ABOUT: Final = ("record", "case", "place", "report", "form")
NEEDED: Final = ("code", "title", "cites", "about", "template")
MORE: Final = ("source", "forms", "kinds", "roles", "levels", "texts", "lead", "is_dated")


@dataclass(frozen=True, slots=True)
class Declared:
    """One kind of document. `template` is the file that sets it."""

    code: str
    title: str
    cites: tuple[str, ...]
    about: str
    source: str
    template: Path
    lead: str = ""
    forms: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset({"local"})
    texts: Mapping[str, Any] = field(default_factory=dict)
    is_dated: bool = False  # of a place: asks as of which day


def documents(packages: tuple[str, ...] = (HOME,)) -> Mapping[str, Declared]:
    """Every declared document by code, read once a process."""
    return _documents(packages)


@cache
def _documents(packages: tuple[str, ...]) -> Mapping[str, Declared]:
    return load(packs.library(packages))


def load(library: Library) -> dict[str, Declared]:
    """What the packs of the library declare; PackError on a fault or on one code twice."""
    found: dict[str, Declared] = {}
    for pack in library.packs:
        for path in sorted((pack.root / "documents").glob("*.yaml")):
            one = _read(path, library)
            if one.code in found:
                raise PackError(f"{path.name}: two documents are called {one.code}")
            found[one.code] = one
    return found


def _read(path: Path, library: Library) -> Declared:
    raw = yaml12.load(path)
    template = _template(path, raw["template"])
    faults = [*_faults(raw, library), *([] if template.exists() else [f"no template {raw['template']}"])]
    if faults:
        raise PackError("\n".join(f"{path.name}: {fault}" for fault in faults))
    return Declared(
        code=raw["code"],
        title=raw["title"],
        cites=tuple(raw["cites"]),
        about=raw["about"],
        source=raw.get("source", raw["template"]),
        template=template,
        lead=raw.get("lead", ""),
        forms=frozenset(raw.get("forms", ())),
        kinds=frozenset(raw.get("kinds", ())),
        roles=frozenset(raw.get("roles", ())),
        levels=frozenset(raw.get("levels", ("local",))),
        texts=raw.get("texts", {}),
        is_dated=raw.get("is_dated", False),
    )


def _template(path: Path, name: str) -> Path:
    own = path.parent / f"{name}.typ"
    return own if own.exists() else press.TEMPLATES / f"{name}.typ"


def _faults(raw: Mapping[str, Any], library: Library) -> Iterable[str]:
    yield from (f"unknown key {key}" for key in sorted(set(raw) - {*NEEDED, *MORE}))
    yield from (f"no {key}" for key in NEEDED if key not in raw)
    if raw.get("about") not in ABOUT:
        yield f"about is one of {', '.join(ABOUT)}"
    kinds = {kind.code for pack in library.packs for kind in pack.dossiers}
    known = {
        "forms": set(library.versions),
        "kinds": kinds,
        "roles": set(ACTIVE_ROLES),
        "levels": set(LEVELS),
    }
    for key, names in known.items():
        yield from (f"{key}: no {name}" for name in sorted(set(raw.get(key, ())) - names))


@cache
def labels() -> Mapping[str, str]:
    """Clause id -> how a reader knows it: "Protocolul din 2017, art. 3 alin. (3) lit. j)"."""
    return {one.id: one.label for pack in packs.library().packs for one in clauses.load(pack.root)}
