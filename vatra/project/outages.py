"""What is answered while the database cannot be reached or a disk is full: try again, nothing is lost.

The answer is 503 with `Retry-After`, in words; a phone keeps its entries and sends them again.
Whatever else goes wrong stays an error 500.
"""

import errno
import logging
import sys
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.views import defaults

log = logging.getLogger(__name__)
RETRY_SECONDS = 30
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
TRY_AGAIN = "Serverul nu poate primi nimic pentru moment. Ce ați scris rămâne pe telefon și se trimite din nou singur."


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of exceptions that no view caught (`handler500`)."""
    error = sys.exc_info()[1]
    if error is None or not is_passing(error):
        return defaults.server_error(request)
    log.warning("try_again", extra={"reason": type(error).__name__})
    return try_again(request)


def is_passing(error: BaseException) -> bool:
    """Whether the cause is the database's or the disk's state, not this request."""
    return any(
        isinstance(one, OperationalError | InterfaceError) or (isinstance(one, OSError) and one.errno in FULL)
        for one in _chain(error)
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def try_again(request: HttpRequest) -> HttpResponse:
    response: HttpResponse
    if request.path.startswith("/api/"):
        response = JsonResponse({"code": "try_again", "message": TRY_AGAIN}, status=503)
    else:
        # Without the request: what surrounds a page (who, which menu) is in the database too.
        response = HttpResponse(loader.get_template("503.html").render(), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
