"""One entry written at a desk: shown, checked, looked over, saved. Nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.errors import NotAllowedError
from vatra.kit import findings, forms
from vatra.office.forms import explaining, reading, targets
from vatra.office.forms.layout import Sheet, lay_out
from vatra.office.forms.pickers import Pickers
from vatra.office.forms.targets import Target
from vatra.office.queries import entries as stored
from vatra.records import actions
from vatra.records.queries import library
from vatra.records.refusals import Reason, Refused


@allowed("records.write")
def new(request: HttpRequest, pack: str, name: str) -> HttpResponse:
    """GET: the empty (or prefilled) form. POST: refresh, look over, or save."""
    principal = principal_of(request)
    target = targets.read(request, principal, pack, name)
    if not targets.may_fill(principal, target.form):
        raise NotAllowedError("Acest formular îl completează altă profesie din echipă.")
    raw = _raw(request, target)
    action = request.POST.get("action", "") if request.method == "POST" else "start"
    raw = _repeated(raw, target.form["items"], action)
    sheet = _sheet(request, target, raw, is_checked=action in ("look", "save"))
    reasons: tuple[Reason, ...] = ()
    if action == "save" and not sheet.issues:
        try:
            record = target.record(principal, sheet.answers, request.POST.get("reason", ""))
            actions.submit_one(principal=principal, record=record)
            return HttpResponseRedirect(reverse("entry_saved", args=[target.entry_id]))
        except Refused as refused:
            reasons = refused.reasons
    template = "office/form/body.html" if request.headers.get("HX-Request") else "office/form/page.html"
    page = _page(request, target, sheet, reasons, action)
    return TemplateResponse(request, template, page, status=422 if reasons else 200)


def _raw(request: HttpRequest, target: Target) -> dict[str, Any]:
    if request.method == "POST":
        return reading.answers(target.form["items"], request.POST)
    if target.prev_id:
        return stored.answers_of(UUID(target.prev_id))
    context = target.context(principal_of(request))
    parameters = library().parameters_of(target.form["id"])
    first = forms.initial_answers(target.form, context, parameters)
    given = {k[2:]: v for k, v in request.GET.items() if k.startswith("a.")}
    return first | _typed(target.form["items"], given)


def _typed(items: list[dict[str, Any]], given: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in items:
        if item["type"] == "group" and not item.get("repeats"):
            found |= _typed(item["items"], given)
        elif item["id"] in given:
            text = given[item["id"]]
            found[item["id"]] = int(text) if item["type"] == "integer" and text.isdigit() else text
    return found


def _repeated(raw: dict[str, Any], items: list[dict[str, Any]], action: str) -> dict[str, Any]:
    """Add or remove a repetition: ``add:<group>``, ``remove:<group>:<n>``."""
    verb, _, rest = action.partition(":")
    group, _, index = rest.partition(":")
    if verb == "add":
        return raw | {group: [*raw.get(group, []), {}]}
    if verb == "remove" and index.isdigit():
        rows = [row for n, row in enumerate(raw.get(group, [])) if n != int(index)]
        return raw | {group: rows}
    return raw


def _sheet(request: HttpRequest, target: Target, raw: Mapping[str, Any], *, is_checked: bool) -> Sheet:
    principal = principal_of(request)
    return lay_out(
        target.form,
        raw,
        target.context(principal),
        library().parameters_of(target.form["id"]),
        Pickers(target.place_id, UUID(target.group_id)),
        is_checked=is_checked,
    )


def _page(
    request: HttpRequest,
    target: Target,
    sheet: Sheet,
    reasons: tuple[Reason, ...],
    action: str,
) -> dict[str, Any]:
    context = target.context(principal_of(request))
    parameters = library().parameters_of(target.form["id"])
    found = findings.found(target.form, sheet.answers, context, parameters)
    return {
        "form": target.form,
        "target": target,
        "sheet": sheet,
        "reasons": reasons,
        "reason": request.POST.get("reason", ""),
        "found": explaining.explained(found, target.form["id"]),
        "is_looking": action == "look" and not sheet.issues,
        "section": "people",
    }


@allowed("people.read")
def saved(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """After saving: what was found, what it sets going, what to do next."""
    page = stored.outcome_of(entry_id)
    return TemplateResponse(request, "office/form/saved.html", page | {"section": "people"})
