"""A pack is one legal programme in one folder; here packs are found and their files read.

A pack is a Python package below `vatra.packs` that holds `PACK`. No list of packs stands
anywhere: discovery walks the package. Tests pass their own package to find a toy pack.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from vatra.kit import catalogue, forms, indicators, notices, parameters, procedures, yaml12
from vatra.kit.catalogue import Catalogue
from vatra.kit.dossiers import DossierKind
from vatra.kit.errors import PackError, UnknownFormError
from vatra.kit.findings import Rulebook
from vatra.kit.indicators import Definition
from vatra.kit.notices import NoticeKind
from vatra.kit.parameters import Parameters
from vatra.kit.procedures import Followed, Procedure

HOME: Final = "vatra.packs"


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
    catalogue: Catalogue = field(default_factory=Catalogue)
    indicators: tuple[Definition, ...] = ()
    procedures: Mapping[str, tuple[Procedure, ...]] = field(default_factory=dict)  # by pack
    notices: Mapping[str, NoticeKind] = field(default_factory=dict)  # by id
    following: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # form -> forms offered after it
    versions: Mapping[str, str] = field(init=False)  # the newest version of each form

    def __post_init__(self) -> None:
        newest: dict[str, str] = {}
        for form_id, version in sorted(self.forms, key=lambda key: (key[0], number_of(key[1]))):
            newest[form_id] = version
        object.__setattr__(self, "versions", newest)  # frozen, and always follows from `forms`

    def form(self, form_id: str, version: str | None = None) -> dict[str, Any]:
        """The compiled form; the newest version unless one is named. UnknownFormError if none."""
        wanted = version or self.versions.get(form_id, "newest")
        if (form_id, wanted) not in self.forms:
            raise UnknownFormError(f"{form_id} version {wanted}")
        return self.forms[form_id, wanted]

    def newest(self) -> dict[str, dict[str, Any]]:
        """The newest version of every form, by id."""
        return {form_id: self.form(form_id) for form_id in self.versions}

    def parameters_of(self, form_id: str) -> Parameters:
        """Parameters of the pack that holds the form."""
        return self.parameters.get(form_id.split("/", maxsplit=1)[0], Parameters())

    def procedure_at(self, code: str, on: date) -> Followed | None:
        """A procedure by code with its version of a day; None where there is none."""
        found = [one for own in self.procedures.values() for one in own if one.code == code]
        return procedures.followed(found, on)

    def procedure_of_form(self, form_id: str, on: date) -> Followed | None:
        """What a form follows when it is opened on a day."""
        return procedures.of_form(self.procedures.get(form_id.split("/", maxsplit=1)[0], ()), form_id, on)

    def procedure_of_dossier(self, kind: str, on: date) -> Followed | None:
        """What a dossier follows that was opened on a day."""
        return procedures.of_dossier([one for own in self.procedures.values() for one in own], kind, on)

    @property
    def rulebook(self) -> Rulebook:
        """What the history of findings needs."""
        return Rulebook(self.form, self.parameters_of, self.catalogue.vulnerabilities)


def number_of(version: str) -> tuple[int, ...]:
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


@cache
def library(packages: tuple[str, ...] = (HOME,)) -> Library:
    """The packs below the given packages, read once a process."""
    return load(discover(packages))


def load(packs: Iterable[Pack]) -> Library:
    """Packs read and checked against one another; PackError names every fault."""
    found = tuple(packs)
    compiled = _forms(found)
    catalogues = catalogue.merged(_catalogue(pack) for pack in found)
    unknown = [
        f"{form['id']}: no vulnerability {rule['code']}"
        for form in compiled.values()
        for rule in form["findings"]
        if rule["code"] not in catalogues.vulnerabilities
    ]
    if unknown:
        raise PackError("\n".join(unknown))
    newest = Library(found, compiled).newest()
    definitions = [
        indicators.parse(raw, forms=newest, catalogue=catalogues)
        for pack in found
        for raw in _read(pack, "indicators", [])
    ]
    dated = {pack.code: parameters.parse(_read(pack, "parameters", {})) for pack in found}
    return Library(
        packs=found,
        forms=compiled,
        parameters=dated,
        catalogue=catalogues,
        indicators=indicators.unique(definitions),
        procedures={pack.code: _procedures(pack, newest) for pack in found},
        following={form: after for pack in found for form, after in _following(pack, newest)},
        notices=notices.unique(one for pack in found for one in _notices(pack, newest, dated[pack.code])),
    )


def _following(pack: Pack, forms_: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """`next.yaml`: which forms of the pack are offered after which."""
    for form, after in _read(pack, "next", {}).items():
        named = [f"{pack.code}/{name}" for name in (form, *after)]
        if unknown := [name for name in named if name not in forms_]:
            raise PackError(f"{pack.code}: next.yaml names no form {unknown}")
        yield named[0], tuple(named[1:])


def _notices(
    pack: Pack, forms_: Mapping[str, Mapping[str, Any]], dated: Parameters
) -> tuple[NoticeKind, ...]:
    found = notices.parse(_read(pack, "notices", []), pack.code)
    states = {kind.code: frozenset(state.code for state in kind.states) for kind in pack.dossiers}
    notices.check(found, forms_, states, dated)
    return found


def _procedures(pack: Pack, forms_: Iterable[str]) -> tuple[Procedure, ...]:
    found = procedures.parse(_read(pack, "procedures", []), pack.code)
    procedures.check(found, forms_, (kind.code for kind in pack.dossiers))
    return found


def _read(pack: Pack, name: str, otherwise: Any) -> Any:
    path = pack.root / f"{name}.yaml"
    return (yaml12.load(path) or otherwise) if path.exists() else otherwise


def _catalogue(pack: Pack) -> Catalogue:
    lists = (_read(pack, name, []) for name in ("needs", "services", "vulnerabilities"))
    return catalogue.parse(*lists, name=pack.code)


def _forms(packs: Iterable[Pack]) -> dict[tuple[str, str], dict[str, Any]]:
    """Every form of every pack; all faults of all forms in one PackError."""
    compiled: dict[tuple[str, str], dict[str, Any]] = {}
    faults: list[str] = []
    for pack in packs:
        lists = forms.load_lists(pack.root)
        for path in sorted((pack.root / "forms").glob("*.yaml")):
            try:
                form = forms.compile_form(yaml12.load(path), lists, pack.code)
            except PackError as error:
                faults.append(str(error))
                continue
            key = (form["id"], form["version"])
            if key in compiled or path.stem.split("@")[0] != form["id"].split("/")[1]:
                faults.append(f"{path.name}: holds {form['id']} version {form['version']}")
            compiled[key] = form
    if faults:
        raise PackError("\n".join(faults))
    return compiled
