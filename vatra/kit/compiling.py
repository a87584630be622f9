"""A form's YAML made into the form that servers and phones evaluate; every fault is named."""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from vatra.kit import formchecks, trees, vocabulary
from vatra.kit.errors import PackError
from vatra.kit.itemchecks import CHOICE_TYPES

_INHERITED: Final = ("sensitivity", "area")
_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def compiled(raw: Mapping[str, Any], lists: Mapping[str, Any], pack: str) -> dict[str, Any]:
    """The compiled form without its hash; PackError names every fault found."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("items"), list):
        raise PackError(f"{pack}: a form is a mapping with items")
    form = copy.deepcopy(dict(raw))
    problems = [*formchecks.shape_faults(form)]
    marks = {key: form.get(key) for key in _INHERITED}
    rules: list[dict[str, Any]] = []
    problems += _items(form["items"], lists, marks, None, rules)
    form["findings"] = [*form.get("findings", ()), *rules]
    form["id"] = f"{pack}/{form.get('id')}"
    _defaults(form)
    if not problems:  # references can only be followed when the shape is right
        problems += formchecks.reference_faults(form)
    if problems:
        raise PackError("\n".join(f"{form['id']}: {problem}" for problem in problems))
    for marked in (form, *trees.items(form["items"])):
        if "sensitivity" in marked:
            marked["sensitivity"] = vocabulary.SENSITIVITY[marked["sensitivity"]]
    return form


def _defaults(form: dict[str, Any]) -> None:
    for key in ("cites", "effects"):
        form.setdefault(key, [])
    for key in ("stage", "date"):
        form.setdefault(key, None)


def _items(
    items: list[Any],
    lists: Mapping[str, Any],
    marks: Mapping[str, Any],
    each: str | None,
    rules: list[dict[str, Any]],
) -> Iterator[str]:
    """Resolves lists, marks and option findings in place; yields faults."""
    for item in items:
        if not isinstance(item, dict) or not _ID.fullmatch(str(item.get("id"))):
            yield f"an item needs an id of small letters, digits and _: {item!r}"
            continue
        for key in _INHERITED:
            if item.get(key) is None and marks[key] is not None:
                item[key] = marks[key]
        yield from _list(item, lists)
        rules.extend(_option_rules(item, each))
        yield from formchecks.item_shape_faults(item)
        if isinstance(item.get("items"), list):
            inner = item["id"] if item.get("repeats") else each
            own = {key: item.get(key) for key in _INHERITED}
            yield from _items(item["items"], lists, own, inner, rules)


def _list(item: dict[str, Any], lists: Mapping[str, Any]) -> Iterator[str]:
    name = item.pop("list", None)
    if name is None:
        return
    if name not in lists:
        yield f"{item['id']}: no list {name!r} in the pack"
    elif "options" in item:
        yield f"{item['id']}: both list and options"
    else:
        item["options"] = copy.deepcopy(lists[name])


def _option_rules(item: Mapping[str, Any], each: str | None) -> Iterator[dict[str, Any]]:
    """`finding` of an option, written out as a rule."""
    if item.get("type") not in CHOICE_TYPES or not isinstance(item.get("options"), list):
        return
    op = "=" if item["type"] == "choice" else "has"
    for option in item["options"]:
        if isinstance(option, dict) and "finding" in option:
            when = {"q": item["id"], "op": op, "value": option.get("code")}
            rule = {"code": option["finding"], "when": when}
            yield rule | {"each": each} if each else rule


def sensitivities(form: Mapping[str, Any]) -> dict[str, int]:
    """Mark of each item of a compiled form that can hold an answer."""
    return {
        item["id"]: item["sensitivity"]
        for item in trees.items(form["items"])
        if item["type"] not in ("group", "display")
    }
