"""The OpenAPI document turned into what the documentation page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vatra.api import problems
from vatra.api.document import document

ASKED = frozenset({"Paged", "Where", "PagedWhere", "Wanted", "PagedWanted"})


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str
    where: str
    is_required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    about: str
    shape: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    anchor: str
    method: str
    path: str
    title: str
    about: str
    asked: tuple[Field, ...]
    body: tuple[Field, ...]
    answers: tuple[Answer, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One named shape of an answer: what other answers' lists are of."""

    name: str
    about: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    title: str
    operations: tuple[Operation, ...]


def about() -> str:
    return str(document()["info"]["description"])


def parts() -> list[Part]:
    """The operations by tag, in the document's order."""
    found = []
    for tag in document()["tags"]:
        operations = tuple(
            _operation(path, method, told)
            for path, methods in document()["paths"].items()
            for method, told in methods.items()
            if tag["name"] in told["tags"]
        )
        found.append(Part(tag["name"], tag["description"], operations))
    return found


def shapes() -> list[Shape]:
    """Named shapes of answers and bodies, by name; parameters stand with their operations."""
    named = document()["components"]["schemas"].items()
    found = [Shape(name, told.get("description", ""), _fields(told)) for name, told in sorted(named)]
    return [each for each in found if each.fields and each.name not in ASKED]


def problems_() -> list[tuple[str, problems.Kind]]:
    return list(problems.KINDS.items())


def _operation(path: str, method: str, told: dict[str, Any]) -> Operation:
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        anchor=told["operationId"],
        method=method.upper(),
        path=path,
        title=told.get("summary", ""),
        about=told.get("description", ""),
        asked=tuple(_parameter(each) for each in told.get("parameters", ())),
        body=_fields(body),
        answers=tuple(_answer(*pair) for pair in told["responses"].items() if not _is_problem(pair[1])),
        problems=tuple(status for status, answer in told["responses"].items() if _is_problem(answer)),
    )


def _is_problem(answer: dict[str, Any]) -> bool:
    """Problems are the same for all operations: told once, at the end of the page."""
    return problems.TYPE in answer.get("content", {})


def _parameter(told: dict[str, Any]) -> Field:
    schema = told["schema"]
    text = told.get("description") or schema.get("description", "")
    return Field(told["name"], _kind(schema), told["in"], told.get("required", False), text)


def _answer(status: str, told: dict[str, Any]) -> Answer:
    content = told.get("content", {})
    first: dict[str, Any] = next(iter(content.values()), {})
    schema = first.get("schema", {})
    is_error = status >= "400"
    return Answer(status, told["description"], ", ".join(content), () if is_error else _fields(schema))


def _fields(schema: dict[str, Any]) -> tuple[Field, ...]:
    shape = _resolved(schema)
    required = shape.get("required", ())
    return tuple(
        Field(name, _kind(told), "", name in required, told.get("description", ""))
        for name, told in shape.get("properties", {}).items()
    )


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    if not reference:
        return schema
    found: dict[str, Any] = document()["components"]["schemas"][reference.rpartition("/")[2]]
    return found


def _kind(schema: dict[str, Any]) -> str:
    """A shape in a few words: `integer`, `string sau null`, `listă de Row`."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " sau ".join(_kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"listă de {_kind(schema.get('items', {}))}"
    kind = schema.get("type", "orice")
    return " sau ".join(kind) if isinstance(kind, list) else str(schema.get("format", kind))
