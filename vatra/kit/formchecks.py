"""Faults of a whole form: its head, its ids, and what its conditions refer to."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from vatra.kit import itemchecks, references, trees, vocabulary
from vatra.kit.nodes import Builder, Node

SUBJECTS: Final = ("household", "person", "place", "dossier")
_KEYS: Final = frozenset({
    "id", "version", "title", "hint", "cites", "source", "subject", "who", "stage", "effects", "date",
    "withdrawn_on", "sensitivity", "area", "items", "findings", "group", "opens",
})  # fmt: skip
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*", re.ASCII)
_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_DOTTED = re.compile(r"[a-z_]+\.[a-z_]+", re.ASCII)


def shape_faults(form: Mapping[str, Any]) -> Iterator[str]:
    """Faults of the form's head and of its rules' shape."""
    if unknown := sorted(set(form) - _KEYS):
        yield f"unknown keys {unknown}"
    if not _ID.fullmatch(str(form.get("id"))):
        yield f"id {form.get('id')!r} is not small letters, digits and _"
    if not isinstance(form.get("version"), str) or not _VERSION.fullmatch(form["version"]):
        yield 'version is text such as "1" or "1.2"'
    if not form.get("title"):
        yield "no title"
    if not form.get("cites") and not form.get("source"):
        yield "neither cites nor source"
    if form.get("subject") not in SUBJECTS:
        yield f"unknown subject {form.get('subject')!r}"
    yield from _group_faults(form)
    yield from _people_and_effects(form)
    yield from _rule_shapes(form.get("findings", []))


def _group_faults(form: Mapping[str, Any]) -> Iterator[str]:
    """`group`: of which kind of file of its own the form is; `opens`: it begins such a file."""
    if "group" in form and not _ID.fullmatch(str(form["group"])):
        yield f"group {form['group']!r} is not small letters, digits and _"
    if "group" in form and form.get("subject") != "dossier":
        yield "a form with a group of its own is about a dossier"
    if "opens" in form and not (form["opens"] is True and form.get("group")):
        yield "opens: true, and says the group that it opens"


def _people_and_effects(form: Mapping[str, Any]) -> Iterator[str]:
    who = form.get("who")
    if not isinstance(who, list) or not who:
        yield "who: no role may submit it"
    elif unknown := [role for role in who if role not in vocabulary.ROLES]:
        yield f"unknown roles {unknown}"
    if wrong := [effect for effect in form.get("effects", ()) if not _DOTTED.fullmatch(str(effect))]:
        yield f"effects are `thing.act`: {wrong}"


def _rule_shapes(rules: Any) -> Iterator[str]:
    for rule in rules:
        if not isinstance(rule, Mapping) or not {"code", "when"} <= set(rule) <= {"code", "when", "each"}:
            yield f"a finding has code, when and each: {rule!r}"


def item_shape_faults(item: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{item['id']}: {fault}" for fault in itemchecks.faults(item))
    for key in ("binds", "resolves"):
        if key in item and not re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", str(item[key])):
            yield f"{item['id']}: {key} {item[key]!r} is not a dotted name"


def reference_faults(form: Mapping[str, Any]) -> Iterator[str]:
    """Faults of names, kinds and cycles in a form whose shape is right."""
    ids = [item["id"] for item in trees.items(form["items"])]
    if twice := sorted({item_id for item_id in ids if ids.count(item_id) > 1}):
        yield f"ids stand twice: {twice}"
        return
    builder = Builder(form)
    named = [*_name_faults(form, builder.nodes)]
    yield from named
    if named:
        return
    if found := references.cycle(builder.nodes):
        yield f"items wait for one another: {' > '.join(found)}"
    else:
        yield from _kind_faults(form, builder)


def _name_faults(form: Mapping[str, Any], nodes: Mapping[str, Node]) -> Iterator[str]:
    for node in nodes.values():
        for part in _conditions(node.item):
            yield from (f"{node.id}: {why}" for why in references.condition_faults(part, nodes))
        for part in _expressions(node.item):
            yield from (f"{node.id}: {why}" for why in references.expression_faults(part, nodes))
        if "compute" in node.item and not isinstance(node.item["compute"], Mapping):
            yield f"{node.id}: compute is an expression"
    for rule in form.get("findings", ()):
        yield from (f"{rule['code']}: {why}" for why in references.condition_faults(rule["when"], nodes))
        if "each" in rule and not (rule["each"] in nodes and nodes[rule["each"]].is_repeating):
            yield f"{rule['code']}: each {rule['each']!r} is no repeating group"
    yield from _date_fault(form, nodes)


def _date_fault(form: Mapping[str, Any], nodes: Mapping[str, Node]) -> Iterator[str]:
    name = form.get("date")
    if name is None:
        return
    node = nodes.get(name)
    if node is None or node.type != "date" or node.repeat is not None:
        yield f"date {name!r} is no date item outside repeating groups"


def _conditions(item: Mapping[str, Any]) -> Iterator[Any]:
    if "when" in item:
        yield item["when"]
    yield from (option["when"] for option in item.get("options", ()) if "when" in option)


def _expressions(item: Mapping[str, Any]) -> Iterator[Any]:
    if "compute" in item:
        yield item["compute"]
    for key in ("min", "max", "initial"):
        if isinstance(item.get(key), Mapping):
            yield item[key]


def _kind_faults(form: Mapping[str, Any], builder: Builder) -> Iterator[str]:
    for node in builder.nodes.values():
        for condition in _conditions(node.item):
            yield from _ops(node.id, condition, builder, node.repeats_around())
    for rule in form.get("findings", ()):
        each = builder.nodes[rule["each"]] if "each" in rule else None
        site = (*each.repeats_around(), each) if each else ()
        yield from _ops(rule["code"], rule["when"], builder, site)


def _ops(name: str, condition: Any, builder: Builder, site: tuple[Node, ...]) -> Iterator[str]:
    for comparison in trees.comparisons(condition):
        node = builder.nodes.get(comparison.get("q", ""))
        kind = builder.left_kind(comparison, site)
        why = references.op_fault(kind, comparison) or references.literal_fault(node, comparison)
        if why:
            yield f"{name}: {why}"
