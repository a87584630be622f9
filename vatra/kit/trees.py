"""Walks over the JSON of items, conditions and expressions."""

from collections.abc import Iterator, Mapping
from typing import Any


def items(tree: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every item of a form, groups before what they hold."""
    for item in tree:
        yield item
        yield from items(item.get("items", []))


def comparisons(condition: Any) -> Iterator[Mapping[str, Any]]:
    """Every comparison inside a condition."""
    for key in ("all", "any"):
        for part in condition.get(key, ()):
            yield from comparisons(part)
    if "not" in condition:
        yield from comparisons(condition["not"])
    if "op" in condition:
        yield condition


def mentioned(tree: Any) -> Iterator[str]:
    """Every item id that a condition or an expression looks at."""
    if isinstance(tree, Mapping):
        if isinstance(tree.get("q"), str):
            yield tree["q"]
        for part in tree.values():
            yield from mentioned(part)
    elif isinstance(tree, list):
        for part in tree:
            yield from mentioned(part)
