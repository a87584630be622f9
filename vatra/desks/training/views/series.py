"""One programme of a call: its participants, who is where, who came, and the bank statement that pays for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts.access import allowed, principal_of
from vatra.desks.training import actions, queries, statements
from vatra.desks.training.errors import NotTakenError
from vatra.desks.training.models import Call, File, Step
from vatra.desks.training.settling import HOLD
from vatra.packs.training import calls, catalogue, places, steps
from vatra.packs.training.calls import Call as Told
from vatra.packs.training.calls import Series
from vatra.records import attachments
from vatra.scanning import verdicts

SALT = "training.statement"
NO_FILE = "Alegeți fișierul extrasului."
NO_STATEMENT = (
    "Fișierul nu este un extras CAMT.053 (XML) sau MT940. Cereți băncii sau trezoreriei unul dintre ele."
)


def _asked(request: HttpRequest, call_id: UUID, code: str) -> tuple[Call, Told, Series]:
    row = queries.organised(call_id, principal_of(request).user_id)
    call = calls.parse(row.body)
    if code not in call.series:
        raise Http404
    return row, call, call.series[code]


@allowed("training.organise")
@require_GET
def show(request: HttpRequest, call_id: UUID, code: str) -> HttpResponse:
    """Participants with centre and unit, the waiting list, places, what lacks for publishing."""
    row, call, series = _asked(request, call_id, code)
    rows = File.objects.filter(call_id=call_id, series=code, state__in=(*HOLD, "waiting_list"))
    files = list(rows.order_by("valid_on", "number"))
    seated = [one for one in files if one.state in HOLD]
    missing, is_late = calls.publishing(series, series.published_on or timezone.localdate())
    told = {
        "section": "training", "row": row, "call": call, "series": series,
        "seated": [{"file": one, "state": catalogue.states()[one.state]} for one in seated],
        "waiting": [one for one in files if one.state == "waiting_list"],
        "direct": sum(one.route == "self" for one in seated),
        "unplaced": sum(not one.unit for one in seated),
        "missing": missing, "is_late": is_late, "today": timezone.localdate(),
        "has_begun": timezone.localdate() >= series.starts_on,
        "modes": modes(series),
    }  # fmt: skip
    return TemplateResponse(request, "training/series.html", told)


def modes(series: Series) -> list[str]:
    """How each part is held: what is e-learning, what face to face."""
    found = []
    for title, key in (("Teorie", "theory_online"), ("Practică", "practice_online")):
        online = int(series.body.get(key) or 0)
        found.append(f"{title}: {online} % e-learning sau Zoom, {100 - online} % față în față")
    return found


@allowed("training.organise")
@require_POST
def distribute(request: HttpRequest, call_id: UUID, code: str) -> HttpResponse:
    """Everybody who has no unit yet gets the next free one; who finds none stays unplaced."""
    _, _, series = _asked(request, call_id, code)
    taken = queries.taken_units(call_id, code)
    room = [
        places.Unit(one.centre, one.name, one.places - taken.get(steps.unit_key(one.centre, one.name), 0))
        for one in series.units
    ]
    waiting = File.objects.filter(call_id=call_id, series=code, state="enrolled").order_by(
        "valid_on", "number"
    )
    put = places.placed([str(one) for one in waiting.values_list("id", flat=True)], room)
    for one in put:
        if one.unit:
            answer = {"unit": steps.unit_key(one.unit.centre, one.unit.name)}
            actions.take(principal_of(request), UUID(one.file), "assign", answer)
    done = sum(one.unit is not None for one in put)
    messages.success(request, f"Repartizați: {done}. Rămași fără loc de practică: {len(put) - done}.")
    return _back(call_id, code)


@allowed("training.organise")
@require_POST
def attend(request: HttpRequest, call_id: UUID, code: str) -> HttpResponse:
    """The attendance of one day: who is ticked came, the others did not."""
    _asked(request, call_id, code)
    day, came = request.POST.get("day", ""), set(request.POST.getlist("came"))
    rows = File.objects.filter(call_id=call_id, series=code, state="assigned").order_by("number")
    try:
        for file_id in list(rows.values_list("id", flat=True)):
            told = {"day": day, "present": str(file_id) in came}
            actions.take(principal_of(request), file_id, "attend", told)
    except (NotTakenError, ValueError) as error:
        reasons = error.reasons if isinstance(error, NotTakenError) else [("", "Scrieți ziua.")]
        messages.error(request, " ".join(message for _, message in reasons))
    else:
        messages.success(request, "Prezența s-a scris.")
    return _back(call_id, code)


def _back(call_id: UUID, code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("training_series", args=[call_id, code]))


@allowed("training.organise")
def statement(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """A bank statement: read and shown first, then the payments found are recorded."""
    row = queries.organised(call_id, principal_of(request).user_id)
    told: dict[str, Any] = {"section": "training", "row": row}
    if request.method != "POST":
        return TemplateResponse(request, "training/statement.html", told)
    try:
        content = _content(request)
        lines = statements.read(content.encode("utf-8"))
    except statements.UnreadableError as error:
        told["fault"] = str(error) or NO_STATEMENT
        return TemplateResponse(request, "training/statement.html", told, status=422)
    found = _matched(row, lines)
    if request.POST.get("action") == "take":
        written = _take(request, found)
        messages.success(request, f"Plăți înregistrate: {written}.")
        return HttpResponseRedirect(reverse("training_call", args=[call_id]))
    told |= {
        "matches": found,
        "good": sum(one.outcome == statements.MATCHED for one in found),
        "sealed": signing.dumps(content, salt=SALT, compress=True),
    }
    return TemplateResponse(request, "training/statement.html", told)


def _content(request: HttpRequest) -> str:
    """The statement as it came, or as the review page carried it, unchanged."""
    if request.POST.get("action") == "take":
        try:
            return str(signing.loads(request.POST.get("sealed", ""), salt=SALT, max_age=3600))
        except signing.BadSignature as error:
            raise statements.UnreadableError(NO_FILE) from error
    upload = request.FILES.get("file")
    if upload is None or (upload.size or 0) > attachments.MOST_BYTES:
        raise statements.UnreadableError(NO_FILE)
    content = upload.read()
    try:
        verdicts.require_clean(content, verdicts.Sender("list", request.user.pk))
    except verdicts.RefusedFileError as error:
        raise statements.UnreadableError(error.message) from error
    return content.decode("utf-8-sig", errors="replace")


def _matched(row: Call, lines: list[statements.Line]) -> list[statements.Match]:
    numbers = [one.number for one in lines if one.number]
    files = {one.number: one for one in File.objects.filter(call_id=row.id, number__in=numbers)}
    paid = Step.objects.filter(call_id=row.id, name="payment", body__line__in=[one.key for one in lines])
    known = set(paid.values_list("body__line", flat=True))
    return statements.match(lines, files, calls.parse(row.body).fee, known)


def _take(request: HttpRequest, found: list[statements.Match]) -> int:
    written = 0
    for one in found:
        if one.outcome == statements.MATCHED:
            answers = {
                "paid_on": one.line.on.isoformat(), "amount": str(one.line.amount), "method": "payment_order",
                "line": one.line.key,
            }  # fmt: skip
            actions.take(principal_of(request), UUID(one.file_id), "payment", answers)
            written += 1
    return written
