"""One case on one page, its assessments, its conflicts, its manager."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from vatra.accounts import teams
from vatra.accounts.access import allowed, principal_of
from vatra.dossiers import managers
from vatra.office.queries import (
    cases,
    cases_areas,
    cases_filled,
    cases_manager,
    cases_names,
    cases_page,
    cases_rivals,
)
from vatra.office.queries.cases_journal import Written
from vatra.office.queries.cases_page import Case
from vatra.places import queries as register
from vatra.records import actions
from vatra.records.refusals import RefusedError

CHOOSE = "Alegeți varianta care rămâne și scrieți de ce."


@allowed("dossiers.read")
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Everything known of the case, as far as the reader may know it."""
    principal = principal_of(request)
    found = cases_page.case(case_id, principal)
    cases_page.read_by(found, "case")
    page = cases_page.page(found, with_all=request.GET.get("toate") == "da")
    # The counter was read first: what comes in meanwhile is told as news, never missed.
    page |= {"feed": found.stored.seq, "section": "cases"}
    return TemplateResponse(request, "office/cases/case.html", page)


@allowed("dossiers.read")
def news(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Says that the case has changed since the page was drawn; 204 while it has not.

    The page itself is not replaced under the reader's eyes: he may be writing in it.
    """
    now = cases.feed_of(case_id)
    if now is None:
        raise Http404
    if request.GET.get("vazut", "") == str(now):
        return HttpResponse(status=204)
    return TemplateResponse(request, "office/cases/news.html", {"case_id": case_id, "feed": now})


@allowed("dossiers.read")
def assessments(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The one assessment of the whole team, and two assessments side by side."""
    found = cases_page.case(case_id, principal_of(request))
    cases_page.read_by(found, "assessments")
    chosen = [found_by(found, request.GET.get(name, "")) for name in ("intai", "apoi")]
    both = [entry for entry in chosen if entry is not None]
    page = {
        "case": found.stored,
        "section": "cases",
        "areas": cases_areas.assessment(found.findings, found.stored.view.items, found.said),
        "entries": found.assessments,
        "chosen": both,
        "pairs": cases_filled.beside([entry.lines for entry in both]) if len(both) == 2 else [],
        "household": cases_names.household(found.stored.group_id),
        "is_local": found.is_local,
    }
    return TemplateResponse(request, "office/cases/assessments.html", page)


def found_by(found: Case, key: str) -> Written | None:
    return next((entry for entry in found.assessments if entry.id == key), None)


@require_POST
@allowed("conflicts.settle")
def settle(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One version is chosen; the others stay readable in the journal, settled."""
    principal = principal_of(request)
    found = cases_page.case(case_id, principal)
    back = HttpResponseRedirect(reverse("case", args=[case_id]))
    chosen = next((e for e in found.entries if e.id == request.POST.get("chosen")), None)
    every = cases_page.page(found, with_all=True)["rivals"]
    of = next((each for each in every if chosen in each.versions), None)
    reason = request.POST.get("reason", "").strip()
    if chosen is None or of is None or not reason:
        messages.error(request, CHOOSE)
        return back
    if of.why_not:
        messages.error(request, of.why_not)
        return back
    try:
        record = cases_rivals.settlement(found.stored, of, chosen, principal, reason)
        actions.submit_one(principal=principal, record=record)
        messages.success(request, "Conflictul este lămurit. Varianta aleasă este cea care contează de acum.")
    except RefusedError as refused:
        messages.error(request, " ".join(each.message for each in refused.reasons))
    return back


@allowed("dossiers.read")
def manager(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who answers for the case: exactly one social worker, with the history; and the change."""
    principal = principal_of(request)
    found = cases_page.case(case_id, principal)
    kind = found.stored.kind
    form, may_change = managers.form_of(kind), managers.may_change(kind, principal)
    errors: tuple[str, ...] = ()
    if request.method == "POST":
        if not may_change:
            raise Http404
        errors = cases_manager.change(found.stored, principal, request.POST.dict())
        if not errors:
            messages.success(request, "Cazul are un nou responsabil.")
            return HttpResponseRedirect(reverse("case", args=[case_id]))
    page = {
        "case": found.stored,
        "section": "cases",
        "held": found.of_kind.get("manager", []),
        "names": found.said.names,
        "candidates": managers.candidates(found.stored.place_id, found.stored.view.manager_id),
        "reasons": cases_manager.reasons_of(form) if form else (),
        "may_change": may_change,
        "errors": errors,
        "given": request.POST.dict(),
        "from_on": request.POST.get("from_on", timezone.localdate().isoformat()),
        "today": timezone.localdate().isoformat(),
    }
    return TemplateResponse(request, "office/cases/manager.html", page, status=422 if errors else 200)


@allowed("dossiers.read")
def team(request: HttpRequest) -> HttpResponse:
    """The seats of the community team and those nobody fills (protocol-2017/3.1): a warning."""
    places = principal_of(request).places
    found = teams.teams(list(places)) if places else []
    named = [(each, register.name_of(each.place_id)) for each in found]
    return TemplateResponse(request, "office/cases/teams.html", {"teams": named, "section": "cases"})
