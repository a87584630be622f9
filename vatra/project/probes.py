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


class Probes:
    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = VIEWS.get(request.path)
        return view(request) if view and request.method in ("GET", "HEAD") else self.get_response(request)
