"""Which question of a form says what about a person or a household (``binds``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from vatra.kit import packs

IDENTIFIERS = frozenset({"person.cnp", "person.foreign_id"})


@lru_cache(maxsize=1024)
def of_form(form_id: str, version: str) -> Mapping[str, str]:
    """``{link id: binding}`` of a compiled form."""
    return dict(_walk(packs.library().form(form_id, version)["items"]))


@lru_cache(maxsize=1024)
def effects_of(form_id: str, version: str) -> frozenset[str]:
    return frozenset(packs.library().form(form_id, version).get("effects") or ())


def bound(form_id: str, version: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """``{binding: answer}`` of one entry; repeating groups give a list of such objects."""
    links = of_form(form_id, version)
    found: dict[str, Any] = {}
    for link, value in answers.items():
        if link in links:
            found[links[link]] = value
        elif isinstance(value, list):
            found |= _repeated(links, value)
    return found


def _repeated(links: Mapping[str, str], rows: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        for link, value in row.items() if isinstance(row, dict) else ():
            if link in links:
                found.setdefault(links[link], []).append(value)
    return found


def _walk(items: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for item in items:
        if item.get("binds"):
            yield item["id"], item["binds"]
        yield from _walk(item.get("items") or [])


@lru_cache(maxsize=32)
def forms_with(effect: str) -> tuple[str, ...]:
    """Ids of all forms, of whatever version, that have the effect."""
    forms = packs.library().forms
    return tuple(sorted({key[0] for key, form in forms.items() if effect in (form.get("effects") or ())}))
