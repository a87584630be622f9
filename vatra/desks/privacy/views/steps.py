"""What the officer writes while working on a request, and the erasure with what the law keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from vatra.accounts.access import allowed, principal_of
from vatra.database import scope
from vatra.desks.privacy import sheets
from vatra.desks.privacy.views import common
from vatra.privacy import actions, queries, retention
from vatra.privacy.errors import PrivacyError
from vatra.records.refusals import Reason, RefusedError

NAMES = {
    "prelungire": ("request_extension", "Prelungește termenul"),
    "raspuns": ("request_decision", "Salvează răspunsul"),
    "rectificare": ("rectification", "Salvează rectificarea"),
    "restrictionare": ("restriction", "Restricționează datele"),
    "ridicare": ("restriction_end", "Ridică restricția"),
    "retragere": ("withdrawal", "Retrage acordul"),
}
ERASURE = f"{common.PACK}/erasure"


@allowed("privacy.work")
def write(request: HttpRequest, request_id: UUID, name: str) -> HttpResponse:
    """One form of the officer about the request."""
    if name not in NAMES:
        raise Http404
    asked, principal = common.request_of(request_id), principal_of(request)
    form, button = f"{common.PACK}/{NAMES[name][0]}", NAMES[name][1]
    answers = sheets.typed(form, request.POST) | {"request": str(request_id)}
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            actions.write(principal=principal, form=form, person_id=asked["person_id"], answers=answers)
            messages.success(request, "S-a salvat în jurnal.")
            return HttpResponseRedirect(reverse("privacy_request", args=[request_id]))
        except RefusedError as refused:
            reasons = refused.reasons
    shown = sheets.sheet(
        form, answers, reasons=reasons, options=_options(asked) if name == "rectificare" else None
    )
    page = {"section": "privacy", "sheet": shown, "button": button, "asked": asked}
    return TemplateResponse(request, "privacy/form.html", page, status=422 if reasons else 200)


def _options(asked: Mapping[str, Any]) -> dict[str, tuple[dict[str, str], ...]]:
    """Entries of the team since the request came: the one that corrected is among them."""
    rows = queries.corrections(asked["person_id"], asked["received_on"])
    shown = tuple(
        {
            "code": str(row["id"]),
            "text": f"{common.title_of(row)}, {row['author']}, {row['occurred_on']:%d.%m.%Y}",
        }
        for row in rows
    )
    return {"corrected_by": shown}


@allowed("privacy.work")
def erasure(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """GET: what would go and what stays, until when, by which article. POST: erase."""
    asked, principal = common.request_of(request_id), principal_of(request)
    day = timezone.localdate()
    answers = sheets.typed(ERASURE, request.POST)
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            act = actions.erase(principal=principal, request=asked, answers=answers, on=day)
            messages.success(
                request, f"S-au șters {len(act.records)} intrări. Lanțul jurnalului este întreg."
            )
            return HttpResponseRedirect(reverse("privacy_request", args=[request_id]))
        except PrivacyError as error:
            messages.error(request, str(error))
        except RefusedError as refused:
            reasons = refused.reasons
    with scope.system():
        plan = retention.plan(asked["person_id"], day)
    page = {
        "section": "privacy",
        "asked": asked,
        "free": [one for one in plan if not one.is_kept],
        "kept": [one for one in plan if one.is_kept],
        "sheet": sheets.sheet(ERASURE, answers, reasons=reasons),
    }
    return TemplateResponse(request, "privacy/erasure.html", page, status=422 if reasons else 200)
