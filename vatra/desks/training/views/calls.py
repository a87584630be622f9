"""Calls: their settings, programmes, sessions, notices; who else organises them; the page that anybody reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts import queries as accounts
from vatra.accounts.access import allowed, principal_of, public
from vatra.accounts.models import User
from vatra.database import scope
from vatra.desks.training import actions, queries
from vatra.desks.training.models import Call, File
from vatra.desks.training.views.common import Page, answered, choices
from vatra.packs.training import calls, catalogue, payments, steps

COUNTRY = 0
ABOUT_CALL = ("call", "series", "session", "notice", "publish")


@allowed("training.organise")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The calls that the reader organises, newest first, with what waits in them."""
    user = principal_of(request).user_id
    rows = list(Call.objects.filter(organisers__contains=[user]).order_by("-opened_at"))
    waiting = File.objects.filter(state="submitted").values_list("call_id").annotate(n=Count("id"))
    counts = dict(waiting)
    told = [{"row": row, "call": calls.parse(row.body), "waiting": counts.get(row.id, 0)} for row in rows]
    return TemplateResponse(request, "training/calls.html", {"section": "training", "calls": told})


@allowed("training.organise")
def new(request: HttpRequest) -> HttpResponse:
    principal = principal_of(request)
    page = Page(
        steps.kinds()["call"], lambda told: actions.open_call(principal, told), reverse("training_calls")
    )
    return answered(request, page)


@allowed("training.organise")
@require_GET
def show(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """One call: its settings, its programmes with places taken, sessions, notices."""
    row = queries.organised(call_id, principal_of(request).user_id)
    call = calls.parse(row.body)
    by_state = dict(File.objects.filter(call_id=call_id).values_list("state").annotate(n=Count("id")))
    held = File.objects.filter(call_id=call_id, valid_on__isnull=False).exclude(
        state__in=("withdrawn", "waiting_list")
    )
    taken: dict[tuple[str, str], int] = {
        (series, route): n for series, route, n in held.values_list("series", "route").annotate(n=Count("id"))
    }
    told = {
        "section": "training",
        "row": row,
        "call": call,
        "fee": payments.lei(call.fee),
        "states": [(one, by_state[one.code]) for one in catalogue.states().values() if one.code in by_state],
        "series": [
            {
                "one": one,
                "taken": taken.get((code, "self"), 0) + taken.get((code, "employer"), 0),
                "direct": taken.get((code, "self"), 0),
            }
            for code, one in call.series.items()
        ],
        "sessions": [
            {"one": one, "title": _programme(row.body["sessions"][code]["programme"])}
            for code, one in call.sessions.items()
        ],
        "colleagues": len(row.organisers),
        "law": law(),
    }
    return TemplateResponse(request, "training/call.html", told)


def law() -> dict[str, Any]:
    today = timezone.localdate()
    own = catalogue.settings()
    return {"organiser": own.at("organiser", today), "basis": own.at("legal_basis", today)}


def _programme(code: str) -> str:
    return catalogue.programmes()[code].title


@allowed("training.organise")
def step(request: HttpRequest, call_id: UUID, name: str) -> HttpResponse:
    """A step about the call; `cheie` names the programme or session that is changed."""
    if name not in ABOUT_CALL:
        raise Http404
    principal = principal_of(request)
    row = queries.organised(call_id, principal.user_id)
    key = request.GET.get("cheie", "")
    page = Page(
        steps.kinds()[name],
        lambda told: actions.change_call(principal, call_id, name, told, key),
        reverse("training_call", args=[call_id]),
        first=_first(row.body, name, key),
        given={
            "programme": choices({code: one.title for code, one in catalogue.programmes().items()}),
            "series": choices({code: one.title for code, one in calls.parse(row.body).series.items()}),
        },
        lead=row.body["title"],
    )
    return answered(request, page)


def _first(body: Mapping[str, Any], name: str, key: str) -> dict[str, Any]:
    known = {"series": body.get("series", {}), "session": body.get("sessions", {})}
    if name == "call":
        return {one: value for one, value in body.items() if one not in ("series", "sessions", "notices")}
    if name == "publish":
        return {"series": key, "published_on": timezone.localdate().isoformat()}
    return dict(known.get(name, {}).get(key, {}))


@allowed("training.organise")
@require_POST
def colleague(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """One more organiser, by the address of his account."""
    queries.organised(call_id, principal_of(request).user_id)
    email = request.POST.get("email", "").strip().lower()
    holders = accounts.active_with_role(COUNTRY, "training_organiser")
    found = User.objects.filter(pk__in=holders, email__iexact=email).values_list("pk", flat=True).first()
    if found is None:
        messages.error(request, "Nu există un organizator de formare cu această adresă.")
    else:
        actions.add_organiser(principal_of(request), call_id, str(found))
        messages.success(request, "Colegul vede de acum dosarele apelului.")
    return HttpResponseRedirect(reverse("training_call", args=[call_id]))


@public
@require_GET
def board(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """What everybody may read: terms, programmes, notices, and the distribution by codes only."""
    with scope.system():
        row = queries.call_row(call_id)
        rows = File.objects.filter(call_id=call_id, state__in=("assigned", "assessed", "not_assessed"))
        placed = list(rows.order_by("series", "number").values_list("series", "number", "unit"))
    call = calls.parse(row.body)
    published = [
        {"one": one, "files": [(number, unit) for series, number, unit in placed if series == code]}
        for code, one in call.series.items()
        if one.published_on
    ]
    told = {"row": row, "call": call, "fee": payments.lei(call.fee), "published": published, "law": law()}
    return TemplateResponse(request, "training/board.html", told)
