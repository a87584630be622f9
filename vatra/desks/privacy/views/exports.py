"""Everything of one person on paper and as a file, to hand over to her."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.pace import paced
from vatra.accounts.proof import proved_lately
from vatra.desks.privacy import papers
from vatra.desks.privacy.views import common
from vatra.documents import making, press, stamp
from vatra.privacy import actions, exporting
from vatra.privacy.errors import PrivacyError

TEMPLATE = Path(papers.__file__).parent / "person.typ"


@paced("export")
@allowed("privacy.work")
@require_GET
@proved_lately()
def paper(request: HttpRequest, request_id: UUID) -> HttpResponse:
    def made(asked: dict[str, Any], told: dict[str, Any]) -> bytes:
        data = papers.matter(principal_of(request), asked, told, timezone.localdate())
        make = press.made_apart if len(told["records"]) >= making.APART else press.made
        return make(TEMPLATE, stamp.stamped(data))

    return _sent(request, request_id, "pdf", made)


@paced("export")
@allowed("privacy.work")
@require_GET
@proved_lately()
def archive(request: HttpRequest, request_id: UUID) -> HttpResponse:
    return _sent(request, request_id, "zip", lambda asked, told: exporting.archive(told))


def _sent(
    request: HttpRequest, request_id: UUID, kind: str, make: Callable[[dict[str, Any], dict[str, Any]], bytes]
) -> HttpResponse:
    asked = common.request_of(request_id)
    try:
        told = actions.export(principal=principal_of(request), request=asked, what=f"privacy:{kind}")
    except PrivacyError:
        messages.error(
            request, "Deschideți întâi datele persoanei: cererea este motivul, iar deschiderea se scrie."
        )
        return HttpResponseRedirect(reverse("privacy_request", args=[request_id]))
    response = HttpResponse(make(asked, told), content_type=f"application/{kind}")
    response["Content-Disposition"] = f'attachment; filename="date-personale-{asked["number"]}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response
