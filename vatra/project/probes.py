"""Health and metrics are answered before anything else: whoever asks them comes by the machine's
own address, without HTTPS, a session or a known host name."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import path

from vatra.project import health, metrics

Respond = Callable[[HttpRequest], HttpResponse]

VIEWS: Final[dict[str, Respond]] = {
    "/health/live": health.live,
    "/health/ready": health.ready,
    "/metrics": metrics.metrics,
}
urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("metrics", metrics.metrics, name="metrics"),
]


# Nothing here is a page: it may load nothing and stand in no frame, whoever asks.
CLOSED: Final = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Probes:
    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = VIEWS.get(request.path)
        if not view or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        response = view(request)
        for name, value in CLOSED.items():
            response.headers.setdefault(name, value)
        return response
