"""Answers split by sensitivity for storage, and put together again for those who may read.

A repeating group keeps its length and order in every part: a repetition with nothing of
that sensitivity is an empty object, so that the parts zip back without keys of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from vatra.kit.vocabulary import Sensitivity
from vatra.people.bindings import IDENTIFIERS

# What a person writes, draws or photographs freely may name people, whatever the question
# asks: it is kept as identity, which county and central roles are not given.
FREE: Final = frozenset({"string", "text", "photo", "file", "signature"})
OPEN: Final = frozenset({Sensitivity.ordinary, Sensitivity.social})

Answers = Mapping[str, Any]
Items = Sequence[Mapping[str, Any]]
Seal = Callable[[str], Any]


def split(items: Items, answers: Answers, seal: Seal) -> dict[int, dict[str, Any]]:
    """``{sensitivity: answers}`` for the compiled ``items`` of a form.

    Answers that are identifiers go through ``seal``: no number of a person lies open on disk.
    """
    parts: dict[int, dict[str, Any]] = {}
    for item in items:
        if item["type"] == "group" and not item.get("repeats"):
            for level, inner in split(item["items"], answers, seal).items():
                parts.setdefault(level, {}).update(inner)
        elif item["id"] in answers:
            _put(parts, item, answers[item["id"]], seal)
    return parts


def is_identifier(item: Mapping[str, Any]) -> bool:
    return item.get("binds") in IDENTIFIERS or item.get("format") == "cnp"


def level_of(item: Mapping[str, Any]) -> int:
    """The sensitivity an answer to ``item`` is stored under."""
    marked: int = item["sensitivity"]
    if item["type"] in FREE and marked in OPEN:
        return int(Sensitivity.personal)
    return marked


def _put(parts: dict[int, dict[str, Any]], item: Mapping[str, Any], value: Any, seal: Seal) -> None:
    if item["type"] != "group":
        stored = seal(value) if is_identifier(item) else value
        parts.setdefault(level_of(item), {})[item["id"]] = stored
        return
    rows = [split(item["items"], row, seal) for row in value]
    levels = sorted({level for row in rows for level in row}) or [level_of(item)]
    for level in levels:
        parts.setdefault(level, {})[item["id"]] = [row.get(level, {}) for row in rows]


def join(parts: Iterable[Answers]) -> dict[str, Any]:
    """The answers that the given parts hold together."""
    merged: dict[str, Any] = {}
    for part in parts:
        for key, value in part.items():
            merged[key] = _zip(merged[key], value) if key in merged else value
    return merged


def _zip(left: Any, right: Any) -> Any:
    if isinstance(left, list) and isinstance(right, list):
        return [join((a, b)) for a, b in zip(left, right, strict=True)]
    return right
