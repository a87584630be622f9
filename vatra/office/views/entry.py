"""One entry written at a desk: shown, checked, looked over, saved. Nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.errors import NotAllowedError
from vatra.accounts.principals import Principal
from vatra.kit import findings
from vatra.kit.parameters import Parameters
from vatra.office.forms import beginning, explaining, offers, targets, uploads
from vatra.office.forms.layout import Sheet, lay_out, tell
from vatra.office.forms.pickers import Pickers
from vatra.office.forms.targets import Target
from vatra.office.queries import entries as stored
from vatra.office.queries.rows import Row
from vatra.places import queries as places
from vatra.records import actions
from vatra.records.queries import library
from vatra.records.refusals import Reason, RefusedError

UNPROCESSABLE = 422
SOUGHT = ".cauta"
OTHER_PROFESSION = "Acest formular îl completează altă profesie din echipă."


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page works on in one request."""

    principal: Principal
    target: Target
    action: str
    raw: Mapping[str, Any]
    sheet: Sheet
    context: Mapping[str, Any]
    reason: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def parameters(self) -> Parameters:
        return library().parameters_of(self.target.form["id"])

    @property
    def is_ready(self) -> bool:
        """Whether it was asked to be saved, and nothing stands against it on the page."""
        return self.action in ("save", "another") and not self.sheet.issues and not self.faults


@allowed("records.write")
def new(request: HttpRequest, pack: str, name: str) -> HttpResponse:
    """GET: the empty (or prefilled) form. POST: refresh, look over, or save."""
    desk = _desk(request, pack, name)
    offered: list[Row] = []
    reasons: tuple[Reason, ...] = ()
    if desk.is_ready:
        offered = offers.of(desk.target, desk.sheet.answers) if desk.action == "save" else []
    if desk.is_ready and not offered:
        try:
            record = desk.target.record(desk.principal, desk.sheet.answers, desk.reason)
            actions.submit_one(principal=desk.principal, record=record)
            return HttpResponseRedirect(reverse("entry_saved", args=[desk.target.entry_id]))
        except RefusedError as refused:
            reasons = refused.reasons
    template = "office/form/body.html" if request.headers.get("HX-Request") else "office/form/page.html"
    page = page_of(desk) | {"reasons": reasons, "offered": offered}
    return TemplateResponse(request, template, page, status=UNPROCESSABLE if reasons else 200)


@allowed("people.read")
@require_GET
def saved(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """After saving: what was found, what it sets going, what to do next."""
    page = stored.outcome_of(principal_of(request), entry_id)
    page |= {"section": "people", "is_outside": _is_outside(page["form"], page["entry"]["place_id"])}
    return TemplateResponse(request, "office/form/saved.html", page)


def _desk(request: HttpRequest, pack: str, name: str) -> Desk:
    return desk_of(request, targets.read(request, principal_of(request), pack, name))


def desk_of(request: HttpRequest, target: Target, first: Mapping[str, Any] | None = None) -> Desk:
    """What the page works on. ``first``: answers to begin with instead of those of the target."""
    principal = principal_of(request)
    if not targets.may_fill(principal, target.form):
        raise NotAllowedError(OTHER_PROFESSION)
    posted, faults = uploads.posted(request)
    action = posted.get("action", "refresh") if request.method == "POST" else "start"
    given = dict(first) if first is not None and request.method != "POST" else None
    raw = beginning.raw(request, principal, target, posted) if given is None else given
    raw = beginning.repeated(raw, action)
    context = target.context(principal, raw)
    sheet = lay_out(
        target.form,
        raw,
        context,
        library().parameters_of(target.form["id"]),
        Pickers(target.place_id, UUID(target.group_id), beginning.named(target, raw), _sought(posted)),
        is_checked=action in ("look", "save", "another"),
    )
    tell(sheet.fields, faults)
    return Desk(principal, target, action, raw, sheet, context, posted.get("reason", ""), faults)


def _sought(posted: QueryDict) -> dict[str, str]:
    """What was typed into the search boxes of person pickers, by item."""
    boxes = {key: text for key, text in posted.items() if key.endswith(SOUGHT)}
    return {key.removesuffix(SOUGHT).rpartition(".")[2]: str(text) for key, text in boxes.items()}


def page_of(desk: Desk) -> dict[str, Any]:
    target, sheet = desk.target, desk.sheet
    found = findings.found(target.form, sheet.answers, desk.context, desk.parameters)
    return {
        "form": target.form,
        "target": target,
        "sheet": sheet,
        "reason": desk.reason,
        "found": explaining.explained(found, target.form["id"]),
        "is_looking": desk.action == "look" and not sheet.issues,
        "places": targets.possible_places(desk.principal) if target.opens_group else [],
        "is_outside": _is_outside(target.form, target.place_id),
        "about": beginning.about(target),
        "section": "people",
    }


def _is_outside(form: Mapping[str, Any], place_id: int) -> bool:
    """Whether somebody is being entered in a community outside the selected ones (art. 6 (5))."""
    enters = {"person.register", "household.register"} & set(form.get("effects") or ())
    return bool(enters) and places.is_outside_selection(place_id, timezone.localdate())
