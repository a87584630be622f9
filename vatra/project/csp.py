"""Content-Security-Policy: our own files only, no inline script or style without the request's nonce."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

POLICY = (
    "default-src 'none'",
    "script-src 'self'{nonce}",
    "style-src 'self'{nonce}",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "media-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
)


class ContentSecurityPolicy:
    """Adds the policy unless the view set a stricter one itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        used: list[str] = []
        request.csp_nonce = SimpleLazyObject(lambda: _make(used))  # type: ignore[attr-defined]  # our own mark
        response = self.get_response(request)
        # A page that asked for no nonce stays cacheable byte for byte.
        nonce = f" 'nonce-{used[0]}'" if used else ""
        response.headers.setdefault("Content-Security-Policy", "; ".join(POLICY).format(nonce=nonce))
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
        return response


def _make(used: list[str]) -> str:
    used.append(secrets.token_urlsafe(16))
    return used[0]


def nonce(request: HttpRequest) -> dict[str, object]:
    """Context processor: `<script nonce="{{ csp_nonce }}">`."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}
