"""The OpenAPI document: the read API as Ninja tells it, the phones' protocol as msgspec tells it."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any, Final

from vatra.api import problems, v1
from vatra.office.exports import XLSX
from vatra.sync import described

PREFIX: Final = "api/v1/"
CODES: Final = (
    *("bad_cursor", "no_token", "not_allowed", "not_found", "wrong_method", "invalid", "too_fast"),
    "try_again",
)
HEADERS: Final = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}
PROBLEM: Final = {"$ref": "#/components/schemas/Problem"}
ABOUT: Final = (
    "Două interfețe. `/api/v1/`: cifrele, locurile, catalogul, rapoartele și cazurile fără nume, citite de "
    "alte programe cu un jeton dat de operator. `/api/sync/v1/`: protocolul telefoanelor, cu jetonul "
    "telefonului înscris. Versiunea stă în adresă: ce se adaugă nu o schimbă, ce s-ar strica are alta."
)
TAGS: Final = (
    ("figures", "Indicatori, cifre și evoluția lor"),
    ("places", "Județe, comune și orașe"),
    ("catalogue", "Formulare, vulnerabilități, servicii și nevoi, cu temeiul lor"),
    ("reports", "Rapoarte și exporturi ca fișiere"),
    ("cases", "Cazuri fără nume"),
    ("sync", "Protocolul telefoanelor"),
)


@cache
def document() -> dict[str, Any]:
    """The whole document, as served at /api/openapi.json. Not to be changed by who reads it."""
    found: dict[str, Any] = copy.deepcopy(dict(v1.api.get_openapi_schema(path_prefix=PREFIX)))
    found["info"] = {"title": "Vatra", "version": v1.VERSION, "description": ABOUT}
    found["servers"] = [{"url": "/"}]
    found["tags"] = [{"name": name, "description": text} for name, text in TAGS]
    for operations in found["paths"].values():
        for operation in operations.values():
            _complete(operation)
    _problem_schema(found["components"])
    found["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Jeton dat cu `vatra token issue`."},
        **described.SECURITY,
    }
    found["paths"] |= described.paths()
    found["components"]["schemas"] |= described.schemas()
    return found


def _complete(operation: dict[str, Any]) -> None:
    """Errors, headers and kinds of content that hold for every operation of the read API."""
    operation["security"] = [{"token": []}]
    good = operation["responses"].pop(200)
    good["description"] = "Bine."
    good["headers"] = _headers("ETag") | _pace()
    if "content" not in good:
        good["content"] = _files()
    operation["responses"] = {"200": good, "304": _same()}
    for code in CODES:
        kind = problems.KINDS[code]
        operation["responses"][str(kind.status)] = {
            "description": kind.title,
            "content": {problems.TYPE: {"schema": PROBLEM}},
            "headers": _headers(*HEADERS.get(kind.status, ())),
        }
    operation.setdefault("parameters", []).append(
        {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "schema": {"type": "string", "maxLength": 200},
            "description": "Eticheta (ETag) răspunsului pe care îl aveți: 304 dacă este același.",
        }
    )


def _files() -> dict[str, Any]:
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {"text/csv": {"schema": {"type": "string"}}, XLSX: binary}


def _same() -> dict[str, Any]:
    return {"description": "Aveți deja acest răspuns.", "headers": _headers("ETag")}


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"schema": {"type": "string"}} for name in names}


def _pace() -> dict[str, Any]:
    return _headers("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


def _problem_schema(components: dict[str, Any]) -> None:
    from vatra.api.schemas import Problem

    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components.setdefault("schemas", {}).update(schema.pop("$defs", {}))
    components["schemas"]["Problem"] = schema
