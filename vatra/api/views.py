"""The document for programs, the same for people, and the word for addresses that are none."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from vatra.accounts.access import public
from vatra.api import problems, reference
from vatra.api.document import document


@cache
def _text() -> str:
    return json.dumps(document(), ensure_ascii=False, indent=1, default=str)


@public
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document. It holds no data, so anybody may read it, from any page."""
    response = HttpResponse(_text(), content_type="application/json")
    response["Cache-Control"] = "public, max-age=300"
    return response


@public
@require_GET
def pages(request: HttpRequest) -> HttpResponse:
    """The same document to read: plain HTML, no script."""
    told: dict[str, Any] = {
        "about": reference.about(),
        "parts": reference.parts(),
        "shapes": reference.shapes(),
        "problems": reference.problems_(),
    }
    return TemplateResponse(request, "api/reference.html", told)


@csrf_exempt
@public
def missing(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address below /api/v1/: a problem, as programs expect."""
    return problems.answer("not_found")
