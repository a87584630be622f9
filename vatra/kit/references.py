"""Checks of what conditions and expressions of a form refer to: names, kinds, cycles."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from vatra.kit import expressions, trees, values
from vatra.kit.nodes import CTX_KINDS, Node

OPS: Final = ("=", "!=", "<", "<=", ">", ">=", "exists", "has", "has_not")
_BY_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "number": OPS[:7],
    "date": OPS[:7],
    "time": OPS[:7],
    "boolean": ("=", "!=", "exists"),
    "text": ("=", "!=", "exists"),
    "list": ("exists", "has", "has_not"),
    "none": ("exists",),
}
_EXPRESSION_KEYS: Final = ({"q"}, {"ctx"}, {"value"}, {"param"}, {"fn", "of"})


def condition_faults(condition: Any, nodes: Mapping[str, Node]) -> Iterator[str]:
    """Faults of shape and of names; kinds are looked at when the names are right."""
    if not isinstance(condition, Mapping):
        yield f"a condition is a mapping, not {condition!r}"
    elif set(condition) <= {"all", "any"} and len(condition) == 1:
        for part in next(iter(condition.values())):
            yield from condition_faults(part, nodes)
    elif set(condition) == {"not"}:
        yield from condition_faults(condition["not"], nodes)
    else:
        yield from _comparison_faults(condition, nodes)


def _comparison_faults(condition: Mapping[str, Any], nodes: Mapping[str, Node]) -> Iterator[str]:
    sides = {key for key in ("q", "ctx") if key in condition}
    if len(sides) != 1 or set(condition) - {"q", "ctx", "op", "value"}:
        yield f"a comparison has q or ctx, op and value: {dict(condition)}"
        return
    if condition.get("op") not in OPS:
        yield f"unknown op {condition.get('op')!r}"
    yield from expression_faults({key: condition[key] for key in sides}, nodes)
    if condition.get("op") == "exists":
        if not isinstance(condition.get("value", True), bool):
            yield "exists takes true or false"
    elif "value" not in condition:
        yield f"a comparison needs a value: {dict(condition)}"
    else:
        yield from operand_faults(condition["value"], nodes)


def operand_faults(operand: Any, nodes: Mapping[str, Node]) -> Iterator[str]:
    """A literal, or an expression."""
    if isinstance(operand, Mapping):
        yield from expression_faults(operand, nodes)
    elif isinstance(operand, list) or operand is None:
        yield f"a value is one text, number or boolean, not {operand!r}"


def expression_faults(expression: Any, nodes: Mapping[str, Node]) -> Iterator[str]:
    if not isinstance(expression, Mapping) or set(expression) not in _EXPRESSION_KEYS:
        yield f"not an expression: {expression!r}"
    elif "q" in expression and expression["q"] not in nodes:
        yield f"unknown item {expression['q']!r}"
    elif "ctx" in expression and expression["ctx"] not in CTX_KINDS:
        yield f"unknown ctx path {expression['ctx']!r}"
    elif "fn" in expression:
        yield from _call_faults(expression, nodes)


def _call_faults(expression: Mapping[str, Any], nodes: Mapping[str, Node]) -> Iterator[str]:
    name, of = expression["fn"], expression["of"]
    if name not in expressions.FUNCTIONS and name not in expressions.EXTREMES:
        yield f"unknown function {name!r}"
    if not isinstance(of, list) or not of:
        yield f"{name}: `of` is a list of expressions"
        return
    if len(of) not in expressions.ARITY.get(name, (len(of),)):
        yield f"{name} does not take {len(of)} operands"
    for operand in of:
        yield from expression_faults(operand, nodes)


def op_fault(kind: str, condition: Mapping[str, Any]) -> str | None:
    """An op that the left side's kind does not know (it would never hold)."""
    op = condition["op"]
    if op in _BY_KIND[kind]:
        return None
    side = condition.get("q") or condition.get("ctx")
    return f"{side!r} is of kind {kind}, which does not know {op!r}"


def literal_fault(node: Node | None, condition: Mapping[str, Any]) -> str | None:
    """A comparison with an option that the item does not have is a slip of the pen."""
    value = condition.get("value")
    if node is None or condition["op"] == "exists" or isinstance(value, Mapping):
        return None
    if node.type == "yes_no_unknown" and value not in ("yes", "no", "unknown"):
        return f"{node.id!r} is yes, no or unknown, not {value!r}"
    if node.type in ("choice", "choices"):
        codes = [option["code"] for option in node.item["options"]]
        return None if value in codes else f"{node.id!r} has no option {value!r}"
    if node.type == "decimal" and values.decimal(value) is None:
        return f"{node.id!r} is compared with {value!r}, which is no number"
    return None


def cycle(nodes: Mapping[str, Node]) -> list[str] | None:
    """Items that wait for one another, None when there are none."""
    needs = {item_id: set(_needs(node, nodes)) for item_id, node in nodes.items()}
    done: set[str] = set()

    def walk(item_id: str, path: list[str]) -> list[str] | None:
        if item_id in path:
            return [*path[path.index(item_id) :], item_id]
        if item_id in done:
            return None
        found = next((c for need in sorted(needs[item_id]) if (c := walk(need, [*path, item_id]))), None)
        done.add(item_id)
        return found

    return next((found for item_id in nodes if (found := walk(item_id, []))), None)


def _needs(node: Node, nodes: Mapping[str, Node]) -> Iterator[str]:
    if node.parent is not None:
        yield node.parent.id
    for key in ("when", "compute"):
        for item_id in trees.mentioned(node.item.get(key)):
            yield from (n.id for n in (nodes[item_id], *nodes[item_id].repeats_around()))
