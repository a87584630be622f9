"""One thing done on a real file: where, with what, and who gets which answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from tests.integration.acts.stage import EVERYBODY, Stage

REFUSED, SIGN_IN = 403, 302


@dataclass(frozen=True, slots=True)
class Act:
    """``answers``: status -> who gets it, by name; the rest are refused, the anonymous sent to sign in.

    ``where`` and ``told`` name things of the stage in braces: ``{"case_id": "{case}"}``.
    """

    route: str
    answers: Mapping[int, str]
    where: Mapping[str, str] | None = None
    told: Mapping[str, str] | None = None
    query: str = ""
    method: str = "POST"
    otherwise: int = REFUSED

    def expected(self) -> dict[str, int]:
        given = dict.fromkeys(EVERYBODY, self.otherwise) | {"anonymous": SIGN_IN}
        for status, who in self.answers.items():
            given |= dict.fromkeys(who.split(), status)
        return given

    def ask(self, stage: Stage, who: str) -> HttpResponse:
        def filled(values: Mapping[str, str] | None) -> dict[str, Any]:
            return {key: text.format_map(stage.ids) for key, text in (values or {}).items()}

        address = reverse(self.route, kwargs=filled(self.where)) + self.query.format_map(stage.ids)
        ask: Callable[..., Any] = getattr(stage.client(who), self.method.lower())
        answer: HttpResponse = ask(address, filled(self.told))
        return answer
