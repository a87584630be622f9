"""A paper came: find whose it is, write the request down."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.pace import paced
from vatra.desks.privacy import sheets
from vatra.kit.vocabulary import Sensitivity
from vatra.people import access
from vatra.privacy import actions, queries
from vatra.privacy.errors import NoRequestError
from vatra.privacy.queries import Sought
from vatra.records.refusals import Reason, RefusedError

FORM = "data_protection/request"
TOO_LITTLE = "Scrieți CNP-ul, sau numele întreg și data nașterii, așa cum sunt pe cerere."


@paced("search", method="POST")
@allowed("privacy.work")
def find(request: HttpRequest) -> HttpResponse:
    """GET: what the paper says. POST: who in the territory fits; nothing typed stands in the address."""
    page: dict[str, object] = {"section": "privacy"}
    if request.method == "POST":
        typed = {key: request.POST.get(key, "").strip() for key in ("cnp", "name", "birth")}
        page |= {"typed": typed, "is_asked": True}
        if typed["cnp"] or (typed["name"] and typed["birth"]):
            principal = principal_of(request)
            found = queries.persons(principal, Sought(**typed))
            access.write_list(
                principal=principal, what="privacy:search", asked="cnp" if typed["cnp"] else "nume",
                sensitivities=[int(Sensitivity.personal)], places={row["place_id"] for row in found},
            )  # fmt: skip
            page["found"] = found
        else:
            page["wrong"] = TOO_LITTLE
    return TemplateResponse(request, "privacy/find.html", page)


@allowed("privacy.work")
def new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The request itself, as a record about the person."""
    principal = principal_of(request)
    if queries.home(principal, person_id) is None:
        raise Http404
    answers = sheets.typed(FORM, request.POST)
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            made = actions.write(principal=principal, form=FORM, person_id=person_id, answers=answers)
            return HttpResponseRedirect(reverse("privacy_request", args=[made]))
        except NoRequestError as error:
            raise Http404 from error
        except RefusedError as refused:
            reasons = refused.reasons
    shown = sheets.sheet(FORM, answers, reasons=reasons)
    page = {"section": "privacy", "sheet": shown, "button": "Înregistrează cererea"}
    return TemplateResponse(request, "privacy/form.html", page, status=422 if reasons else 200)
