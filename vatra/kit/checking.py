"""One answer against its item: the issues it raises, in a fixed order."""

import functools
import re
from collections.abc import Iterator
from typing import Any

from vatra.kit import contacts, messages, values
from vatra.kit.nodes import Node
from vatra.kit.sheet import Scope

Fault = tuple[str, str]  # code, message


@functools.lru_cache(maxsize=1024)
def matcher(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def faults(node: Node, value: Any, scope: Scope) -> Iterator[Fault]:
    """Issues of a well-typed, present value: precision, option, exclusive, length, pattern, bounds."""
    if node.type == "date":
        yield from _precision(node, value)
    elif node.type in ("choice", "choices"):
        yield from _options(node, value if isinstance(value, list) else [value], scope)
    elif node.type in ("string", "text", "code"):
        yield from _text(node, value, scope)
    yield from bounds(node, value, scope)


def _precision(node: Node, value: str) -> Iterator[Fault]:
    allowed = node.item.get("precision", ["day"])
    if values.precision(value) not in allowed:
        wanted = " sau ".join(messages.PRECISION_TITLES[one] for one in allowed)
        yield "precision", messages.issue_text(node.item, "precision", precision=wanted)


def _options(node: Node, chosen: list[str], scope: Scope) -> Iterator[Fault]:
    if not all(_is_offered(node, code, scope) for code in chosen):
        yield "option", messages.issue_text(node.item, "option")
    alone = [o["text"] for o in node.item["options"] if o.get("exclusive") and o["code"] in chosen]
    if alone and len(chosen) > 1:
        yield "exclusive", messages.issue_text(node.item, "exclusive", option=alone[0])


def _is_offered(node: Node, code: str, scope: Scope) -> bool:
    if code not in node.options:
        return False
    when = node.options[code]
    return when is None or when(scope)


def _text(node: Node, value: str, scope: Scope) -> Iterator[Fault]:
    item = node.item
    if "max_length" in item and len(value) > item["max_length"]:
        yield "max_length", messages.issue_text(item, "max_length", max_length=item["max_length"])
    if "pattern" in item and not matcher(item["pattern"]).fullmatch(value):
        yield "pattern", messages.issue_text(item, "pattern")
    elif "format" in item:
        reasons = contacts.faults(item["format"], value, values.earliest(scope.ctx("today")))
        if reasons:
            yield "pattern", messages.issue_text(item, "pattern", "format", reasons=" ".join(reasons))


def bounds(node: Node, value: Any, scope: Scope) -> Iterator[Fault]:
    """`min` and `max`; a bound that is missing, or of another kind, binds nothing."""
    for code, read in (("min", node.low), ("max", node.high)):
        bound = read(scope) if read is not None else None
        if bound is not None and _is_beyond(node, value, code, bound):
            variant = "today" if node.item[code] == "today" else None
            yield code, messages.issue_text(node.item, code, variant, **{code: bound})


def _is_beyond(node: Node, value: Any, code: str, bound: Any) -> bool:
    kind = {"date": "date", "time": "time"}.get(node.type, "number")
    return values.comparison(kind, "<" if code == "min" else ">")(value, bound)
