"""The phone app's built files. They hold nobody's data: the shell is open to anybody.

Files with a hash in their name never change and are kept by browsers for ever; the page,
the service worker and the manifest are asked for anew each time, so that a new version
is found at the next start.
"""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from vatra.accounts.access import public

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
FOREVER: Final = "public, max-age=31536000, immutable"
TYPES: Final = {".webmanifest": "application/manifest+json", ".js": "text/javascript"}
NOT_BUILT: Final = "Aplicația de teren nu este construită. Rulați make setup și porniți din nou serverul."


@public
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The page of the app."""
    if not (Path(settings.FIELD_DIST) / "index.html").exists():
        return HttpResponse(NOT_BUILT, status=503, content_type="text/plain; charset=utf-8")
    return _sent("index.html")


@public
@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """One file of the build. Http404 for any other name, or a path out of the folder."""
    return _sent(name)


def _sent(name: str) -> HttpResponse:
    try:
        path = Path(safe_join(settings.FIELD_DIST, name))
    except (ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    if not path.is_file():
        raise Http404
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    response = HttpResponse(path.read_bytes(), content_type=kind)
    response["Cache-Control"] = FOREVER if name.startswith("assets/") else "no-cache"
    response["Content-Security-Policy"] = POLICY
    return response
