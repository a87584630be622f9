"""Sheets: drafted, looked at, moved step by step, taken away as PDF, XLSX or CSV."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts.access import allowed, principal_of
from vatra.desks.pay import papers, queries, sheets
from vatra.desks.pay.guards import FROM, TITLES
from vatra.desks.pay.models import Sheet
from vatra.desks.pay.views.employers import month_asked
from vatra.office import exports
from vatra.packs.pay import words
from vatra.records.refusals import RefusedError

STEPS = {
    "checked": "Verificat",
    "approved": "Aprobat",
    "frozen": "Îngheață statul",
    "returned": "Întoarce pentru refacere",
}


@allowed("pay.read")
@require_POST
def draft(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """A new sheet of a month, for a place of work or for all."""
    house = queries.house(employer_id)
    asked = month_asked(request)
    workplace = request.POST.get("loc", "")
    try:
        made = sheets.draft(
            principal_of(request), house, asked, workplace, timezone.localdate(),
            reason=request.POST.get("reason", "").strip(),
        )  # fmt: skip
    except RefusedError as refused:
        for reason in refused.reasons:
            messages.error(request, reason.message)
        return HttpResponseRedirect(reverse("pay_employer", args=[employer_id]))
    return HttpResponseRedirect(reverse("pay_sheet", args=[made]))


@allowed("pay.read")
@require_GET
def show(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """The sheet as drafted, whether the facts still say the same, and the next steps."""
    sheet = queries.sheet(sheet_id)
    return TemplateResponse(request, "pay/sheet.html", _page(sheet))


def _page(sheet: Sheet, fault: str = "") -> dict[str, Any]:
    house = queries.house(sheet.employer_id)
    waiting = _waiting(sheet, house)
    before = sheets.corrected(sheet)
    is_working = sheet.state not in ("frozen", "returned")
    return {
        "section": "pay",
        "sheet": sheet,
        "house": house,
        "state": TITLES[sheet.state],
        "total": words.lei(sheet.total),
        "lines": [_line(row) for row in sheet.body.get("lines", ())],
        "grounds": sheet.body.get("grounds", ()),
        "by_code": papers.by_code(sheet.body.get("lines", ())),
        "steps": [{**one, "title": papers.STEP_TITLES[one["step"]]} for one in sheet.steps],
        "next": [(code, STEPS[code]) for code, states in FROM.items() if sheet.state in states],
        "waiting": waiting if is_working else [],
        "has_changed": sheets.has_changed(sheet, house),
        "is_working": is_working,
        "before": before,
        "differences": [_difference(one) for one in sheets.differences(sheet, before)] if before else [],
        "today": timezone.localdate(),
        "fault": fault,
    }


def _difference(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, **{key: papers.bare(one[key]) for key in ("before", "after", "by")}}


def _waiting(sheet: Sheet, house: queries.House) -> list[sheets.Open]:
    if sheet.state in ("frozen", "returned"):
        return []
    return sheets.open_questions(sheets.computed(house, sheets.month_of(sheet.month), sheet.workplace))


def _line(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "base": papers.bare(row["base"]), "amount": papers.bare(row["amount"]),
            "percent": papers.plain(Decimal(row["percent"]))}  # fmt: skip


@allowed("pay.read")
@require_POST
def step(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """One step. Approval is refused while a question is open or the facts say something else."""
    sheet = queries.sheet(sheet_id)
    taken = request.POST.get("step", "")
    if taken not in STEPS:
        raise Http404
    text = request.POST.get("note", "").strip()
    fault = _objection(sheet, taken, request.POST.get("by", "").strip(), text)
    if not fault:
        key = "reason" if taken == "returned" else "note"
        answers = {
            "done_on": timezone.localdate().isoformat(),
            "step": taken,
            "by": request.POST["by"].strip(),
            key: text,
        }
        try:
            sheets.step(principal_of(request), sheet, answers)
        except RefusedError as refused:
            fault = " ".join(reason.message for reason in refused.reasons)
    if fault:
        return TemplateResponse(request, "pay/sheet.html", _page(sheet, fault), status=422)
    messages.success(request, f"Statul este {TITLES[taken]}.")
    return HttpResponseRedirect(reverse("pay_sheet", args=[sheet_id]))


def _objection(sheet: Sheet, taken: str, by: str, text: str) -> str:
    if not by:
        return "Scrieți cine a făcut pasul: numele persoanei care verifică sau aprobă."
    if taken == "returned":
        return "" if text else "Scrieți de ce se întoarce statul."
    house = queries.house(sheet.employer_id)
    if sheets.has_changed(sheet, house):
        return "Datele s-au schimbat de la întocmire. Întoarceți statul și întocmiți altul, ca suma să fie cea de acum."
    waiting = _waiting(sheet, house) if taken == "approved" else []
    return f"Mai sunt {len(waiting)} întrebări fără decizie. Hotărâți-le întâi." if waiting else ""


@allowed("pay.read")
@require_GET
def paper(request: HttpRequest, sheet_id: UUID, kind: str) -> HttpResponse:
    """The sheet as a file. No address and no file name says whose it is."""
    sheet = queries.sheet(sheet_id)
    if kind != "pdf":
        return exports.sent(papers.table(sheet), kind)
    employer = queries.employer_row(sheet.employer_id).body
    pdf = papers.pdf(principal_of(request), sheet, employer, timezone.localdate())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="stat-sporuri-{sheet.month}-{sheet.number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
