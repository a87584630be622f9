"""Forms: read, compile, check. The phone's twin has the same names in camelCase.

`check` never throws data away silently: each answer it leaves out has an issue or is disabled.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vatra.kit import answers as cleaning
from vatra.kit import canonical, checking, compiling, messages, yaml12
from vatra.kit import lists as option_lists
from vatra.kit.nodes import Node
from vatra.kit.parameters import Parameters
from vatra.kit.sheet import Context, Scope, is_list_of_objects, open_sheet

Form = Mapping[str, Any]  # compiled; installed forms are never changed
Lists = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Issue:
    """`path` = "linkId" or "group[2].linkId", counted from 0."""

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers as they are kept (in order of the form), and what is wrong with what came."""

    answers: dict[str, Any]
    issues: tuple[Issue, ...] = field(default=())


def load_form(path: Path, pack: str | None = None) -> dict[str, Any]:
    """A form file of a pack folder (`<pack>/forms/<id>.yaml`), compiled with the pack's lists."""
    home = path.parent.parent
    return compile_form(yaml12.load(path), load_lists(home), pack or home.name)


def load_lists(home: Path) -> Lists:
    """Option lists of a pack folder, by name."""
    return option_lists.read(home)


def compile_form(raw: Mapping[str, Any], lists: Lists, pack: str) -> dict[str, Any]:
    """The form checked, lists and inherited marks resolved, with its hash; PackError lists all faults."""
    form = compiling.compiled(raw, lists, pack)
    form["hash"] = canonical.sha256(form)
    return form


def check(
    form: Form, answers: Mapping[str, Any], context: Context, parameters: Parameters | None = None
) -> Checked:
    """Answers cleaned (disabled ones dropped, computed ones filled) and their issues."""
    return checked(open_sheet(form, answers, context, parameters))


def checked(sheet: Scope) -> Checked:
    """The same for a sheet that is already open."""
    kept: dict[str, Any] = {}
    issues = tuple(_scope(sheet, sheet.form.roots, "", kept))
    return Checked(kept, issues)


def enabled_ids(
    form: Form, answers: Mapping[str, Any], context: Context, parameters: Parameters | None = None
) -> list[str]:
    """Paths of the items that are asked now, in order: `group`, `item`, `rows[0].item`."""
    sheet = open_sheet(form, answers, context, parameters)
    return list(_enabled(sheet, sheet.form.roots, ""))


def initial_answers(form: Form, context: Context, parameters: Parameters | None = None) -> dict[str, Any]:
    """What a new form starts with (top level, repeating groups empty)."""
    sheet = open_sheet(form, {}, context, parameters)
    pairs = ((node.id, _initial(node, sheet)) for node in _asked(sheet.form.roots))
    return {item_id: value for item_id, value in pairs if value is not None}


def _initial(node: Node, sheet: Scope) -> Any:
    initial = node.item.get("initial")
    return sheet.ctx(initial["ctx"]) if isinstance(initial, Mapping) else initial


def _asked(nodes: list[Node]) -> Iterator[Node]:
    """Items at one level, groups that do not repeat opened."""
    for node in nodes:
        if node.type == "group" and not node.is_repeating:
            yield from _asked(node.children)
        elif node.type != "display":
            yield node


def _enabled(scope: Scope, nodes: list[Node], prefix: str) -> Iterator[str]:
    for node in nodes:
        if not scope.is_enabled(node):
            continue
        yield prefix + node.id
        if node.is_repeating:
            for index, repetition in enumerate(scope.repetitions(node)):
                yield from _enabled(repetition, node.children, f"{prefix}{node.id}[{index}].")
        else:
            yield from _enabled(scope, node.children, prefix)


def _scope(scope: Scope, nodes: list[Node], prefix: str, kept: dict[str, Any]) -> Iterator[Issue]:
    """Issues of one level; what stays goes into `kept`."""
    known = set()
    for node in _asked(nodes):
        known.add(node.id)
        if scope.is_enabled(node):
            yield from (_group if node.is_repeating else _item)(scope, node, prefix, kept)
    for item_id in sorted(str(key) for key in scope.raw if key not in known):
        message = messages.TEMPLATES["unknown_item"].replace("{id}", item_id)
        yield Issue(prefix + item_id, "unknown_item", message)


def _item(scope: Scope, node: Node, prefix: str, kept: dict[str, Any]) -> Iterator[Issue]:
    value = scope.value(node)
    path = prefix + node.id
    if value is not None:
        kept[node.id] = value
        if node.compute is None:
            for code, message in checking.faults(node, value, scope):
                yield Issue(path, code, message)
    elif node.compute is None:
        yield from _absent(node, scope.raw.get(node.id), path)


def _absent(node: Node, raw: Any, path: str) -> Iterator[Issue]:
    if not cleaning.is_missing(raw):
        yield Issue(path, "type", messages.issue_text(node.item, "type"))
    elif node.item.get("required"):
        yield Issue(path, "required", messages.issue_text(node.item, "required"))


def _group(scope: Scope, node: Node, prefix: str, kept: dict[str, Any]) -> Iterator[Issue]:
    raw = scope.raw.get(node.id)
    if cleaning.is_missing(raw) or not is_list_of_objects(raw):
        yield from _absent(node, raw, prefix + node.id)
        return
    rows: list[dict[str, Any]] = []
    kept[node.id] = rows
    for code, message in checking.bounds(node, len(raw), scope):
        yield Issue(prefix + node.id, code, message)
    for index, repetition in enumerate(scope.repetitions(node)):
        row: dict[str, Any] = {}
        rows.append(row)
        yield from _scope(repetition, node.children, f"{prefix}{node.id}[{index}].", row)
