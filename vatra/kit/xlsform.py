"""A compiled form as the three sheets of an XLSForm (survey, choices, settings).

Numbers of the law are written as they stand on the day of the export. What the form knows of
the world around it (role, the person's age) becomes hidden questions named `ctx_…`, to be filled
in when the form is sent out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from vatra.kit.nodes import Builder, Node
from vatra.kit.parameters import Parameters
from vatra.kit.xpath import Writer, context_name

Row = dict[str, str]
_TYPES: Final[Mapping[str, str]] = {
    "display": "note",
    "string": "text",
    "text": "text",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "boolean": "select_one vatra_boolean",
    "yes_no_unknown": "select_one vatra_yes_no_unknown",
    "person": "text",
    "institution": "text",
    "place": "integer",
    "photo": "image",
    "file": "file",
    "signature": "image",
    "code": "barcode",
    "computed": "calculate",
}
_APPEARANCE: Final[Mapping[str, str]] = {"text": "multiline", "signature": "signature"}
_COMMON: Final[tuple[tuple[str, str, str], ...]] = (
    ("vatra_boolean", "true", "Da"),
    ("vatra_boolean", "false", "Nu"),
    ("vatra_yes_no_unknown", "yes", "Da"),
    ("vatra_yes_no_unknown", "no", "Nu"),
    ("vatra_yes_no_unknown", "unknown", "Nu știu"),
)


@dataclass(frozen=True, slots=True)
class Sheets:
    survey: list[Row]
    choices: list[Row]
    settings: list[Row]


def sheets(form: Mapping[str, Any], parameters: Parameters, on: date) -> Sheets:
    """Rows of the three sheets, by column name; empty columns are left out."""
    builder = Builder(form)
    writer = Writer(builder, parameters, on)
    survey = [row for node in builder.roots for row in _rows(node, writer)]
    name = form["id"].replace("/", "_")
    return Sheets(
        survey=[*_context_rows(form), *survey],
        choices=[*_choices(builder)],
        settings=[{"form_title": form["title"], "form_id": name, "version": form["version"]}],
    )


def _context_rows(form: Mapping[str, Any]) -> Iterator[Row]:
    """Hidden questions for every part of the context that the form looks at."""
    for path in sorted({"date", *_paths(form)}):
        name = context_name(path)
        if path in ("today", "date"):
            yield {"type": "calculate", "name": name, "calculation": "today()"}
        else:
            yield {"type": "hidden", "name": name}


def _paths(tree: Any) -> Iterator[str]:
    if isinstance(tree, Mapping):
        if isinstance(tree.get("ctx"), str):
            yield tree["ctx"]
        if tree.get("min") == "today" or tree.get("max") == "today":
            yield "today"
        tree = list(tree.values())
    if isinstance(tree, list):
        for part in tree:
            yield from _paths(part)


def _rows(node: Node, writer: Writer) -> Iterator[Row]:
    if node.type != "group":
        yield _question(node, writer)
        return
    word = "repeat" if node.is_repeating else "group"
    yield {"type": f"begin_{word}", **_head(node, writer)}
    for child in node.children:
        yield from _rows(child, writer)
    yield {"type": f"end_{word}"}


def _head(node: Node, writer: Writer) -> Row:
    item = node.item
    row = {"name": node.id, "label": item["text"], "hint": item.get("hint", "")}
    if "when" in item:
        row["relevant"] = writer.condition(item["when"], node.repeats_around())
    return {key: text for key, text in row.items() if text}


def _question(node: Node, writer: Writer) -> Row:
    row = {"type": _type(node), **_head(node, writer)}
    item = node.item
    row["required"] = "yes" if item.get("required") else ""
    row["appearance"] = _APPEARANCE.get(node.type, "")
    row["calculation"] = writer.expression(item["compute"]) if "compute" in item else ""
    row["constraint"] = " and ".join(_constraints(node, writer))
    own = item.get("messages", {})
    row["constraint_message"] = own.get("pattern") or own.get("min") or own.get("max") or ""
    row["required_message"] = own.get("required", "")
    return {key: text for key, text in row.items() if text}


def _type(node: Node) -> str:
    if node.type in ("choice", "choices"):
        return f"{'select_one' if node.type == 'choice' else 'select_multiple'} {node.id}"
    return _TYPES[node.type]


def _constraints(node: Node, writer: Writer) -> Iterator[str]:
    item = node.item
    kind = "number" if node.type in ("integer", "decimal") else None
    for key, op in (("min", ">="), ("max", "<=")):
        if key in item:
            bound = {"ctx": "today"} if item[key] == "today" else item[key]
            yield f". {op} {writer.expression(bound, kind)}"
    if "pattern" in item:
        yield f"regex(., '^(?:{item['pattern']})$')"
    if "max_length" in item:
        yield f"string-length(.) <= {item['max_length']}"
    if exclusive := [option["code"] for option in item.get("options", ()) if option.get("exclusive")]:
        yield from (f"not(selected(., '{code}') and count-selected(.) > 1)" for code in exclusive)


def _choices(builder: Builder) -> Iterator[Row]:
    for name, code, text in _COMMON:
        yield {"list_name": name, "name": code, "label": text}
    for node in builder.nodes.values():
        for option in node.item.get("options", ()):
            yield {"list_name": node.id, "name": option["code"], "label": option["text"]}
