"""Înștiințări: those of the place, one with its history, its letter, and sending one from a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.pace import paced
from vatra.accounts.principals import Principal
from vatra.documents import making
from vatra.documents.making import Asked
from vatra.notices import queries
from vatra.notices.addresses import WHY
from vatra.notices.queries import Told
from vatra.office.documents import notice_letters
from vatra.office.queries import cases_page
from vatra.office.queries import notices as around
from vatra.people import access
from vatra.records.queries import library


@allowed("dossiers.read")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Notices of the reader's places, by state."""
    principal, today = principal_of(request), timezone.localdate()
    kind = request.GET.get("fel", "")
    kind = kind if kind in library().notices else ""
    state = request.GET.get("stare", "")
    skip = (
        int(text) if (text := request.GET.get("de", "")).isascii() and text.isdigit() and len(text) < 7 else 0
    )
    found = queries.page(principal, today, state=state, kind=kind, skip=skip)
    counts = queries.counts(principal, today, kind=kind)
    page = {
        "section": "notices",
        "rows": [(one, around.addressee(one.row)) for one in found[: queries.PAGE]],
        "next": skip + queries.PAGE if len(found) > queries.PAGE else None,
        "is_later": skip > 0,
        "counts": [(code, queries.STATES[code], number) for code, number in counts.items()],
        "total": sum(counts.values()),
        "state": state if state in queries.STATES else "",
        "kinds": sorted(library().notices.values(), key=lambda one: one.title),
        "kind": kind,
        "is_local": principal.level == "local",
    }
    return TemplateResponse(request, "office/notices/list.html", page)


@allowed("dossiers.read")
@require_GET
def show(request: HttpRequest, cause_id: UUID, kind: str) -> HttpResponse:
    """One notice: to whom, why, what happened to it, and what can be answered."""
    principal = principal_of(request)
    found = _found(principal, cause_id, kind)
    _read_by(principal, found)
    page = {
        "section": "notices",
        "notice": found,
        "addressee": around.addressee(found.row),
        "history": queries.history(found),
        "answers": around.answers(principal, found),
        "handed": around.handed(principal, found),
        "why_not": WHY.get(found.row["reason"] or "", ""),
        "is_local": principal.level == "local",
        "is_open": found.row["state"] in queries.OPEN,
    }
    return TemplateResponse(request, "office/notices/notice.html", page)


@paced("document")
@allowed("export.make")
@require_GET
def letter(request: HttpRequest, cause_id: UUID, kind: str) -> HttpResponse:
    """The notice on paper, for those who may read the record it comes from."""
    principal = principal_of(request)
    found = _found(principal, cause_id, kind)
    if found.kind is None or principal.level != "local":
        raise Http404
    declared = notice_letters.declared(found.kind)
    asked = Asked(declared, principal, str(found.record_id), timezone.localdate())
    made = making.made(asked, notice_letters.gather(asked, found))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="instiintare-{asked.on.isoformat()}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@allowed("dossiers.read")
@require_GET
def of_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Notices about the household of a case, and those that may be sent now."""
    principal = principal_of(request)
    found = cases_page.case(case_id, principal)
    sent = queries.of_group(principal, found.stored.group_id, timezone.localdate())
    is_open = found.stored.view.closed_on is None
    page: dict[str, Any] = {
        "section": "cases",
        "case": found.stored,
        "rows": [(one, around.addressee(one.row)) for one in sent],
        "begins": around.begins(principal, found.stored.group_id, case_id) if is_open else [],
        "is_local": found.is_local,
    }
    return TemplateResponse(request, "office/notices/case.html", page)


def _found(principal: Principal, cause_id: UUID, kind: str) -> Told:
    found = queries.one(principal, cause_id, kind, timezone.localdate())
    if found is None:
        raise Http404
    return found


def _read_by(principal: Principal, found: Told) -> None:
    """A notice tells something about a household: its reader is written down."""
    access.write(
        principal=principal, group_id=found.group_id, what="notice", sensitivities={found.row["sensitivity"]}
    )
