"""The sync protocol's endpoints: they translate, the journal decides."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts.access import allowed, public
from vatra.accounts.models import User
from vatra.accounts.pace import paced
from vatra.database import scope
from vatra.people import access
from vatra.places import queries as places
from vatra.records import devices as acts
from vatra.records import hats, quarantine
from vatra.records.receipts import Receipt
from vatra.sync import bundles, devices, queries, wire
from vatra.sync.devices import Bearer
from vatra.sync.transport import answer, answer_json, answer_unless_same, body, problem, with_bearer

MIN_APP: Final = "0.1.0"
MOST_RECORDS: Final = 500
MOST_BUNDLES: Final = 500

TOO_MANY = "Prea multe intrări într-o trimitere. Aplicația o împarte și încearcă din nou."
NOT_YOURS = "Localitatea nu este dintre cele în care lucrați."
UNKNOWN = "Adresa aceasta nu este a serverului. Actualizați aplicația și încercați din nou."
OTHER_DEVICE = "Trimiterea poartă numărul altui telefon. Înscrieți din nou acest telefon."


@require_POST
@paced("enrolment", api=True)
@allowed("sync.enrol", api=True)
def enrol(request: HttpRequest) -> HttpResponse:
    """Make this browser a device of the signed-in user (second factor already proved)."""
    told = body(request, wire.Enrol)
    if isinstance(told, HttpResponse):
        return told
    user_ = cast("User", request.user)
    device_id, token, secret = devices.enrol(
        user=user_,
        name=told.device_name[:100],
        app=told.app[:20],
    )
    if told.replaces:
        old = told.replaces
        acts.replace(device_id=old.device, user_id=user_.pk, kind=old.why, unsent=old.unsent)
        devices.forget()
    bearer = devices.bearer(token, is_fresh=True)
    assert bearer is not None  # noqa: S101  (just written in this transaction)
    user = queries.user_of(bearer)
    return answer_json(request, {"device": device_id, "token": token, "secret": secret, "user": user})


@require_POST
@with_bearer
def hello(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    """First word of each sync: clock, rights, forms' version, and whether to wipe."""
    told = body(request, wire.Hello)
    if isinstance(told, HttpResponse):
        return told
    fresh = devices.bearer(_token(request), is_fresh=True) or bearer
    wipe = devices.seen(bearer.device_id, _told(told))
    return answer_json(
        request,
        {
            "server_time": datetime.now(UTC).isoformat(),
            "min_app": MIN_APP,
            "grants": queries.grants(fresh),
            "forms_etag": queries.forms(fresh)[1],
            "wipe": wipe,
            "user": queries.user_of(fresh),
            "counts": queries.counts(fresh),
            "expects_device_seq": queries.next_device_seq(bearer.device_id),
            "quarantine": queries.held(fresh),
            "settled": queries.settled(fresh),
        },
    )


def _told(told: wire.Hello) -> dict[str, Any]:
    """What a phone says of itself, as columns keep it; an old app tells nothing of what it holds."""
    holds = told.holds
    return {
        "app": told.app[:20],
        "unsent": told.unsent,
        "free_mb": told.free_mb,
        "persisted": told.persisted,
        "last_device_seq": told.last_device_seq,
        "persons": holds and holds.persons,
        "entries": holds and holds.entries,
        "bytes": holds and holds.bytes,
        "budget": holds and holds.budget,
    }


@require_POST
@with_bearer
def push(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    """Take entries; always 200 with a receipt for each."""
    told = body(request, wire.Push)
    if isinstance(told, HttpResponse):
        return told
    if len(told.records) > MOST_RECORDS:
        return problem(413, "too_many", TOO_MANY)
    if told.device != bearer.device_id:
        return problem(403, "other_device", OTHER_DEVICE)
    receipts = _submit(bearer, told.records)
    results = {receipt.id: _receipt(receipt) for receipt in receipts}
    return answer_json(request, {"results": results, "counts": queries.counts(bearer)})


def _submit(bearer: Bearer, records: list[dict[str, Any]]) -> list[Receipt]:
    if bearer.is_revoked or not bearer.is_active:
        return quarantine.hold_all(bearer.hat_for(-1), records, "account_ended")
    return hats.submit(bearer.wardrobe, records)


def _receipt(receipt: Receipt) -> dict[str, Any]:
    return {
        "status": receipt.status,
        "reasons": [reason.as_json() for reason in receipt.reasons],
        "flags": list(receipt.flags),
    }


@require_POST
@with_bearer
def pull(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    """Groups changed since the cursor, a page at a time, place after place."""
    told = body(request, wire.Pull)
    if isinstance(told, HttpResponse):
        return told
    left = max(1, min(told.limit, MOST_BUNDLES))
    texts: list[str] = []
    cursor: dict[str, int] = {}
    more = False
    for grant in queries.grants(bearer):
        place, key = grant["place"], str(grant["place"])
        is_same = told.epochs.get(key) == grant["epoch"]
        after = told.cursor.get(key, 0) if is_same else 0
        if left <= 0:
            cursor[key], more = after, True
            continue
        hat = bearer.hat_for(place).narrowed(place)
        roles = [role for role, _ in hat.roles]
        with scope.enter(hat.scope()):
            page, reached, goes_on = bundles.page(place, after, left, str(bearer.user_id), roles)
            if page:
                access.write_phone(principal=hat, place_id=place, after=after, upto=reached)
        texts += page
        left -= len(page)
        cursor[key], more = reached, more or goes_on
    head = json.dumps(
        {
            "gone": [],
            "drop": [int(p) for p in told.cursor if int(p) not in bearer.places],
            "cursor": cursor,
            "more": more,
            "server_time": datetime.now(UTC).isoformat(),
        }
    )
    return answer(request, f'{head[:-1]}, "bundles": [{", ".join(texts)}]}}')


@require_GET
@with_bearer
def forms(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    """Everything the packs say that the user's roles need; 304 while it is the same."""
    return answer_unless_same(request, *queries.forms(bearer))


@require_GET
@with_bearer
def place(request: HttpRequest, siruta: int, bearer: Bearer) -> HttpResponse:
    """Localities of the commune, for address pickers. Public facts."""
    slice_ = places.phone_slice(siruta) if siruta in bearer.places else None
    if slice_ is None:
        return problem(404, "not_found", NOT_YOURS)
    return answer_json(request, slice_)


@require_GET
@with_bearer
def team(request: HttpRequest, siruta: int, bearer: Bearer) -> HttpResponse:
    """Colleagues of the place; 304 while they are the same."""
    if siruta not in bearer.places:
        return problem(404, "not_found", NOT_YOURS)
    return answer_unless_same(request, *queries.tagged({"place": siruta, "team": queries.team(siruta)}))


@require_GET
@with_bearer
def institutions(request: HttpRequest, siruta: int, bearer: Bearer) -> HttpResponse:
    """Institutions that answer for the place, nearest first; 304 while they are the same. Public facts."""
    if siruta not in bearer.places:
        return problem(404, "not_found", NOT_YOURS)
    found = {"place": siruta, "institutions": queries.institutions(siruta)}
    return answer_unless_same(request, *queries.tagged(found))


@require_POST
@with_bearer
def leave(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    """The worker signs this phone out: its token takes nothing more in. The phone empties itself."""
    devices.leave(bearer)
    return answer_json(request, {"left": True})


@require_POST
@with_bearer
def emptied(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    """The phone did as it was told and is empty; only one that was told so is believed."""
    told = body(request, wire.Emptied)
    if isinstance(told, HttpResponse):
        return told
    if bearer.is_revoked:
        devices.emptied(bearer, unsent=told.unsent)
    return answer_json(request, {"noted": bearer.is_revoked})


def _token(request: HttpRequest) -> str:
    return request.headers.get("Authorization", "").partition(" ")[2]


@csrf_exempt
@public
def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address of an older or newer application: said as every other error of the protocol."""
    return problem(404, "not_found", UNKNOWN)
