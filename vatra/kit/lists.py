"""Option lists of a pack: written out, or taken from its catalogue so that no code stands twice.

A list file is a list of options, or a mapping:

    from: services                    needs | services | vulnerabilities of this pack
    where: {group: [support]}         keep entries whose field is one of these
    without: {group: [protection]}    leave out entries whose field is one of these
    shown_by: {area: area}            offered when the form's question `area` has the entry's area
    own_role: true                    offered to the roles in the entry's `who` only
    findings: true                    choosing it is the finding of that code (vulnerabilities)
    before: [{code, text}]            options that stand before them
    more: [{code, text}]              options that stand after them

An entry with `valid_to` is offered up to that day; records made before keep showing it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from vatra.kit import yaml12
from vatra.kit.errors import PackError

Option = dict[str, Any]
Catalogue = dict[str, list[dict[str, Any]]]
_SOURCES: Final = ("needs", "services", "vulnerabilities")
_KEYS: Final = frozenset(["from", "where", "without", "shown_by", "own_role", "findings", "before", "more"])


def read(home: Path) -> dict[str, list[Option]]:
    """Every list of a pack folder by name; PackError names the file of a fault."""
    catalogue: Catalogue = {}
    return {path.stem: _options(path, home, catalogue) for path in sorted((home / "lists").glob("*.yaml"))}


def _options(path: Path, home: Path, catalogue: Catalogue) -> list[Option]:
    raw = yaml12.load(path)
    if not isinstance(raw, Mapping):
        return raw  # type: ignore[no-any-return]  # compiling names what is wrong with an option
    if unknown := sorted(set(raw) - _KEYS):
        raise PackError(f"{path}: unknown keys {unknown}")
    if raw.get("from") not in _SOURCES:
        raise PackError(f"{path}: from is one of {', '.join(_SOURCES)}")
    source = raw["from"]
    if source not in catalogue:  # long files, read once for all lists
        catalogue[source] = yaml12.load(home / f"{source}.yaml")
    taken = [_option(entry, raw) for entry in catalogue[source] if _is_kept(entry, raw)]
    if not taken:
        raise PackError(f"{path}: no entry of {raw['from']} fits")
    return [*raw.get("before", ()), *taken, *raw.get("more", ())]


def _is_kept(entry: Mapping[str, Any], raw: Mapping[str, Any]) -> bool:
    wanted, unwanted = raw.get("where", {}), raw.get("without", {})
    return all(entry.get(key) in values for key, values in wanted.items()) and not any(
        entry.get(key) in values for key, values in unwanted.items()
    )


def _option(entry: Mapping[str, Any], raw: Mapping[str, Any]) -> Option:
    option: Option = {"code": entry["code"], "text": entry["title"]}
    conditions = list(_conditions(entry, raw))
    if conditions:
        option["when"] = conditions[0] if len(conditions) == 1 else {"all": conditions}
    if raw.get("findings"):
        option["finding"] = entry["code"]
    return option


def _conditions(entry: Mapping[str, Any], raw: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for key, question in raw.get("shown_by", {}).items():
        yield {"q": question, "op": "=", "value": entry[key]}
    if raw.get("own_role"):
        roles = [{"ctx": "role", "op": "=", "value": role} for role in entry["who"]]
        yield roles[0] if len(roles) == 1 else {"any": roles}
    if entry.get("valid_to"):
        yield {"ctx": "date", "op": "<=", "value": entry["valid_to"]}
