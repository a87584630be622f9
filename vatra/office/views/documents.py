"""Documents: which there are, and each as PDF, made in the reader's own scope."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.errors import NotAllowedError
from vatra.accounts.pace import paced
from vatra.documents import declared, making, offers
from vatra.documents.making import Asked
from vatra.office import documents, reporting
from vatra.office.documents import casework
from vatra.office.paper import columns
from vatra.office.queries import cases_page
from vatra.places import queries as places
from vatra.records.queries import library

NOT_YOURS = "Acest document îl întocmește altă profesie sau alt nivel."


@allowed(offers.ACTION)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Lists, sheets and reports of the place, and empty sheets of every form one fills."""
    principal = principal_of(request)
    of_places = [
        (places.name_of(place), offers.for_place(principal, place), place) for place in principal.places
    ]
    page = {
        "section": "reports",
        "of_places": of_places,
        "sheets": offers.for_forms(principal, columns.on_paper(library().newest().values())),
        "reports": [
            (one, offers.for_report(principal, one.name))
            for one in reporting.REPORTS.values()
            if principal.level in one.levels
        ],
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "office/documents/index.html", page)


@allowed(offers.ACTION)
@require_GET
def of_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Documents of the case and of each entry in it."""
    principal = principal_of(request)
    found = cases_page.case(case_id, principal)
    cases_page.read_by(found, "case")
    entries = [one for one in found.entries if not one.is_replaced and one.intent != "void"]
    page = {
        "section": "cases",
        "case": found.stored,
        "offers": offers.for_case(principal, found.stored.view.kind, case_id),
        "entries": [
            (casework.title_of(one), one, offers.for_record(principal, one.form, one.id))
            for one in entries
            if one.lines
        ],
        "is_local": found.is_local,
    }
    return TemplateResponse(request, "office/documents/case.html", page)


@paced("document")
@allowed(offers.ACTION)
@require_GET
def document(request: HttpRequest, code: str, subject: UUID) -> HttpResponse:
    """A document about a case or an entry."""
    return _made(request, code, ("case", "record"), str(subject))


@paced("document")
@allowed(offers.ACTION)
@require_GET
def of_place(request: HttpRequest, code: str, place_id: int) -> HttpResponse:
    return _made(request, code, ("place",), str(place_id))


@paced("document")
@allowed(offers.ACTION)
@require_GET
def of_report(request: HttpRequest, code: str, name: str) -> HttpResponse:
    return _made(request, code, ("report",), name)


@paced("document")
@allowed(offers.ACTION)
@require_GET
def of_form(request: HttpRequest, code: str, pack: str, name: str) -> HttpResponse:
    return _made(request, code, ("form",), f"{pack}/{name}")


def _made(request: HttpRequest, code: str, about: tuple[str, ...], subject: str) -> HttpResponse:
    one = declared.documents().get(code)
    if one is None or one.about not in about:
        raise Http404
    principal = principal_of(request)
    if not offers.may_make(principal, one):
        raise NotAllowedError(NOT_YOURS)
    asked = Asked(one, principal, subject, _day(request, one), request.GET.dict())
    made = making.made(asked, documents.sources()[one.source](asked))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{code}-{asked.on.isoformat()}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _day(request: HttpRequest, one: declared.Declared) -> date:
    """The day of the document: today, or for a list an earlier day that was chosen."""
    today = timezone.localdate()
    if not one.is_dated:
        return today
    try:
        return min(date.fromisoformat(request.GET.get("la", "")), today)
    except ValueError:
        return today
