"""How often one user may do what could carry data away or hide a search: limits, and the page 429."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from vatra.accounts.access import View
from vatra.database import pace

MINUTE, HOUR = 60, 3600
# What, how often, in how many seconds. Far above a working day's need, far below a program's.
LIMITS: Final = MappingProxyType(
    {
        "search": (60, MINUTE),  # names typed into the search; the page asks while one types
        "opening": (20, HOUR),  # identities opened by exception
        "export": (30, HOUR),  # tables and files of many persons
        "document": (120, HOUR),  # each costs the processor
        "enrolment": (10, HOUR),  # phones made one's own
        "upload": (60, HOUR),  # sheets read back
        "applying": (1000, HOUR),  # documents of applicants: a unit with 60 nurses of 8 each, sent twice
        "sending": (30, HOUR),  # letters to addresses somebody typed
    }
)
TOO_OFTEN: Final = "Prea multe cereri de acest fel într-un timp scurt. Așteptați {wait} și încercați din nou."


def paced(what: str, *, api: bool = False, method: str = "") -> Callable[[View], View]:
    """Refuse with 429 and ``Retry-After`` what a signed-in user does too often.

    Stands outside ``allowed``, before the scope's transaction. ``method``: only that one counts.
    """
    most, seconds = LIMITS[what]

    def guard(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated or (method and request.method != method):
                return view(request, *args, **kwargs)
            limit = most * settings.PACE_TIMES
            wait = pace.step(what, str(request.user.pk), most=limit, seconds=seconds)
            return _refused(request, wait, api=api) if wait else view(request, *args, **kwargs)

        return counted

    return guard


def _refused(request: HttpRequest, wait: int, *, api: bool) -> HttpResponse:
    text = TOO_OFTEN.format(wait=f"{-(-wait // MINUTE)} minute" if wait > MINUTE else f"{wait} secunde")
    response: HttpResponse
    if api:
        response = JsonResponse({"code": "too_fast", "message": text}, status=429)
    else:
        response = render(request, "too_often.html", {"why": text}, status=429)
    response["Retry-After"] = str(wait)
    return response
