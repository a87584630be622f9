"""What every request of the read API passes: token, part, pace, database scope, tag of the answer."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from vatra.accounts import access
from vatra.accounts.access import Mark
from vatra.api import pace, problems, tokens
from vatra.api.parts import PARTS
from vatra.api.tokens import Bearer
from vatra.database import scope

log = logging.getLogger("vatra.api")
View = Callable[..., HttpResponse]
ACTION: Final = "api.token"
RETRY_SECONDS: Final = 30


def guarded(view: View, part: str) -> View:
    """The view behind a token that may ask this part; every refusal is a problem (RFC 9457)."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return _answered(view, part, request, args, kwargs)
        except problems.ProblemError as error:
            return problems.answer(error.code)
        except Http404:
            return problems.answer("not_found")
        except (OperationalError, InterfaceError):
            log.warning("api database unreachable")
            return _later(problems.answer("try_again"))
        except Exception:
            # The edge: a program must get a problem too, and the log says where (never what was asked).
            log.exception("api request failed")
            return problems.answer("server_fault")

    wrapped.access = Mark(ACTION)  # type: ignore[attr-defined]  # our own mark
    return wrapped


def _answered(view: View, part: str, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    bearer = _bearer(request)
    pace_ = pace.step(bearer, part)
    if pace_.is_over:
        return _paced(problems.answer("too_fast"), pace_)
    if part not in bearer.parts or not access.may(bearer.principal, PARTS[part]):
        return _paced(problems.answer("not_allowed"), pace_)
    request.bearer = bearer  # type: ignore[attr-defined]  # our own mark
    with scope.enter(bearer.principal.scope()):
        response = view(request, *args, **kwargs)
    if response.status_code == 405:
        response = _wrong_method(response)
    return _paced(_tagged(request, response), pace_)


def _later(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _bearer(request: HttpRequest) -> Bearer:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    bearer = tokens.bearer(text.strip()) if scheme.lower() == "bearer" else None
    if bearer is None:
        raise problems.ProblemError("no_token")
    return bearer


def bearer_of(request: HttpRequest) -> Bearer:
    """Who asks, inside a guarded view."""
    found: Bearer = request.bearer  # type: ignore[attr-defined]  # our own mark
    return found


def _paced(response: HttpResponse, pace_: pace.Pace) -> HttpResponse:
    response["RateLimit-Limit"] = str(pace_.most)
    response["RateLimit-Remaining"] = str(pace_.left)
    response["RateLimit-Reset"] = str(pace_.wait)
    if response.status_code == 429:
        response["Retry-After"] = str(pace_.wait)
    return response


def _wrong_method(response: HttpResponse) -> HttpResponse:
    wrong = problems.answer("wrong_method")
    wrong["Allow"] = response.get("Allow", "GET")
    return wrong


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its tag, or 304 where the asker holds just that."""
    if response.status_code != 200:
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    held = {each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")}
    if held & {tag, "*"}:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response
