"""Înregistrări reținute: what was not accepted, why, and what becomes of it."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts import access
from vatra.accounts.access import acting, allowed, own_or, principal_of
from vatra.accounts.errors import NotAllowedError
from vatra.accounts.pace import paced
from vatra.accounts.principals import Principal
from vatra.office.forms import targets
from vatra.office.held import files, queries, reading, sending
from vatra.office.held.reading import Seen
from vatra.office.views.entry import UNPROCESSABLE, desk_of, page_of
from vatra.records import held
from vatra.records.held import Entry
from vatra.records.refusals import Reason

READ: Final = "quarantine.read"
SETTLED: Final = "Intrarea a fost încheiată între timp. Nimic nu s-a schimbat."
NO_REASON: Final = "Intrarea nu s-a încheiat: scrieți motivul."
NO_COLLEAGUE: Final = "Intrarea nu s-a încredințat: alegeți un coleg care lucrează acum acolo."
NOT_YOURS: Final = "Intrarea este a altcuiva: o încheie autorul sau coordonatorul județean."
TYPES: Final = {"json": "application/json", "pdf": "application/pdf"}


@own_or(READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    principal = acting(request, READ)
    wanted = queries.wanted(request.GET.dict())
    page = {
        "section": "today",
        "wanted": wanted,
        "lines": queries.listed(principal, wanted),
        "options": queries.options(principal),
        "states": queries.STATES,
        "ages": queries.AGES,
        "most": queries.MOST,
    }
    return TemplateResponse(request, "office/held/list.html", page)


@own_or(READ)
@require_GET
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    return _page(request, _one(key))


@paced("document")
@own_or(READ)
@require_GET
def file(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """The entry as a file; its name says nothing of anybody."""
    principal = acting(request, READ)
    seen = reading.seen(principal, _one(key))
    made = files.as_json(seen) if kind == "json" else files.as_pdf(principal, seen)
    response = HttpResponse(made, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="inregistrare-retinuta-{str(key)[-8:]}.{kind}"'
    return response


@allowed("records.submit")
def correction(request: HttpRequest, key: UUID) -> HttpResponse:
    """The form with what was written in it; saved, it is sent again."""
    principal, entry = principal_of(request), _one(key)
    if not (entry.is_open and entry.is_readable_by(principal)):
        raise Http404
    seen = reading.seen(principal, entry)
    desk = desk_of(request, sending.target(request, principal, seen), seen.answers)
    reasons: tuple[Reason, ...] = ()
    if desk.is_ready:
        record = sending.filled(desk, seen)
        reasons = sending.refusals(principal, entry, record)
        if not reasons:
            return HttpResponseRedirect(reverse("entry_saved", args=[record["id"]]))
    name = "body" if request.headers.get("HX-Request") else "page"
    page = page_of(desk) | {"reasons": reasons, "offered": [], "section": "today"}
    return TemplateResponse(
        request, f"office/form/{name}.html", page, status=UNPROCESSABLE if reasons else 200
    )


@allowed("records.submit")
@require_POST
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send it as it is: the right has come back, or what it waited for is here."""
    principal, entry = principal_of(request), _one(key)
    if not entry.is_open:
        return _settled(request, entry)
    record = sending.unchanged(principal, reading.seen(principal, entry))
    reasons = sending.refusals(principal, entry, record)
    if reasons:
        return _page(request, entry, reasons)
    messages.success(request, "Intrarea a fost primită.")
    return HttpResponseRedirect(reverse("entry_saved", args=[record["id"]]))


@allowed("quarantine.hand_over")
@require_POST
def handover(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask a colleague of the place to take it over; with `toate`, all of its author's there that he can fill."""
    principal, entry = principal_of(request), _one(key)
    to = targets.uuid_text(request.POST.get("cui", ""))
    if not entry.is_open:
        return _settled(request, entry)
    try:
        _hand(principal, entry, to)
    except held.NoColleagueError:
        messages.error(request, NO_COLLEAGUE)
        return HttpResponseRedirect(reverse("held_entry", args=[key]))
    others = _hand_others(principal, entry, to) if request.POST.get("toate") else 0
    messages.success(request, _handed_words(1 + others))
    return HttpResponseRedirect(reverse("held_entry", args=[key]))


@allowed("quarantine.read")
@require_POST
def ending(request: HttpRequest, key: UUID) -> HttpResponse:
    """End it with a reason; it stays readable here."""
    principal, entry = principal_of(request), _one(key)
    if principal.level == "local" and not entry.is_of(principal):
        raise NotAllowedError(NOT_YOURS)
    try:
        held.dismiss(principal=principal, entry=entry, reason=request.POST.get("motiv", "")[:500])
        messages.success(request, "Intrarea este încheiată. Rămâne aici, cu motivul.")
    except held.NoReasonError:
        messages.error(request, NO_REASON)
    except held.NotHeldError:
        messages.error(request, SETTLED)
    return HttpResponseRedirect(reverse("held_entry", args=[key]))


def _one(key: UUID) -> Entry:
    try:
        return held.one(key)
    except held.NotHeldError as error:
        raise Http404 from error


def _settled(request: HttpRequest, entry: Entry) -> HttpResponse:
    messages.error(request, SETTLED)
    return HttpResponseRedirect(reverse("held_entry", args=[entry.key]))


def _page(request: HttpRequest, entry: Entry, refused: tuple[Reason, ...] = ()) -> HttpResponse:
    principal = acting(request, READ)
    seen = reading.seen(principal, entry)
    page = {
        "section": "today",
        "entry": entry,
        "seen": seen,
        "title": queries.title_for(principal, entry),
        "explained": queries.explained(entry),
        "refused": refused,
        **_rights(principal, seen),
    }
    status = UNPROCESSABLE if refused else 200
    return TemplateResponse(request, "office/held/entry.html", page, status=status)


def _rights(principal: Principal, seen: Seen) -> dict[str, Any]:
    entry = seen.entry
    is_open, is_mine = entry.is_open, entry.is_of(principal)
    hands = is_open and access.may(principal, "quarantine.hand_over")
    return {
        "is_mine": is_mine,
        "is_handed": entry.is_handed_to(principal),
        "may_correct": is_open and entry.is_readable_by(principal) and _fills(principal, seen),
        "may_send": is_open and is_mine and access.may(principal, "records.submit"),
        # Who holds no post any more reads and takes away a copy; the coordinator ends it.
        "may_end": is_open and access.may(principal, READ) and (is_mine or principal.level == "county"),
        "may_hand": hands,
        "colleagues": held.colleagues(entry, _professions(entry)) if hands else [],
    }


def _fills(principal: Principal, seen: Seen) -> bool:
    """Whether he may fill the form in that place today; without that it would be refused again."""
    form = queries.form_of(seen.entry.form)
    there = {role for role, place in principal.roles if place == seen.entry.place_id}
    return form is not None and bool(there & set(form["who"])) and sending.can_correct(seen)


def _professions(entry: Entry) -> tuple[str, ...]:
    form = queries.form_of(entry.form)
    return tuple(form["who"]) if form else ()


def _hand(principal: Principal, entry: Entry, to: str | None) -> None:
    if to is None:
        raise held.NoColleagueError
    held.hand_over(principal=principal, entry=entry, to=UUID(to), professions=_professions(entry))


def _hand_others(principal: Principal, entry: Entry, to: str | None) -> int:
    where = "q.state = 'held' AND q.author_id = %s AND q.place_id = %s AND q.key <> %s"
    done = 0
    for other in held.rows(where, [entry.author_id, entry.place_id, entry.key]):
        try:
            _hand(principal, other, to)
            done += 1
        except held.NoColleagueError:
            continue  # a form of another profession: it stays with the coordinator
    return done


def _handed_words(count: int) -> str:
    return (
        "Intrarea este încredințată colegului."
        if count == 1
        else f"{count} intrări sunt încredințate colegului."
    )
