"""The protocol's part of the OpenAPI document, from the msgspec shapes that the views read.

Every endpoint of `urls.py` stands in CALLS (a test compares), with each answer it can give.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import msgspec

from vatra.sync import shapes, wire

PREFIX: Final = "/api/sync/v1/"
REF: Final = "#/components/schemas/Sync{name}"
SECURITY: Final = {
    "device": {"type": "http", "scheme": "bearer", "description": "Jetonul telefonului, dat la înscriere."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "vatra",
        "description": "Sesiune cu al doilea factor (la HTTPS `__Host-vatra`).",
    },
}
JSON: Final = "application/json"
SAYS: Final = MappingProxyType(
    {
        200: "Bine.",
        202: "Nu este încă întreg.",
        302: "Sesiunea nu are încă al doilea factor.",
        304: "Telefonul îl are deja.",
        400: "`unreadable`: cererea nu a putut fi citită.",
        401: "`sign_in`: jetonul nu este cunoscut. Ce nu a plecat rămâne pe telefon.",
        403: "Rolul nu dă acest drept, ori trimiterea este a altui telefon (`other_device`).",
        404: "`not_found`, `not_wanted`: locul nu este al său, ori fișierul nu este cerut de nimic.",
        409: "`wrong_bytes`: octeții nu sunt cei promiși; se ia de la început.",
        503: "`try_again`: baza de date sau discul serverului nu pot primi acum. Se încearcă din nou singur.",
        413: "`too_large`, `too_many`: trimiterea se împarte.",
        429: "`too_fast`: prea multe cereri; `Retry-After` spune câte secunde se așteaptă.",
    }
)
FACTS: Final = (401, 404, 429)
BODY: Final = (400, 401, 413, 429)


@dataclass(frozen=True, slots=True)
class Call:
    """One method of one address: what it takes, what it answers when well, and which errors."""

    name: str
    path: str
    method: str
    title: str
    takes: type | None
    gives: type | None
    errors: tuple[int, ...]
    is_tagged: bool = False


CALLS: Final = (
    Call("enrol", "enrol", "post", "Înscrie telefonul", wire.Enrol, shapes.Enrolled, (302, 403, *BODY)),
    Call("hello", "hello", "post", "Primul cuvânt al unei sincronizări", wire.Hello, shapes.Greeted, BODY),
    Call("push", "push", "post", "Trimite intrări", wire.Push, shapes.Pushed, (*BODY, 403)),
    Call("pull", "pull", "post", "Primește ce s-a schimbat", wire.Pull, shapes.Pulled, BODY),
    Call("forms", "forms", "get", "Ce spun pachetele", None, shapes.Bundle, (401, 429), is_tagged=True),
    Call("place", "place/{siruta}", "get", "Satele comunei", None, shapes.Slice, FACTS),
    Call("team", "team/{siruta}", "get", "Colegii", None, shapes.Team, FACTS, is_tagged=True),
    Call(
        *("institutions", "institutions/{siruta}", "get", "Instituțiile", None, shapes.Institutions, FACTS),
        is_tagged=True,
    ),
    Call("leave", "leave", "post", "Telefonul iese din folosință", None, shapes.Left, (401, 429)),
    Call("emptied", "emptied", "post", "Telefonul s-a golit", wire.Emptied, shapes.Noted, BODY),
    Call("blob", "blob/{sha256}", "head", "Cât s-a primit dintr-un fișier", None, None, (202, *FACTS)),
    Call("blob", "blob/{sha256}", "put", "O bucată dintr-un fișier", None, None, (202, *FACTS, 409)),
)
SIRUTA: Final = {
    "name": "siruta",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 0, "maximum": 9_999_999},
    "description": "SIRUTA al comunei.",
}
DIGEST: Final = {
    "name": "sha256",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "description": "SHA-256 al octeților.",
}
OFFSETS: Final = tuple(
    {
        "name": name,
        "in": "header",
        "required": False,
        "schema": {"type": "integer", "minimum": 0, "maximum": 10_485_760},
        "description": text,
    }
    for name, text in (
        ("Upload-Offset", "De unde începe bucata."),
        ("Upload-Length", "Câți octeți are fișierul întreg."),
    )
)
TAG: Final = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "Eticheta celor de pe telefon.",
}


def paths() -> dict[str, Any]:
    """`{path: {method: operation}}` of the whole protocol."""
    found: dict[str, Any] = {}
    for call in CALLS:
        found.setdefault(f"{PREFIX}{call.path}", {})[call.method] = _operation(call)
    return found


def schemas() -> dict[str, Any]:
    """The components that `paths` names, each with `Sync` before its name."""
    shown = [each for call in CALLS for each in (call.takes, call.gives) if each is not None]
    _, found = msgspec.json.schema_components(
        [*dict.fromkeys(shown), shapes.Error, shapes.Refusal], ref_template=REF
    )
    return {f"Sync{name}": schema for name, schema in found.items()}


def _operation(call: Call) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"sync_{call.name}_{call.method}",
        "summary": call.title,
        "tags": ["sync"],
        "security": [{"session": []} if call.name == "enrol" else {"device": []}],
        "parameters": _parameters(call),
        "responses": {"200": _good(call)} | {str(code): _error(call, code) for code in (*call.errors, 503)},
    }
    if call.is_tagged:
        operation["responses"]["304"] = {"description": SAYS[304]}
    if call.takes is not None:
        operation["requestBody"] = {"required": True, "content": {JSON: {"schema": _ref(call.takes)}}}
    elif call.method == "put":
        binary = {"schema": {"type": "string", "format": "binary"}}
        operation["requestBody"] = {"required": True, "content": {"application/octet-stream": binary}}
    return operation


def _parameters(call: Call) -> list[dict[str, Any]]:
    found = [each for each in (SIRUTA, DIGEST) if f"{{{each['name']}}}" in call.path]
    if call.is_tagged:
        found.append(TAG)
    return [*found, *OFFSETS] if call.method == "put" else found


def _good(call: Call) -> dict[str, Any]:
    good: dict[str, Any] = {"description": SAYS[200]}
    if call.gives is not None:
        good["content"] = {JSON: {"schema": _ref(call.gives)}}
    if call.name == "blob":
        good["headers"] = _offset()
    return good


def _error(call: Call, status: int) -> dict[str, Any]:
    error: dict[str, Any] = {"description": SAYS[status]}
    if status == 202:
        return error | {"headers": _offset()}
    if status == 302 or call.method == "head":
        return error
    error["content"] = {JSON: {"schema": _ref(shapes.Error)}}
    if call.name == "enrol" and status in (401, 403):
        error["content"][JSON] = {"schema": _ref(shapes.Refusal)}
    if (call.name == "enrol" and status == 403) or status == 404:
        # Without the CSRF token, or for an address that is none, Django itself answers, with a page.
        error["content"]["text/html"] = {"schema": {"type": "string"}}
    return error


def _offset() -> dict[str, Any]:
    return {"Upload-Offset": {"schema": {"type": "string"}, "description": "Octeții de pe server."}}


def _ref(shape: type) -> dict[str, str]:
    return {"$ref": REF.format(name=shape.__name__)}
