"""Staff lists: the model to fill, the review of a file, and taking it in. The list of grounds to state."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from vatra.accounts.access import allowed, principal_of
from vatra.desks.pay import importing, queries, spreadsheet
from vatra.desks.pay.models import Fact
from vatra.desks.pay.spreadsheet import COLUMNS, Line, UnreadableFileError
from vatra.office import exports
from vatra.packs.pay import words
from vatra.scanning import verdicts

SHOWN = 200
STATES = {"new": "noi", "changed": "schimbate", "known": "știute deja", "wrong": "cu greșeli"}


@allowed("pay.read")
@require_GET
def model(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """An empty list with one example row, to be filled in a spreadsheet."""
    queries.employer_row(employer_id)
    heads = [column.head for column in COLUMNS]
    sheet = exports.Sheet(
        "lista-personal", "Lista personalului", heads, [[column.example for column in COLUMNS]]
    )
    return exports.sent(sheet, "xlsx")


@allowed("pay.read")
def staff(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """POST with a file: the review. POST with the reviewed rows: they are taken in."""
    row = queries.employer_row(employer_id)
    told: dict[str, Any] = {"section": "pay", "employer": row, "columns": COLUMNS, "fault": ""}
    if request.method != "POST":
        return TemplateResponse(request, "pay/import.html", told)
    try:
        lines = _lines(request)
    except UnreadableFileError as error:
        told["fault"] = str(error)
        return TemplateResponse(request, "pay/import.html", told, status=422)
    reviewed = importing.review(employer_id, lines)
    if request.POST.get("action") == "take":
        counts = importing.take(principal_of(request), employer_id, reviewed)
        messages.success(request, _said(counts))
        return HttpResponseRedirect(reverse("pay_staff", args=[employer_id]))
    told |= {
        "review": reviewed,
        "counts": [(STATES[state], reviewed.counts[state]) for state in STATES],
        "writes": reviewed.counts["new"] + reviewed.counts["changed"],
        "wrong": reviewed.of("wrong")[:SHOWN],
        "shown": [one for one in reviewed.rows if one.state != "wrong"][:SHOWN],
        "states": STATES,
        "rows": json.dumps([[line.number, line.cells] for line in lines], ensure_ascii=False),
    }
    return TemplateResponse(request, "pay/review.html", told)


def _lines(request: HttpRequest) -> list[Line]:
    if request.POST.get("action") == "take":
        return _kept(request.POST.get("rows", ""))
    upload = request.FILES.get("file")
    if upload is None:
        raise UnreadableFileError("Alegeți fișierul cu lista personalului.")
    content = upload.read(spreadsheet.MOST_BYTES + 1)
    try:
        verdicts.require_clean(content, verdicts.Sender("list", request.user.pk))
    except verdicts.RefusedFileError as error:
        raise UnreadableFileError(error.message) from error
    return spreadsheet.read(str(upload.name), content)


def _kept(text: str) -> list[Line]:
    """The rows as the review page carried them; they are reviewed anew before they are written."""
    try:
        rows = json.loads(text)
        return [
            Line(int(number), {str(key): str(value) for key, value in cells.items()})
            for number, cells in rows
        ]
    except (ValueError, TypeError, AttributeError) as error:
        raise UnreadableFileError("Lista nu a ajuns întreagă. Alegeți fișierul din nou.") from error


def _said(counts: dict[str, int]) -> str:
    told = f"{counts['written']} rânduri scrise, {counts['known']} știute deja, {counts['wrong']} lăsate, cu greșeli."
    return told + (
        f" {counts['held']} rânduri nu au fost primite: citiți lista din nou." if counts["held"] else ""
    )


@allowed("pay.ground")
@require_GET
def grounds(request: HttpRequest) -> HttpResponse:
    """Persons in care by reference, and whether their ground is stated: for who may read health data."""
    stated = {fact.key: fact for fact in Fact.objects.filter(kind="care_ground").order_by("since")}
    cared = Fact.objects.filter(kind="care").order_by("key", "since")
    rows = [
        {"fact": fact, "kind": words.listed("care_kinds")[fact.body["kind"]], "ground": stated.get(fact.key)}
        for fact in cared
    ]
    return TemplateResponse(request, "pay/grounds.html", {"section": "pay", "rows": rows})
