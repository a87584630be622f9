"""PUT and HEAD of attachments: content addressed, resumable, only for entries one wrote."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from vatra.database import scope
from vatra.records import attachments
from vatra.scanning import verdicts
from vatra.sync.devices import Bearer
from vatra.sync.transport import TOO_LARGE, problem, with_bearer

NOT_WANTED = "Niciuna dintre intrările trimise nu cere acest fișier. Trimiteți întâi intrarea."
WRONG = "Fișierul s-a stricat pe drum. Aplicația îl trimite din nou de la început."


@require_http_methods(["HEAD", "PUT"])
@with_bearer
def blob(request: HttpRequest, sha256: str, bearer: Bearer) -> HttpResponse:
    """HEAD: how much is here (``Upload-Offset``). PUT: a piece at ``Upload-Offset``."""
    try:
        with scope.system():
            is_wanted = attachments.is_wanted(sha256, bearer.user_id)
        if not is_wanted:
            return problem(404, "not_wanted", NOT_WANTED)
        if request.method == "HEAD":
            return _state(sha256)
        offset = _number(request.headers.get("Upload-Offset", "0"))
        total = _number(request.headers.get("Upload-Length", str(len(request.body))))
        attachments.append(sha256, offset, request.body, total)
    except attachments.NotWantedError:
        return problem(404, "not_wanted", NOT_WANTED)
    except attachments.WrongBytesError:
        return problem(409, "wrong_bytes", WRONG)
    except RequestDataTooBig:
        return problem(413, "too_large", TOO_LARGE)
    if attachments.is_complete(sha256):
        # What is found never makes the phone send again: the file is here, closed (vatra.scanning).
        verdicts.arrived(sha256, verdicts.Sender("phone", bearer.user_id))
    return _state(sha256)


def _state(sha256: str) -> HttpResponse:
    response = HttpResponse(status=200 if attachments.is_complete(sha256) else 202)
    response["Upload-Offset"] = str(attachments.received(sha256))
    return response


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1
