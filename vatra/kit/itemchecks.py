"""Faults in the shape of one item: keys, type, options, bounds, pattern."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from vatra.kit import contacts, patterns, vocabulary
from vatra.kit.answers import CLEANERS

TYPES: Final = ("group", "display", "computed", *CLEANERS)
CHOICE_TYPES: Final = ("choice", "choices")
TEXT_TYPES: Final = ("string", "text", "code")
BOUNDED_TYPES: Final = ("integer", "decimal", "date", "time", "group")
_KEYS: Final = frozenset({
    "id", "type", "text", "hint", "required", "sensitivity", "area", "when", "min", "max", "max_length",
    "pattern", "format", "unit", "precision", "options", "repeats", "items", "compute", "initial",
    "binds", "resolves", "messages", "cites", "source",
})  # fmt: skip
# Keys that only some types take.
_ONLY: Final[Mapping[str, tuple[str, ...]]] = {
    "options": CHOICE_TYPES,
    "items": ("group",),
    "repeats": ("group",),
    "compute": ("computed",),
    "precision": ("date",),
    "pattern": TEXT_TYPES,
    "format": ("string",),
    "max_length": TEXT_TYPES,
    "min": BOUNDED_TYPES,
    "max": BOUNDED_TYPES,
}
_OPTION_KEYS: Final = frozenset(["code", "text", "hint", "exclusive", "when", "finding"])
_MESSAGE_KEYS: Final = frozenset(["required", "pattern", "min", "max"])


def faults(item: Mapping[str, Any]) -> Iterator[str]:
    """Faults of an item, without its name; references are looked at later."""
    kind = item.get("type")
    if kind not in TYPES:
        yield f"unknown type {kind!r}"
        return
    if unknown := sorted(set(item) - _KEYS):
        yield f"unknown keys {unknown}"
    if not item.get("text"):
        yield "no text"
    for key, types in _ONLY.items():
        if key in item and kind not in types:
            yield f"a {kind} takes no {key}"
    yield from _marks(item)
    yield from _needed(item)
    yield from _details(item)


def _marks(item: Mapping[str, Any]) -> Iterator[str]:
    if item.get("sensitivity") not in vocabulary.SENSITIVITY:
        yield f"unknown sensitivity {item.get('sensitivity')!r}"
    if item.get("area") is not None and item["area"] not in vocabulary.AREAS:
        yield f"unknown area {item['area']!r}"


def _needed(item: Mapping[str, Any]) -> Iterator[str]:
    if item["type"] in CHOICE_TYPES:
        yield from _options(item.get("options"))
    if item["type"] == "group" and not (isinstance(item.get("items"), list) and item["items"]):
        yield "a group needs items"
    if item["type"] == "computed" and "compute" not in item:
        yield "a computed item needs compute"
    if item["type"] in ("computed", "display") and item.get("required"):
        yield f"a {item['type']} cannot be required"
    wrong = sorted({"required", "min", "max"} & set(item))
    if item["type"] == "group" and not item.get("repeats") and wrong:
        yield f"a group that does not repeat takes no {wrong}"


def _options(options: Any) -> Iterator[str]:
    if not isinstance(options, list) or not options:
        yield "no options"
        return
    for option in options:
        if (
            not isinstance(option, Mapping)
            or not isinstance(option.get("code"), str)
            or not option.get("text")
        ):
            yield f"an option needs a code (text, in quotes when it is a number) and a text: {option!r}"
        elif unknown := sorted(set(option) - _OPTION_KEYS):
            yield f"option {option['code']!r}: unknown keys {unknown}"
    codes = [option.get("code") for option in options if isinstance(option, Mapping)]
    if twice := sorted({str(code) for code in codes if codes.count(code) > 1}):
        yield f"options stand twice: {twice}"


def _details(item: Mapping[str, Any]) -> Iterator[str]:
    if "pattern" in item and (why := patterns.fault(str(item["pattern"]))):
        yield f"pattern: {why}"
    if "format" in item and item["format"] not in contacts.FORMATS:
        yield f"unknown format {item['format']!r}"
    allowed = item.get("precision", ["day"])
    if not isinstance(allowed, list) or not allowed or not set(allowed) <= {"day", "month", "year"}:
        yield "precision is a list of day, month, year"
    if unknown := sorted(set(item.get("messages", {})) - _MESSAGE_KEYS):
        yield f"unknown messages {unknown}"
    if "max_length" in item and not isinstance(item["max_length"], int):
        yield "max_length is a whole number"
