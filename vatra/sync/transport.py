"""HTTP around the protocol: bodies in and out, packed both ways, who is asking, what is wrong."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

import msgspec
import zstandard
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from vatra.accounts.access import Mark
from vatra.sync import devices, pace
from vatra.sync.devices import Bearer

MOST_BYTES: Final = 8 * 1024 * 1024
MIN_PACKED: Final = 1024
ZSTD_LEVEL: Final = 3

T = TypeVar("T")
Endpoint = Callable[..., HttpResponse]

SIGN_IN = "Sesiunea acestui telefon nu mai este valabilă. Intrați din nou în cont; ce ați scris rămâne."
TOO_LARGE = "Trimiterea este prea mare. Aplicația o împarte și încearcă din nou."
TOO_FAST = "Telefonul a cerut de prea multe ori într-un minut. Aplicația așteaptă și încearcă din nou."
UNREADABLE = "Cererea nu a putut fi citită. Actualizați aplicația și încercați din nou."


def problem(status: int, code: str, message: str) -> JsonResponse:
    """An error a phone can show: ``{code, message}``."""
    return JsonResponse({"code": code, "message": message}, status=status)


def with_bearer(view: Endpoint) -> Endpoint:
    """Give the view ``bearer``; 401 for an unknown token. The phone keeps its outbox."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        bearer = devices.bearer(token) if scheme == "Bearer" and token else None
        if bearer is None:
            return problem(401, "sign_in", SIGN_IN)
        wait = pace.step(bearer.device_id)
        if wait:
            refusal = problem(429, "too_fast", TOO_FAST)
            refusal["Retry-After"] = str(wait)
            return refusal
        return view(request, *args, bearer=bearer, **kwargs)

    wrapped.access = Mark("sync.device")  # type: ignore[attr-defined]  # our own mark
    return wrapped


def body(request: HttpRequest, shape: type[T]) -> T | HttpResponse:
    """The request's JSON as ``shape``, or the answer that says what is wrong with it."""
    try:
        raw = request.body
    except RequestDataTooBig:  # beyond what Django reads at all
        return problem(413, "too_large", TOO_LARGE)
    if request.headers.get("Content-Encoding") == "gzip":
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            raw = unpacker.decompress(raw, MOST_BYTES + 1)
        except zlib.error:
            return problem(400, "unreadable", UNREADABLE)
    if len(raw) > MOST_BYTES:
        return problem(413, "too_large", TOO_LARGE)
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return problem(400, "unreadable", UNREADABLE)


def answer(request: HttpRequest, text: str) -> HttpResponse:
    """JSON text, packed as the phone takes it when it is worth it."""
    content = text.encode()
    response = HttpResponse(content_type="application/json")
    response["Cache-Control"] = "no-store"
    if len(content) >= MIN_PACKED:
        way, content = _packed(content, request.headers.get("Accept-Encoding", ""))
        if way:
            response["Content-Encoding"] = way
    response.content = content
    return response


def _packed(content: bytes, taken: str) -> tuple[str, bytes]:
    """``(encoding, bytes)``; no encoding where the phone takes none of ours.

    Browsers offer zstd over TLS since 2024. At this level a page of the feed takes half the bytes of
    gzip's first level and a third of the time.
    """
    ways = {part.partition(";")[0].strip() for part in taken.split(",")}
    if "zstd" in ways:
        return "zstd", zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(content)
    if "gzip" in ways:
        return "gzip", gzip.compress(content, 1, mtime=0)
    return "", content


def answer_json(request: HttpRequest, value: Any) -> HttpResponse:
    return answer(request, json.dumps(value, ensure_ascii=False, default=str))


def answer_unless_same(request: HttpRequest, text: str, etag: str) -> HttpResponse:
    """The JSON text with its tag, or 304 when the phone holds just that."""
    held = request.headers.get("If-None-Match", "").removeprefix("W/").strip('"')
    if held == etag:
        return HttpResponse(status=304)
    response = answer(request, text)
    response["ETag"] = f'"{etag}"'
    response["Cache-Control"] = "private, no-cache"
    return response


__all__ = ["Bearer", "answer", "answer_json", "answer_unless_same", "body", "problem", "with_bearer"]
