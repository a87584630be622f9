"""Errors as RFC 9457 tells them: for people in Romanian, for programs a code that never changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.http import HttpResponse

TYPE: Final = "application/problem+json"
HOME: Final = "/api/#eroare-"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of error: its status, and what happened and what to do next."""

    status: int
    title: str
    detail: str


KINDS: Final = MappingProxyType(
    {
        "bad_cursor": Kind(
            400,
            "Cursor greșit",
            "Cursorul nu este unul dat de acest răspuns. Cereți din nou prima pagină, fără cursor.",
        ),
        "no_token": Kind(
            401,
            "Fără jeton în vigoare",
            "Trimiteți antetul Authorization: Bearer cu un jeton în vigoare. Un operator dă altul cu "
            "`vatra token issue`.",
        ),
        "not_allowed": Kind(
            403,
            "Parte nepermisă",
            "Jetonul nu are dreptul la această parte. Cereți operatorului un jeton care o cuprinde.",
        ),
        "not_found": Kind(
            404,
            "Nu există",
            "Nu există la această adresă nimic din teritoriul jetonului. Verificați codul și locul.",
        ),
        "wrong_method": Kind(405, "Metodă greșită", "Aici se citește numai: folosiți GET."),
        "invalid": Kind(
            422,
            "Parametri greșiți",
            "Unii parametri nu au forma din descriere. `errors` spune care.",
        ),
        "too_fast": Kind(
            429,
            "Prea multe cereri",
            "Jetonul a cerut de prea multe ori în acest minut. Așteptați secundele din Retry-After.",
        ),
        "try_again": Kind(
            503,
            "Baza de date nu răspunde",
            "Serverul nu poate citi pentru moment. Încercați din nou după secundele din Retry-After.",
        ),
        "server_fault": Kind(
            500,
            "Eroare a serverului",
            "Serverul nu a putut răspunde acum. Încercați din nou; dacă se repetă, anunțați operatorul.",
        ),
    }
)


class ProblemError(Exception):
    """An answer that is an error of a known kind."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def answer(code: str, errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    """The problem's answer. It never quotes what was asked."""
    kind = KINDS[code]
    body: dict[str, Any] = {
        "type": f"{HOME}{code}",
        "title": kind.title,
        "status": kind.status,
        "detail": kind.detail,
        "code": code,
    }
    if errors:
        body["errors"] = list(errors)
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=TYPE, status=kind.status)
    response["Cache-Control"] = "no-store"
    if kind.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response
