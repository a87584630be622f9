"""A compiled form indexed for evaluation: one node an item, conditions turned into functions.

Prepared once a form (by its hash) and kept; a record then costs only what it looks at.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from vatra.kit import expressions, trees, values
from vatra.kit.answers import CLEANERS, Cleaner
from vatra.kit.expressions import Read
from vatra.kit.values import Kind

Test = Callable[[Any], bool]

_ITEM_KINDS: Final[Mapping[str, Kind]] = {
    "integer": "number",
    "decimal": "number",
    "place": "number",
    "date": "date",
    "time": "time",
    "boolean": "boolean",
    "choices": "list",
    **dict.fromkeys(("photo", "file", "signature", "display", "group"), "none"),
}
# What a form may know of the world around it, and how each compares.
CTX_KINDS: Final[Mapping[str, Kind]] = {
    "today": "date",
    "date": "date",
    "role": "text",
    "person.birth_date": "date",
    "person.sex": "text",
    "person.age_years": "number",
    "person.age_months": "number",
    "person.age_days": "number",
    "person.id_state": "text",
    "person.family_doctor": "text",
    "household.size": "number",
    "place": "number",
}


@dataclass(eq=False, slots=True)
class Node:
    """One item: where it stands, what it accepts, when it is asked."""

    item: Mapping[str, Any]
    parent: "Node | None"
    repeat: "Node | None"  # the repeating group it stands in, if any
    children: list["Node"] = field(default_factory=list)
    clean: Cleaner | None = None
    when: Test | None = None
    compute: Read | None = None
    low: Read | None = None
    high: Read | None = None
    options: Mapping[str, Test | None] = field(default_factory=dict)
    # Looked at for every answer: kept as plain fields.
    id: str = field(init=False)
    type: str = field(init=False)
    is_repeating: bool = field(init=False)

    def __post_init__(self) -> None:
        self.id = self.item["id"]
        self.type = self.item["type"]
        self.is_repeating = bool(self.item.get("repeats"))

    def repeats_around(self) -> tuple["Node", ...]:
        """Repeating groups it stands in, outermost first."""
        return () if self.repeat is None else (*self.repeat.repeats_around(), self.repeat)


@dataclass(eq=False, slots=True)
class Rule:
    code: str
    when: Test
    each: Node | None
    person: Node | None  # the `person` item of the repetition
    asks: tuple[str, ...]  # items its condition looks at
    gate: frozenset[str]  # top items of which one must be answered for the rule to say anything


@dataclass(eq=False, slots=True)
class Prepared:
    """A form ready to evaluate; `roots` are its top items in order."""

    form: Mapping[str, Any]
    nodes: dict[str, Node]
    roots: list[Node]
    rules: list[Rule]
    resolving: list[Node] = field(init=False)  # items that name findings as resolved

    def __post_init__(self) -> None:
        self.resolving = [node for node in self.nodes.values() if node.item.get("resolves") == "finding"]

    @property
    def is_silent(self) -> bool:
        """Whether a record of this form can say nothing of findings."""
        return not self.rules and not self.resolving


class Builder:
    """Turns the JSON of conditions and expressions into functions, knowing every item's kind."""

    def __init__(self, form: Mapping[str, Any]) -> None:
        self.nodes: dict[str, Node] = {}
        self.roots = [self._add(item, None, None) for item in form["items"]]

    def _add(self, item: Mapping[str, Any], parent: Node | None, repeat: Node | None) -> Node:
        node = Node(item, parent, repeat, clean=CLEANERS.get(item["type"]))
        self.nodes[node.id] = node
        inner = node if node.is_repeating else repeat
        node.children = [self._add(child, node, inner) for child in item.get("items", ())]
        return node

    def kind(self, expression: Any) -> Kind:
        """How the result of an expression compares (one element, where it gives a list)."""
        if not isinstance(expression, Mapping) or "value" in expression:
            return _literal_kind(expression["value"] if isinstance(expression, Mapping) else expression)
        if "q" in expression:
            node = self.nodes[expression["q"]]
            if node.type == "computed":
                return self.kind(node.item["compute"])
            return _ITEM_KINDS.get(node.type, "text")
        if "ctx" in expression:
            return CTX_KINDS[expression["ctx"]]
        if expression.get("fn") in expressions.EXTREMES:
            return self.kind(expression["of"][0])
        return expressions.KINDS.get(expression.get("fn", ""), "number")

    def left_kind(self, condition: Mapping[str, Any], site: tuple[Node, ...]) -> Kind:
        """Kind of a condition's left side, seen from inside the repeating groups of `site`."""
        if "q" in condition:
            node = self.nodes[condition["q"]]
            if node.is_repeating or (node.repeat is not None and node.repeat not in site):
                return "list"
            return self.kind({"q": node.id})
        return self.kind({"ctx": condition["ctx"]})

    def read(self, expression: Any) -> Read:
        return expressions.reader(expression, self.kind)

    def test(self, condition: Mapping[str, Any], site: tuple[Node, ...]) -> Test:
        if "all" in condition:
            parts = [self.test(part, site) for part in condition["all"]]
            return lambda scope: all(part(scope) for part in parts)
        if "any" in condition:
            parts = [self.test(part, site) for part in condition["any"]]
            return lambda scope: any(part(scope) for part in parts)
        if "not" in condition:
            inner = self.test(condition["not"], site)
            return lambda scope: not inner(scope)
        return self._comparison(condition, site)

    def _comparison(self, condition: Mapping[str, Any], site: tuple[Node, ...]) -> Test:
        op, wanted = condition["op"], condition.get("value", True)
        left = self.read({key: condition[key] for key in ("q", "ctx") if key in condition})
        if op == "exists":
            return lambda scope: _is_present(left(scope)) is wanted
        right = self.read(wanted)
        if op in ("has", "has_not"):
            return lambda scope: values.holds_member(left(scope), right(scope)) is (op == "has")
        compare = values.comparison(self.left_kind(condition, site), op)
        return lambda scope: compare(left(scope), right(scope))

    def complete(self, node: Node) -> None:
        site, item = node.repeats_around(), node.item
        node.when = self.test(item["when"], site) if "when" in item else None
        node.compute = self.read(item["compute"]) if "compute" in item else None
        node.low = self._bound(item.get("min"))
        node.high = self._bound(item.get("max"))
        node.options = {
            option["code"]: self.test(option["when"], site) if "when" in option else None
            for option in item.get("options", ())
        }

    def _bound(self, bound: Any) -> Read | None:
        if bound is None:
            return None
        return self.read({"ctx": "today"} if bound == "today" else bound)

    def rule(self, raw: Mapping[str, Any]) -> Rule:
        each = self.nodes[raw["each"]] if "each" in raw else None
        site = (*each.repeats_around(), each) if each else ()
        person = next((n for n in inside(each) if n.type == "person"), None) if each else None
        asks = tuple(dict.fromkeys(trees.mentioned(raw["when"])))
        return Rule(raw["code"], self.test(raw["when"], site), each, person, asks, self._gate(raw, asks))

    def _gate(self, raw: Mapping[str, Any], asks: tuple[str, ...]) -> frozenset[str]:
        """The rule's items, when without any answer to them it neither finds nor denies anything.

        A form has hundreds of rules and a record answers few of them.
        """
        nodes = [self.nodes[item_id] for item_id in asks]
        plain = all(node.repeat is None and node.type != "computed" for node in nodes)
        return frozenset(asks) if plain and "each" not in raw and _is_positive(raw["when"]) else frozenset()


def inside(group: Node) -> Iterator[Node]:
    """Items of one repetition, not those of repeating groups inside it."""
    for child in group.children:
        yield child
        if not child.is_repeating:
            yield from inside(child)


def _is_positive(condition: Mapping[str, Any]) -> bool:
    """Whether the condition can only hold through an answer: no negation, no look at the context."""
    if "any" in condition or "all" in condition:
        parts = condition.get("any", condition.get("all"))
        return bool(parts) and all(map(_is_positive, parts))
    if "q" not in condition or condition["op"] in ("!=", "has_not"):
        return False
    return condition["op"] != "exists" or condition.get("value", True) is True


def _literal_kind(value: Any) -> Kind:
    if isinstance(value, bool):
        return "boolean"
    if values.is_whole(value) or (
        isinstance(value, str) and "." in value and values.decimal(value) is not None
    ):
        return "number"
    return "date" if values.is_day(value) else "text"


def _is_present(value: Any) -> bool:
    return value is not None and value != []


_PREPARED: dict[str, Prepared] = {}


def prepared(form: Mapping[str, Any]) -> Prepared:
    """The form indexed; kept by hash, because installed forms never change."""
    known = _PREPARED.get(form["hash"])
    if known is None:
        known = _PREPARED[form["hash"]] = build(form)
    return known


def build(form: Mapping[str, Any]) -> Prepared:
    builder = Builder(form)
    for node in builder.nodes.values():
        builder.complete(node)
    rules = [builder.rule(raw) for raw in form.get("findings", ())]
    return Prepared(form, builder.nodes, builder.roots, rules)
