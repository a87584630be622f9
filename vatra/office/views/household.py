"""One household on one page. Reading it is written down, with what was seen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts import openings as policy
from vatra.accounts.access import allowed, principal_of
from vatra.accounts.pace import paced
from vatra.accounts.principals import Principal
from vatra.kit.vocabulary import Sensitivity
from vatra.office.forms import links
from vatra.office.queries import entries, findings, households, tasks
from vatra.office.queries.rows import Row
from vatra.office.queries.today import named_state
from vatra.people import access, openings
from vatra.people.errors import PeopleError
from vatra.places import queries as places
from vatra.records.queries import library

UNPROCESSABLE = 422


@allowed("people.read")
@require_GET
def page(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Members, address, strip, findings, records, tasks and what one can do next."""
    return _rendered(request, household_id)


@paced("opening")
@allowed("people.open")
@require_POST
def opening(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Show who they are for some hours: reason given, trace left."""
    principal = principal_of(request)
    reason = request.POST.get("reason", "")
    households.one(household_id)
    try:
        opened = openings.open_identity(principal=principal, group_id=household_id, reason=reason)
    except PeopleError as error:
        return _rendered(request, household_id, {"reason": reason, "error": str(error)}, UNPROCESSABLE)
    until = timezone.localtime(opened.until_at)
    messages.success(request, f"Identitatea se vede până la ora {until:%H:%M}. Echipa locală vede motivul.")
    return HttpResponseRedirect(reverse("household", args=[household_id]))


def _rendered(
    request: HttpRequest, household_id: UUID, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    principal = principal_of(request)
    told = _told(principal, household_id)
    _keep(principal, household_id, told)
    return TemplateResponse(request, "office/people/household.html", told | (more or {}), status=status)


def _told(principal: Principal, group_id: UUID) -> dict[str, Any]:
    is_local = principal.level == "local"
    home = households.one(group_id)
    found = findings.of_group(group_id)
    dossiers = [row | named_state(row) for row in households.dossiers(group_id)]
    opened = None if is_local else openings.mine(principal, group_id)
    assessed_on = findings.last_assessed_on(group_id, _assessments())
    reference = next((row["reference"] for row in dossiers if row["reference"]), None)
    return {
        "section": "people",
        "home": home,
        "is_local": is_local,
        "is_named": is_local or opened is not None,
        "reference": reference or f"{home['county_code'] or ''}, fără dosar",
        "opened": opened,
        "openings": openings.of_group(group_id) if is_local else [],
        "warning": policy.WARNING,
        "reason_least": policy.REASON_MIN_LENGTH,
        "members": households.members(group_id),
        "gone": households.gone(group_id),
        "findings": found,
        "open": [row for row in found if findings.is_open(row)],
        "strip": findings.strip(found, findings.needs(group_id), assessed_on),
        "assessed_on": assessed_on,
        "dossiers": dossiers,
        "conflicts": [_rivals(principal, row) for row in households.conflicts(group_id)],
        "records": entries.listed(principal, households.records(group_id)),
        "tasks": tasks.of_group(principal, group_id),
        "is_outside": is_local and places.is_outside_selection(home["place_id"], timezone.localdate()),
        **_doings(principal, group_id),
    }


def _doings(principal: Principal, group_id: UUID) -> dict[str, Any]:
    registering = frozenset({"household.register", "person.register"})
    return {
        "doings": links.beginnings(principal, "household", group=group_id, without=registering),
        "adds": links.with_effect(principal, "person.register", group=group_id),
    }


def _assessments() -> list[str]:
    return [form["id"] for form in library().newest().values() if form.get("stage") == "assessment"]


def _keep(principal: Principal, group_id: UUID, told: dict[str, Any]) -> None:
    seen = {int(Sensitivity.ordinary), *(row["sensitivity"] for row in told["findings"])}
    seen |= {int(Sensitivity.personal)} if told["is_named"] else set()
    opened = told["opened"]
    access.write(
        principal=principal,
        group_id=group_id,
        what="household",
        sensitivities=seen,
        opening_id=opened.id if opened else None,
    )


def _rivals(principal: Principal, conflict: Row) -> Row:
    """Each version of an entry written twice, with the address that keeps it and settles the others."""
    ids = [str(each) for each in conflict["record_ids"]]
    form = conflict["form"]
    keeps = principal.level == "local" and links.may_begin(principal, form)
    versions = [
        {"id": each, "keep": links.settling(form, each, [o for o in ids if o != each]) if keeps else ""}
        for each in ids
    ]
    return conflict | {"versions": versions}
