"""A pack is one legal programme in one folder; here packs are found and their files read.

A pack is a Python package below `vatra.packs` that holds `PACK`. No list of packs stands
anywhere: discovery walks the package. Tests pass their own package to find a toy pack.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vatra.kit.dossiers import DossierKind
from vatra.kit.errors import PackError, UnknownFormError
from vatra.kit.parameters import Parameters

HOME = "vatra.packs"


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack's `__init__.py` exposes as PACK; the rest is in its files."""

    code: str
    title: str
    root: Path
    dossiers: tuple[DossierKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the installed packs say, read and checked. Forms are keyed (id, version)."""

    packs: tuple[Pack, ...] = ()
    forms: Mapping[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    parameters: Mapping[str, Parameters] = field(default_factory=dict)

    def form(self, form_id: str, version: str | None = None) -> dict[str, Any]:
        """The compiled form; the newest version unless one is named. UnknownFormError if none."""
        if version is None:
            version = max((v for i, v in self.forms if i == form_id), key=_number, default="")
        if (form_id, version) not in self.forms:
            raise UnknownFormError(f"{form_id} version {version or 'newest'}")
        return self.forms[form_id, version]

    def parameters_of(self, form_id: str) -> Parameters:
        """Parameters of the pack that holds the form."""
        return self.parameters[form_id.split("/", maxsplit=1)[0]]


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def discover(packages: Iterable[str] = (HOME,)) -> tuple[Pack, ...]:
    """Packs found below the given packages, ordered by code; PackError on two of one code."""
    packs = sorted((pack for name in packages for pack in _walk(name)), key=lambda pack: pack.code)
    codes = [pack.code for pack in packs]
    if len(set(codes)) != len(codes):
        raise PackError(f"two packs share a code: {codes}")
    return tuple(packs)


def _walk(name: str) -> Iterator[Pack]:
    home = importlib.import_module(name)
    for module in pkgutil.iter_modules(home.__path__, f"{name}."):
        if not module.ispkg:
            continue
        pack = getattr(importlib.import_module(module.name), "PACK", None)
        if not isinstance(pack, Pack):
            raise PackError(f"{module.name} has no PACK")
        yield pack
