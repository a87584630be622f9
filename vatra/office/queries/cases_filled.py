"""An entry as it was filled: each question that was answered, with its answer in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

_YES_NO: Final = {"yes": "Da", "no": "Nu", "unknown": "Nu se știe", True: "Da", False: "Nu"}
_MADE: Final = {"signature": "semnat", "photo": "fotografie", "file": "fișier atașat"}
_TYPED: Final = frozenset({"string", "text", "photo", "file", "signature"})


@dataclass(frozen=True, slots=True)
class Line:
    """One answer. ``path`` is the same in every entry of the form; ``depth`` 1 inside a repetition."""

    path: str
    label: str
    value: str
    depth: int = 0
    is_heading: bool = False
    is_title: bool = False


Names = Mapping[str, str]


def lines(form: Mapping[str, Any], answers: Mapping[str, Any], names: Names) -> tuple[Line, ...]:
    """The answers in the form's order. ``names``: persons, users and places by id."""
    return tuple(_lines(form["items"], answers, names, "", 0))


def _lines(
    items: Sequence[Mapping[str, Any]], answers: Mapping[str, Any], names: Names, base: str, depth: int
) -> Iterator[Line]:
    for item in items:
        if item["type"] == "group" and not item.get("repeats"):
            inner = tuple(_lines(item["items"], answers, names, base, depth))
            if inner:
                yield Line(f"{base}{item['id']}", item.get("text", ""), "", depth, is_heading=True)
                yield from inner
        elif item["type"] == "group":
            yield from _repetitions(item, answers.get(item["id"]) or (), names, base, depth)
        elif item["id"] in answers:
            shown = value(item, answers[item["id"]], names)
            yield Line(f"{base}{item['id']}", item.get("text", ""), shown, depth)


def _repetitions(
    item: Mapping[str, Any], rows: Iterable[Mapping[str, Any]], names: Names, base: str, depth: int
) -> Iterator[Line]:
    for number, row in enumerate(rows, start=1):
        path = f"{base}{item['id']}[{number}]."
        inner = tuple(_lines(item["items"], row, names, path, depth + 1))
        if inner:
            yield Line(path, f"{item.get('text', '')}: {number}", "", depth, is_title=True)
            yield from inner


def value(item: Mapping[str, Any], answer: Any, names: Names) -> str:
    """One answer as a person reads it."""
    kind = item["type"]
    if kind == "choice":
        return _options(item).get(answer, str(answer))
    if kind == "choices":
        return ", ".join(_options(item).get(code, str(code)) for code in answer)
    if kind in _MADE:
        return _MADE[kind]
    if kind in ("boolean", "yes_no_unknown"):
        return _YES_NO.get(answer, str(answer))
    return _written(item, answer, names)


def _written(item: Mapping[str, Any], answer: Any, names: Names) -> str:
    if item["type"] == "date":
        from vatra.office.templatetags.office import day

        return day(answer)
    if str(answer) in names:
        return names[str(answer)]
    unit = item.get("unit")
    return f"{answer} {unit}" if unit else str(answer)


def _options(item: Mapping[str, Any]) -> dict[Any, str]:
    return {option["code"]: option["text"] for option in item.get("options", ())}


def untyped(form: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without anything a person typed, drew or attached."""
    return _untyped(form["items"], answers)


def _untyped(items: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for item in items:
        if item["type"] == "group" and not item.get("repeats"):
            kept |= _untyped(item["items"], answers)
        elif item["id"] in answers and item["type"] not in _TYPED:
            given = answers[item["id"]]
            is_group = item["type"] == "group"
            kept[item["id"]] = [_untyped(item["items"], row) for row in given] if is_group else given
    return kept


def masked(
    form: Mapping[str, Any], answers: Mapping[str, Any], secret: frozenset[str]
) -> tuple[dict[str, Any], bool]:
    """The answers without what names a secret code, and whether anything was taken out.

    The need a colleague chose may be kept more closely than the question that asks for it. A
    repetition that names one goes whole; elsewhere all typed words of the entry go with it.
    An empty repetition is one whose answers lie in a part that the database did not give.
    """
    kept = dict(answers)
    rows = {key: value for key, value in answers.items() if isinstance(value, list)}
    for key, value in rows.items():
        kept[key] = [one for one in value if one != {} and not _names(one, secret)]
    plain = {key: value for key, value in kept.items() if not isinstance(value, list)}
    if any(_names(value, secret) for value in plain.values()):
        kept = untyped(form, {key: value for key, value in kept.items() if not _names(value, secret)})
    return kept, kept != dict(answers)


def _names(value: Any, secret: frozenset[str]) -> bool:
    if isinstance(value, Mapping):
        return any(_names(inner, secret) for inner in value.values())
    if isinstance(value, list):
        return any(_names(inner, secret) for inner in value)
    return isinstance(value, str) and value in secret


@dataclass(frozen=True, slots=True)
class Pair:
    """One question in two entries."""

    label: str
    values: tuple[str, ...]
    is_heading: bool
    differs: bool


def beside(sheets: Sequence[Sequence[Line]]) -> list[Pair]:
    """Several entries of one form side by side, question by question, in the form's order."""
    found = [{line.path: line for line in sheet} for sheet in sheets]
    pairs = []
    for path in _merged([list(each) for each in found]):
        held = [each.get(path) for each in found]
        first = next(line for line in held if line is not None)
        values = tuple(line.value if line else "" for line in held)
        is_heading = first.is_heading or first.is_title
        pairs.append(Pair(first.label, values, is_heading, not is_heading and len(set(values)) > 1))
    return pairs


def _merged(orders: Sequence[list[str]]) -> list[str]:
    """All paths; one that stands only in a later entry comes after the one before it there."""
    merged = list(orders[0]) if orders else []
    for order in orders[1:]:
        at = 0
        for path in order:
            if path in merged:
                at = merged.index(path) + 1
            else:
                merged.insert(at, path)
                at += 1
    return merged
