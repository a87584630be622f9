"""Answers split by sensitivity for storage, and put together again for those who may read.

A repeating group keeps its length and order in every part: a repetition with nothing of
that sensitivity is an empty object, so that the parts zip back without keys of their own.

An answer may tell more than its question: the need chosen may be kept more closely than the
question that asks for it. It then takes its repetition with it (or, outside of one, every typed
word of the entry), because the words beside it speak of the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from vatra.kit import packs
from vatra.kit.vocabulary import Sensitivity, covering
from vatra.people.bindings import IDENTIFIERS

# What a person writes, draws or photographs freely may name people, whatever the question
# asks: it is kept so that only those read it who may read identity too.
FREE: Final = frozenset({"string", "text", "photo", "file", "signature"})
OPEN: Final = frozenset({Sensitivity.ordinary, Sensitivity.personal, Sensitivity.social})

Answers = Mapping[str, Any]
Items = Sequence[Mapping[str, Any]]
Seal = Callable[[str], Any]
Marks = frozenset[int]
NONE: Final[Marks] = frozenset()


def split(items: Items, answers: Answers, seal: Seal) -> dict[int, dict[str, Any]]:
    """``{sensitivity: answers}`` for the compiled ``items`` of a form.

    Answers that are identifiers go through ``seal``: no number of a person lies open on disk.
    """
    words = NONE.union(*(_told(value) for value in answers.values() if not _has_rows(value)))
    return _split(items, answers, seal, (NONE, words))


def is_identifier(item: Mapping[str, Any]) -> bool:
    return item.get("binds") in IDENTIFIERS or item.get("format") == "cnp"


def level_of(item: Mapping[str, Any]) -> int:
    """The sensitivity an answer to ``item`` is stored under, unless it tells more."""
    return _level(item, NONE)


@cache
def closed_codes() -> Mapping[str, int]:
    """Needs and findings that are kept more closely than identity and social facts."""
    known = packs.library().catalogue
    marks = {need.code: need.sensitivity for need in known.needs.values()}
    marks |= {one.code: one.sensitivity for one in known.vulnerabilities.values()}
    return {code: mark for code, mark in marks.items() if mark not in OPEN}


# ``(marks of the repetition, further marks of typed words)`` of what is being split.
_Told = tuple[Marks, Marks]


def _split(items: Items, answers: Answers, seal: Seal, told: _Told) -> dict[int, dict[str, Any]]:
    parts: dict[int, dict[str, Any]] = {}
    for item in items:
        if item["type"] == "group" and not item.get("repeats"):
            for level, inner in _split(item["items"], answers, seal, told).items():
                parts.setdefault(level, {}).update(inner)
        elif item["id"] in answers:
            _put(parts, item, answers[item["id"]], seal, told)
    return parts


def _put(
    parts: dict[int, dict[str, Any]], item: Mapping[str, Any], value: Any, seal: Seal, told: _Told
) -> None:
    if item["type"] != "group":
        stored = seal(value) if is_identifier(item) else value
        level = _level(item, told[0] | (told[1] if item["type"] in FREE else _told(value)))
        parts.setdefault(level, {})[item["id"]] = stored
        return
    rows = [_split(item["items"], row, seal, (told[0] | _told(row), NONE)) for row in value]
    levels = sorted({level for row in rows for level in row}) or [_level(item, told[0])]
    for level in levels:
        parts.setdefault(level, {})[item["id"]] = [row.get(level, {}) for row in rows]


def _level(item: Mapping[str, Any], told: Marks) -> int:
    own = {int(item["sensitivity"]), *told}
    if item["type"] in FREE:
        own.add(int(Sensitivity.personal))
    return covering(frozenset(own))


def _told(value: Any) -> Marks:
    """Marks of the closed codes that an answer, or a repetition, names."""
    if isinstance(value, str):
        mark = closed_codes().get(value)
        return NONE if mark is None else frozenset((mark,))
    if isinstance(value, Mapping):
        return NONE.union(*(_told(inner) for inner in value.values()))
    if isinstance(value, list):  # of codes or of repetitions; a drawing's strokes are neither
        return NONE.union(*(_told(inner) for inner in value if isinstance(inner, str | Mapping)))
    return NONE


def _has_rows(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(row, Mapping) for row in value)


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
