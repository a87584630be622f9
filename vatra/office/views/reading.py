"""An entry as it was filled, its attachments, and taking it back. Each reading is written down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.errors import NotAllowedError
from vatra.accounts.principals import Principal
from vatra.kit.ids import uuid7
from vatra.office.forms import targets, uploads
from vatra.office.forms.lettering import path as path_of
from vatra.office.queries import cases_filled, entries
from vatra.office.queries.rows import Row
from vatra.office.views.entry import OTHER_PROFESSION, UNPROCESSABLE
from vatra.people import access, openings
from vatra.records import actions
from vatra.records.filetypes import type_of
from vatra.records.refusals import Reason, RefusedError
from vatra.scanning import verdicts

# A document of a stranger is shown as it is and may do nothing.
CONFLICT = 409
INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'; sandbox"


@allowed("people.read")
@require_GET
def page(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The whole page, or for htmx only the answers."""
    principal = principal_of(request)
    entry = entries.one(entry_id)
    told = _told(principal, entry)
    _keep(principal, entry, "entry", entry["marks"] or ())
    name = "filled" if request.headers.get("HX-Request") else "entry"
    return TemplateResponse(request, f"office/form/{name}.html", told)


@allowed("people.read")
@require_GET
def attachment(request: HttpRequest, entry_id: UUID, sha256: str) -> HttpResponse:
    """A photo or a file of an entry whose sensitivity the reader may see."""
    principal = principal_of(request)
    entry = entries.one(entry_id)
    form = entries.form_of(entry)
    # The answer that names the file, not the entry as a whole, says who may see it.
    named = uploads.levels(entries.answers_of(entry_id), form["items"]) if form else {}
    if sha256 not in named:
        raise Http404
    try:
        content = verdicts.read(sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    except verdicts.ClosedFileError as closed:
        told = {"section": "people", "entry": entry, "state": closed.state}
        return TemplateResponse(request, "office/form/closed_file.html", told, status=CONFLICT)
    _keep(principal, entry, "attachment", [named[sha256]])
    kind = type_of(content)
    headers = {"Content-Security-Policy": INERT, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


@allowed("records.write")
def void(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Take an entry back, with a reason; it stays in the history."""
    principal = principal_of(request)
    entry = entries.one(entry_id)
    form = entries.form_of(entry)
    if form is None:
        raise Http404
    if not targets.may_fill(principal, form):
        raise NotAllowedError(OTHER_PROFESSION)
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        target = targets.correcting(form, str(entry_id), uuid7())
        record = target.record(principal, {}, request.POST.get("reason", "").strip()) | {"intent": "void"}
        try:
            actions.submit_one(principal=principal, record=record | {"version": entry["version"]})
            return HttpResponseRedirect(_back(entry))
        except RefusedError as refused:
            reasons = refused.reasons
    told = _told(principal, entry) | {"reasons": reasons, "reason": request.POST.get("reason", "")}
    return TemplateResponse(request, "office/form/void.html", told, status=UNPROCESSABLE if reasons else 200)


def _told(principal: Principal, entry: Row) -> dict[str, Any]:
    form = entries.form_of(entry)
    answers = entries.answers_of(entry["id"]) if entry["marks"] else {}
    names = entries.names_for(entry) if form else {}
    return {
        "section": "people",
        "entry": entry,
        "form": _addressed(form),
        "title": entries.title_for(principal, entry),
        "lines": cases_filled.lines(form, answers, names) if form else (),
        "signatures": _signatures(answers),
        "attached": _attached(answers, form["items"]) if form else [],
        "is_whole": _is_whole(principal, entry),
        "back": _back(entry),
        "may_correct": bool(form and targets.may_fill(principal, form) and not entry["is_replaced"]),
    }


def _attached(answers: dict[str, Any], items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Each file of the answers, and why it cannot be opened now: `waiting`, `infected`, `wrong_kind` or nothing."""
    names = sorted(uploads.levels(answers, items))
    closed = verdicts.closed(names)
    return [(name, closed.get(name, "")) for name in names]


def _addressed(form: dict[str, Any] | None) -> dict[str, Any] | None:
    """The form with the two halves of its id, as its address needs them."""
    if form is None:
        return None
    pack, _, name = form["id"].partition("/")
    return form | {"pack": pack, "name": name}


def _is_whole(principal: Principal, entry: Row) -> bool:
    """Whether the reader's rights cover everything the form may hold."""
    form = entries.form_of(entry)
    return form is not None and entries.marks_of(form["items"]) <= set(principal.sensitivities)


def _signatures(answers: Any) -> list[str]:
    """Drawings of the signatures among the answers, in repetitions too."""
    if isinstance(answers, dict):
        return [drawn for value in answers.values() for drawn in _signatures(value)]
    if isinstance(answers, list) and path_of(answers):
        return [path_of(answers)]
    return [drawn for value in answers for drawn in _signatures(value)] if isinstance(answers, list) else []


def _back(entry: Row) -> str:
    if entry["subject_type"] == "place":
        return reverse("today")
    return reverse("household", args=[entry["home_id"]])


def _keep(principal: Principal, entry: Row, what: str, sensitivities: Any) -> None:
    opened = None if principal.level == "local" else openings.mine(principal, entry["home_id"])
    access.write(
        principal=principal,
        group_id=entry["home_id"],
        person_id=entry["subject_id"] if entry["subject_type"] == "person" else None,
        what=what,
        sensitivities=sensitivities,
        opening_id=opened.id if opened else None,
    )
