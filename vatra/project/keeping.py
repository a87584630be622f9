"""What may be kept or sent in the clear: no answer in any cache unless its view says so, no program
led over from HTTP, and how long to wait after "too many"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

PROGRAMS: Final = "/api/"
CLEAR: Final = (
    "Aici se intră numai prin https. Cererea a plecat necriptată: schimbați adresa, apoi și jetonul."
)
WAIT_SECONDS: Final = 300
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "OPTIONS")

Respond = Callable[[HttpRequest], HttpResponse]


class Keeping:
    """Pages hold people's data, so a browser and what lies between keep none of them.

    A program that asks over plain HTTP has already given its token away: leading it on to HTTPS
    would hide that, so it is refused. People who type the address are led on.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse
        if request.method not in METHODS:
            response = HttpResponseNotAllowed(METHODS)
        elif settings.IS_HTTPS and not request.is_secure() and request.path.startswith(PROGRAMS):
            response = JsonResponse({"code": "not_https", "message": CLEAR}, status=403)
        else:
            response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", str(WAIT_SECONDS))
        return response
